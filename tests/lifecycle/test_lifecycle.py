import datetime
import hashlib
from datetime import date
from pathlib import Path

import pytest

from tests.example import ANSWERS as EXAMPLE
from tests.lifecycle.years import INTERVIEW, Owner
from wizard.answers.fields import replace_value
from wizard.answers.model import Person, Revision
from wizard.checks import check_answers
from wizard.lifecycle import archive, review, signatures
from wizard.lifecycle.adoption import (
    AdoptionError,
    NotReadyError,
    adopt,
    plan_adoption,
    propose_version,
)
from wizard.lifecycle.staff_changes import find_duties
from wizard.storage import atomic_io
from wizard.storage.toml_file import read_with_bytes, write_answers


@pytest.fixture
def owner(tmp_path: Path) -> Owner:
    return Owner(tmp_path, date(2026, 9, 3))


def test_adopt_start_in_a_few_days_is_no_mistake(owner: Owner) -> None:
    owner.today = date(2026, 8, 20)  # staff get some days to read it first
    owner.adopt()
    assert owner.answers.revisions[-1].on == date(2026, 9, 1)
    assert "future" not in {
        one.rule for one in check_answers(owner.answers, INTERVIEW, owner.today)
    }
    assert owner.status().notes == ("Version 1.0 applies from 2026-09-01 on.",)
    owner.today = date(2026, 9, 1)
    assert owner.status().notes == ()


def archived_digests(place: Path) -> dict[str, str]:
    return {
        path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((place / "versions").rglob("*"))
        if path.is_file()
    }


def test_lifecycle_five_years_stay_consistent(owner: Owner) -> None:
    place = owner.path.parent
    assert owner.version() == "Draft"
    assert owner.status().overdue == (
        "The policy was planned to take effect on 2026-09-01, and no version is adopted.",
    )

    made = owner.adopt()  # 2026: the first version, from the planned day on
    assert (made.version, owner.answers.adopted.on) == ("1.0", date(2026, 9, 1))
    assert owner.answers.revisions[-1].what == "First version"
    assert owner.version() == "1.0"
    with pytest.raises(AdoptionError, match=r"Nothing has changed since version 1\.0"):
        owner.adopt()
    kept = archived_digests(place)
    assert len(kept) == 4

    owner.today = date(2027, 2, 1)  # a small change
    owner.answer("crisis.public_relations", "tom-okafor")
    assert owner.version() == "Draft after 1.0"
    made = owner.adopt(by="Priya")
    assert made.version == "1.1"
    row = owner.answers.revisions[-1]
    assert (row.what.partition("? ")[2], row.by) == ("Tom Okafor, was Devon Brooks", "priya-nair")
    assert owner.answers.adopted.read_from == "1.0"
    assert owner.answers.review.effective_on == date(2026, 9, 1)

    owner.today = date(2027, 9, 1)  # the yearly review, and nothing changed
    assert review.due_message(owner.answers, owner.today)
    owner.review()
    assert owner.version() == "1.1"
    assert owner.answers.revisions[-1].what == review.UNCHANGED
    assert owner.answers.review.next_on == date(2028, 9, 1)
    assert not review.due_message(owner.answers, owner.today)

    owner.today = date(2028, 2, 29)  # a review on a leap day, before it was due
    owner.review()
    assert owner.answers.review.next_on == date(2029, 2, 28)

    owner.today = date(2028, 6, 1)  # somebody leaves
    owner.leave("priya-nair", "elena-ruiz")
    assert owner.adopt().version == "1.2"

    owner.today = date(2029, 5, 1)  # the review of February was missed
    assert owner.status().overdue == ("The review was due on 2029-02-28, 62 days ago.",)
    owner.answer("employees.stance", "official-only")
    owner.review(note="Late")
    assert owner.version() == "Draft after 1.2"
    assert owner.status().overdue == ()
    made = owner.adopt()
    assert made.version == "2.0"  # what staff may say is another thing to sign
    assert owner.answers.adopted.read_from == "2.0"

    owner.today = date(2031, 9, 1)
    owner.answer("business.staff", 14)
    assert owner.adopt().version == "2.1"
    assert owner.answers.review.next_on == date(2032, 9, 1)  # it was past
    assert owner.errors() == []
    assert [version.version for version in archive.archived_versions(owner.path)] == [
        "1.0",
        "1.1",
        "1.2",
        "2.0",
        "2.1",
    ]
    assert kept.items() <= archived_digests(place).items()
    assert owner.status().notes == ()


def test_leaver_with_successor_has_no_duties_and_stays_in_the_history(owner: Owner) -> None:
    owner.adopt(by="Priya")
    assert len(find_duties(owner.answers, "priya-nair", INTERVIEW)) > 10
    owner.leave("priya-nair", "elena-ruiz")
    assert find_duties(owner.answers, "priya-nair", INTERVIEW) == ()
    assert owner.errors() == []
    left = {person.id: person for person in owner.answers.people}["priya-nair"]
    assert left == Person(
        id="priya-nair", name="Priya Nair", left_on=owner.today
    )  # she made 1.1, and that stays so


def test_lifecycle_clock_set_back_is_noticed(owner: Owner) -> None:
    owner.today = date(2029, 5, 1)
    owner.adopt(on=date(2029, 5, 1))
    owner.today = date(2028, 1, 1)  # the clock is set back
    owner.answer("business.staff", 14)
    with pytest.raises(AdoptionError, match=r"2028-01-01 is before 2029-05-01.*clock"):
        owner.adopt()
    with pytest.raises(review.ReviewError, match="clock"):
        owner.review()
    assert "is the clock right?" in owner.status().notes[0]


def test_adopt_same_answers_archive_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        Owner(tmp_path / name, date(2026, 9, 3)).adopt()
        made.append(archived_digests(tmp_path / name))
    assert made[0] == made[1]


def test_adopt_existing_version_is_not_overwritten(owner: Owner) -> None:
    taken = owner.path.parent / "versions" / "1.0"
    taken.mkdir(parents=True)
    (taken / "mine.txt").write_text("mine")
    before = owner.path.read_bytes()
    with pytest.raises((AdoptionError, archive.ArchiveError), match=r"1\.0"):
        owner.adopt(version="1.0")
    assert owner.path.read_bytes() == before
    assert [path.name for path in taken.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("wish", ["1.0", "0.9", "two", "1", "1.0.1", "../2.0", "99999.0"])
def test_adopt_invalid_or_low_number_is_refused(owner: Owner, wish: str) -> None:
    owner.adopt()
    owner.answer("business.staff", 14)
    before = owner.path.read_bytes()
    with pytest.raises(AdoptionError):
        owner.adopt(version=wish)
    assert owner.path.read_bytes() == before
    assert len(list((owner.path.parent / "versions").iterdir())) == 1


def test_adopt_planned_row_is_used(owner: Owner) -> None:
    owner.adopt()
    owner.today = date(2027, 1, 1)
    owner.answer("business.staff", 14)
    owner.answer(
        "revisions", (*owner.answers.revisions, Revision(version="1.5", what="More staff"))
    )
    assert owner.version() == "Draft of 1.5"
    made = owner.adopt()
    assert made.version == "1.5"
    assert [(row.version, row.on, row.what) for row in owner.answers.revisions] == [
        ("1.0", date(2026, 9, 1), "First version"),
        ("1.5", date(2027, 1, 1), "More staff"),
    ]


def test_adopt_answers_with_errors_are_refused(owner: Owner) -> None:
    owner.answer("roles.head", None)
    before = owner.path.read_bytes()
    with pytest.raises(NotReadyError) as refused:
        owner.adopt()
    assert refused.value.findings[0].path == "roles.head"
    assert owner.path.read_bytes() == before
    assert not (owner.path.parent / "versions").exists()


def test_adopt_file_changed_meanwhile_removes_the_version(owner: Owner) -> None:
    answers, on_disk = read_with_bytes(owner.path)
    plan = plan_adoption(owner.path, answers, INTERVIEW, owner.today)
    owner.answer("business.staff", 14)
    with pytest.raises(Exception, match="changed by another program"):
        adopt(owner.path, plan, lambda adopted: write_answers(owner.path, adopted, on_disk))
    assert owner.answers.business.staff == 14
    assert not (owner.path.parent / "versions").exists()


def test_plan_adoption_cut_off_before_saving_is_completed(owner: Owner) -> None:
    before = owner.path.read_bytes()
    version, adopted = owner.adopt(), owner.answers
    owner.path.write_bytes(before)
    plan = owner.plan()
    assert (plan.interrupted, plan.version, plan.answers) == (version, "1.0", adopted)
    assert owner.adopt() == version
    assert owner.answers == adopted
    owner.path.write_bytes(before)
    owner.answer("business.staff", 14)
    assert owner.plan().interrupted is None


def test_adopt_disk_full_leaves_nothing(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic_io, "create_file", fail)
    before = owner.path.read_bytes()
    with pytest.raises(archive.ArchiveError, match="no space left on device"):
        owner.adopt()
    assert owner.path.read_bytes() == before
    assert [path.name for path in owner.path.parent.iterdir()] == ["acme.toml"]


def test_problems_untouched_version_has_none(owner: Owner) -> None:
    assert owner.adopt().problems() == ()


def test_problems_each_change_by_hand_is_named(owner: Owner) -> None:
    version = owner.adopt()
    (version.folder / "~$lock.docx").write_text("Word's")
    assert version.problems() == ()
    first, *_ = sorted(version.folder.glob("*.docx"))
    first.chmod(0o600)
    first.write_bytes(first.read_bytes() + b"\0")
    (version.folder / "extra.txt").write_text("x")
    version.answers_file.unlink()
    told = " ".join(version.problems())
    for words in (f"{first} was changed", "extra.txt was put there", "acme.toml is gone"):
        assert words in told
    with pytest.raises(archive.ArchiveError, match="gone"):
        version.answers()


def test_plan_adoption_unreadable_last_version_needs_a_number(owner: Owner) -> None:
    version = owner.adopt()
    version.answers_file.chmod(0o600)
    version.answers_file.write_text("format = 2\n")
    owner.answer("business.staff", 14)
    owner.today = date(2027, 1, 1)
    with pytest.raises(AdoptionError, match="--version"):
        owner.adopt()
    assert owner.adopt(version="1.1").version == "1.1"


@pytest.mark.parametrize("text", ["", "x", "0" * 64 + "  ../acme.toml\n", "\xff"])
def test_problems_damaged_manifest_is_named(owner: Owner, text: str) -> None:
    version = owner.adopt()
    listing = version.folder / archive.MANIFEST
    listing.chmod(0o600)
    listing.write_bytes(text.encode("latin-1"))
    assert len(version.problems()) == 1


def test_adopt_folder_of_another_business_is_refused(owner: Owner) -> None:
    owner.adopt()
    other = owner.path.with_name("other.toml")
    other.write_bytes(owner.path.read_bytes())
    owner.path = other
    owner.answer("business.staff", 14)
    owner.today = date(2027, 1, 1)
    with pytest.raises(archive.ArchiveError, match=r"acme\.toml"):
        owner.adopt()


def test_signatures_major_version_makes_them_invalid(owner: Owner) -> None:
    owner.adopt()
    register = (
        signatures.SignatureRegister()
        .with_staff(["Jo New"])
        .signed(["Jo New", "tom  OKAFOR"], "1.0", owner.today)
    )
    now = signatures.signature_status(register, owner.answers)
    assert {row.name for row in now.signed} == {"Jo New", "tom  OKAFOR"}
    assert "Tom Okafor" not in now.missing
    assert "Maria Castellano" in now.missing
    owner.today = date(2027, 2, 1)
    owner.answer("crisis.public_relations", "tom-okafor")
    owner.adopt()
    assert len(signatures.signature_status(register, owner.answers).signed) == 2
    owner.answer("employees.stance", "free")
    owner.adopt()
    assert signatures.signature_status(register, owner.answers).signed == ()
    register = register.without("Jo New", owner.today)
    assert "Jo New" not in signatures.signature_status(register, owner.answers).missing


def test_signatures_leaver_can_come_back(owner: Owner) -> None:
    owner.adopt()
    gone = (
        signatures.SignatureRegister().signed(["Jo"], "1.0", owner.today).without("Jo", owner.today)
    )
    back = gone.with_staff(["Jo"])
    assert "Jo" not in signatures.signature_status(gone, owner.answers).missing
    assert [row.name for row in signatures.signature_status(back, owner.answers).signed] == ["Jo"]


def test_record_review_dates_out_of_order_are_refused(owner: Owner) -> None:
    with pytest.raises(review.ReviewError, match="adopt the policy first"):
        owner.review()
    owner.adopt()
    owner.today = date(2027, 9, 1)
    with pytest.raises(review.ReviewError, match="has to come after"):
        owner.review(following=date(2027, 9, 1))
    owner.review(unconfirmed=["tom-okafor"])
    confirmed = {person.id: person.confirmed_on for person in owner.answers.people}
    assert confirmed["tom-okafor"] is None
    assert confirmed["priya-nair"] == owner.today
    with pytest.raises(review.ReviewError, match="already"):
        owner.review()


def test_review_topics_cover_what_grows_old(owner: Owner) -> None:
    owner.adopt()
    told = review.review_topics(
        owner.answers, INTERVIEW, owner.today + datetime.timedelta(days=400)
    )
    words = " ".join(point.text for topic in told for point in topic.points)
    for part in (
        "Tom Okafor",
        "never confirmed",
        "TikTok",
        "more than six months ago",
        "Quill & Marsh",
        "allergens",
    ):
        assert part in words


def test_latest_version_ten_comes_after_nine() -> None:
    assert archive.latest_version(["1.9", "1.10", "first", ""]) == "1.10"
    assert archive.latest_version([]) == ""


@pytest.mark.parametrize(
    ("last", "path", "value", "expected"),
    [
        ("", "business.staff", 14, "1.0"),
        ("spring edition", "business.staff", 14, "1.0"),
        ("1.9", "business.staff", 14, "1.10"),
        ("1.4", "employees.stance", "free", "2.0"),
        ("1.4", "roles.spokespeople", ("tom-okafor",), "2.0"),
        ("1.4", "business.length", "short", "2.0"),
    ],
)
def test_propose_version_answer_for_staff_makes_a_major_one(
    last: str, path: str, value: object, expected: str
) -> None:
    after = replace_value(EXAMPLE, path, value)
    assert propose_version(last, EXAMPLE, after).version == expected
