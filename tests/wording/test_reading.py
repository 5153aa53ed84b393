"""The file of cautions: what is in it, and how a slip in it is reported."""

import re
from pathlib import Path

import pytest

from wizard.data_dirs import LANGUAGE, data_dir
from wizard.interview import load as load_interview
from wizard.laws.models import load_sources
from wizard.wording import CautionsError, load, matching, shipped
from wizard.wording.likeness import Likeness, learn

NOTHING_LEARNED = Likeness({}, {}, {})
SHIPPED = data_dir("questions") / LANGUAGE / "cautions.toml"
SMALL = """
harmless = ["free_to"]
grants = ["you may"]
[words]
ban = "do not, never"
pay = "salary, wage*"
[lists]
dropped = "the"
right = "contract"
whole = "pay"
turns = "but"
[[frames]]
at = "legal.confidential"
words = "Never share:"
unless = ["may"]
[[cautions]]
id = "x-1"
reads_as = "a ban on talk about pay"
why = "Staff may talk."
safer = "You may talk. Ask {lead}."
places = ["US"]
level = "HIGH"
source = "A law"
status = "KNOWN, high"
patterns = ["<ban> ... <pay>"]
unless = ["customer*"]
"""


def written(tmp_path: Path, old: str = "", new: str = "") -> Path:
    assert old in SMALL
    path = tmp_path / "cautions.toml"
    path.write_text(SMALL.replace(old, new, 1) if old else SMALL, encoding="utf-8")
    return path


class TestWhatIsShipped:
    def test_all_32_wordings_in_order(self) -> None:
        assert [caution.id for caution in shipped().all] == [
            f"rw-{number:02}" for number in range(1, 33)
        ]

    def test_what_the_owner_reads_is_whole_sentences(self) -> None:
        for caution in shipped().all:
            assert caution.why.endswith(".")
            assert caution.why.count(". ") <= 2
            assert not caution.reads_as.endswith(".")
            assert caution.reads_as[0].islower()
            assert not caution.instead.endswith(".")

    def test_sources_that_a_status_names_are_known(self) -> None:
        known = load_sources()
        for caution in shipped().all:
            assert caution.status.startswith(("VERIFIED", "KNOWN"))
            assert all(mark in known for mark in re.findall(r"\bS\d+\w?\b", caution.status)), (
                caution.id
            )

    def test_questions_it_names_exist(self) -> None:
        interview = load_interview()
        paths = [*shipped().frames, *(path for caution in shipped().all for path in caution.not_at)]
        assert paths
        for path in paths:
            assert interview.question(path)


def test_a_small_file(tmp_path: Path) -> None:
    cautions = load(written(tmp_path), NOTHING_LEARNED)
    (caution,) = cautions.all
    assert caution.applies(["US"])
    assert caution.applies(["GB", "US"])
    assert not caution.applies(["GB"])
    assert [
        match.sentence
        for match in cautions.in_text("Be on time. Do not name your wages. Never name a wage.")
    ] == ["Do not name your wages"]
    assert cautions.in_text("Do not name wages to customers.") == ()
    assert cautions.in_text("Your salary") == ()
    assert cautions.in_text("Your salary", "legal.confidential")[0].sentence == "Your salary"
    assert cautions.in_text("You may name your salary", "legal.confidential") == ()
    assert cautions.in_text("Feel free to never name your salary") == ()
    assert cautions.in_text("Feel free to talk, but never name your salary") != ()
    assert cautions.in_text("Never be late, but feel free to name your salary") == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'patterns = ["<ban> ... <pay>"]',
            'patterns = ["<ban> ... <pai>"]',
            "caution 'x-1': 'patterns' has the pattern",
        ),
        (
            'patterns = ["<ban> ... <pay>"]',
            'patterns = ["(a+)+"]',
            "caution 'x-1': 'patterns' has the pattern '(a+)+'",
        ),
        (
            'patterns = ["<ban> ... <pay>"]',
            "patterns = 'x'",
            "caution 'x-1': 'patterns' must be a list of texts",
        ),
        (
            'unless = ["customer*"]',
            'unless = ["<no>"]',
            "caution 'x-1': 'unless' has the pattern '<no>'",
        ),
        (
            'unless = ["may"]',
            'unless = ["[may"]',
            "frame 'legal.confidential': 'unless' has the pattern '[may'",
        ),
        (
            'harmless = ["free_to"]',
            'harmless = ["free to!"]',
            "the file: 'harmless' has the pattern 'free to!'",
        ),
        ('pay = "salary, wage*"', 'pay = "sal*ry"', "the file, [words]: 'pay' has 'sal*ry'"),
        ('pay = "salary, wage*"', "pay = 1", "the file, [words]: 'pay' must be words with commas"),
        (
            'places = ["US"]',
            'places = ["USA"]',
            "caution 'x-1': 'places' has an unknown value 'USA'; did you mean 'US'?",
        ),
        ('places = ["US"]', 'places = "US"', "caution 'x-1': 'places' must be"),
        ('level = "HIGH"', 'level = "high"', "caution 'x-1': 'level' has an unknown value 'high'"),
        ('level = "HIGH"', 'level = "HIGH"\nlevel_in = {XX = "LOW"}', "'XX' is not known"),
        ("{lead}", "{leader}", "caution 'x-1': 'safer' has an unknown slot '{leader}'"),
        ('why = "Staff may talk."', "", "caution 'x-1': 'why' is missing"),
        ('why = "Staff may talk."', 'why = ""', "caution 'x-1': 'why' is empty"),
        (
            'source = "A law"',
            'sauce = "A law"',
            "caution 'x-1': 'sauce' is not known; did you mean 'source'?",
        ),
        ("[[cautions]]", "[cautions]", "the file: 'cautions' must be a list of [[cautions]]"),
        ("[[frames]]", "[frames]", "the file: 'frames' must be a list of [[frames]]"),
        ('turns = "but"', "", "[lists]: 'turns' is missing"),
        ("[words]", "[words", "cautions.toml"),
    ],
)
def test_a_slip_is_told_with_file_caution_and_key(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    path = written(tmp_path, old, new)
    with pytest.raises(CautionsError) as told:
        load(path, NOTHING_LEARNED)
    assert str(path) in str(told.value)
    assert says in str(told.value)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    path = written(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text[text.index("[[cautions]]") :], encoding="utf-8")
    with pytest.raises(CautionsError, match="caution 'x-1': 'id' is used twice"):
        load(path, NOTHING_LEARNED)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CautionsError, match="can't be read"):
        load(tmp_path / "none.toml", NOTHING_LEARNED)


def test_matching_names_cautions_in_the_order_of_the_file() -> None:
    text = "Any breach means immediate dismissal. Do not discuss your salary, and do not talk to reporters."
    assert [caution.id for caution in matching(text, ["GB"])] == ["rw-03", "rw-06", "rw-27"]
    assert [caution.id for caution in matching(text, ["US"])] == ["rw-03", "rw-06"]


class TestLikeness:
    """What sentences taught stands beside the patterns, which make other mistakes."""

    TAUGHT = learn(
        [
            *(
                (f"What {whom} takes home stays between us.", ["x-1"])
                for whom in ("Tom", "Ana", "the cook", "anybody")
            ),
            *(
                (f"Do not share the wage file with {whom}.", [])
                for whom in ("Tom", "Ana", "the cook", "our clients") * 4
            ),
        ]
    )

    @pytest.mark.parametrize(
        ("sentence", "ids"),
        [
            ("What each of us takes home stays between us.", ["x-1"]),  # no pattern finds it
            ("Between us, you may say what anybody takes home.", []),  # that grants something
            ("Stays between us.", []),  # too few words to tell
            ("Never name your salary.", ["x-1"]),  # a pattern, and nothing speaks against it
            (
                "Do not share the wage file with the cook or Ana.",
                [],
            ),  # much like harmless ones
        ],
    )
    def test_it_finds_what_no_pattern_does_and_clears_what_is_harmless(
        self, tmp_path: Path, sentence: str, ids: list[str]
    ) -> None:
        cautions = load(written(tmp_path), self.TAUGHT)
        assert [match.caution.id for match in cautions.in_text(sentence)] == ids

    def test_without_its_file_the_fault_is_one_sentence(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wizard.wording.cautions.questions", lambda: tmp_path)
        shipped.cache_clear()
        with pytest.raises(CautionsError, match=r"caution_words\.json: can't be read"):
            shipped()
        shipped.cache_clear()
