"""Addresses and phone numbers are known by their shape, and dates and prices are neither."""

import pytest

from wizard.patterns import holds_details, is_email, is_phone


@pytest.mark.parametrize("text", ["ana@acme.example", "o'neil+news@mail.acme.example"])
def test_an_e_mail_address(text: str) -> None:
    assert is_email(text)
    assert holds_details(f"Write to {text}, please")


@pytest.mark.parametrize(
    "text",
    ["ana", "ana@acme", "ana@ acme.example", "a@b.example, c@d.example", "ana@@acme.example"],
)
def test_what_is_no_e_mail_address(text: str) -> None:
    assert not is_email(text)


@pytest.mark.parametrize(
    "text", ["+44 7700 900123", "(503) 555-0110", "01.23.45.67.89", "030 1234567"]
)
def test_a_phone_number(text: str) -> None:
    assert is_phone(text)
    assert holds_details(f"Call {text} at once")
    assert holds_details(f"From 12.12.2026 call {text}")
    assert holds_details(f"Tel.{text}")


@pytest.mark.parametrize(
    "text",
    [
        "The fair of 2026-09-12",
        "Until 31.12.2026.",
        "On 1/2/27, and on 3/4/27",
        "24 hours, 7 days a week",
        "@home",
    ],
)
def test_what_is_no_detail(text: str) -> None:
    assert not holds_details(text)
