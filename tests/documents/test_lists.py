"""Lists of which each item depends on an answer."""

import pytest

from wizard.documents.lists import finish_list, is_duty

LEAD = "Employees must: {#a}\n\n"


def bullets(*texts: str) -> str:
    return LEAD + "\n".join(f"- {text} {{#a-{index}}}" for index, text in enumerate(texts))


@pytest.mark.parametrize(
    ("texts", "kind", "printed"),
    [
        ((), "and", ""),
        (("ask",), "and", "Employees must ask. {#a}"),
        (("ask", "wait"), "or", "Employees must ask or wait. {#a}"),
        (("Racism", "Hate"), "fragments", "Employees must: racism; hate. {#a}"),
        (("Ask.", "Wait."), "sentences", "**Employees must.** Ask. Wait. {#a}"),
        (("ask", "wait", "go"), "and", LEAD + "- ask; {#a-0}\n- wait; and {#a-1}\n- go. {#a-2}"),
        (("A", "B", "C"), "fragments", bullets("A", "B", "C")),
    ],
)
def test_a_list_reads_well_with_the_items_that_are_there(
    texts: tuple[str, ...], kind: str, printed: str
) -> None:
    assert finish_list(bullets(*texts), kind).strip() == printed  # type: ignore[arg-type]


def test_two_long_items_stay_a_list() -> None:
    assert finish_list(bullets("a" * 60, "b" * 60), "and").count("\n- ") == 2


@pytest.mark.parametrize(
    ("line", "follows"),
    [
        ("Lock the till at six", True),
        ("never film a crash", True),
        ("Ask first. Then film.", False),
        ("No notes on the till", False),
        ("Do not film", False),
        ("Employees ask first", False),
    ],
)
def test_only_one_sentence_that_orders_follows_must(line: str, follows: bool) -> None:
    assert is_duty(line) is follows
