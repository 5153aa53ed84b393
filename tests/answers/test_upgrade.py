"""Files of format 1, as earlier programs wrote them, are read and upgraded."""

import datetime
import tomllib
from pathlib import Path

import pytest

from tests.processes import refused, run
from wizard.answers.diff import version_label
from wizard.interview import load
from wizard.session import Session
from wizard.storage import FileError
from wizard.storage.backups import list_backups
from wizard.storage.toml_file import parse_answers, read_answers

FILES = sorted(Path(__file__).with_name("format_1").glob("*.toml"))
EXAMPLE = next(file for file in FILES if file.stem == "example")
DIGEST = "54b21b9d822923973448abb3b7787bdaf804f53dd6f409ef78bccf96a20e4bb1"
# From before `crisis.report_to` was asked.
EARLY_DIGEST = "ab6d3e0b8c3896960bcc60cc12a8b1ceccf78e3dac100aeadf8298fc83feffc7"
GONE = {"company_called", "staff_called", "tone", "code", "adopted_on"}


def write(path: Path, text: str) -> Path:
    path.write_text(f"format = 1\n{text}\n", encoding="utf-8")
    return path


def opened(path: Path) -> Session:
    session = Session(path, load())
    session.close()
    return session


def flat(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() if key not in GONE for leaf in flat(inner)]
    return [leaf for item in value for leaf in flat(item)] if isinstance(value, list) else [value]


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_opening_upgrades_and_keeps_everything(file: Path, tmp_path: Path) -> None:
    path, old = tmp_path / "a.toml", file.read_bytes()
    path.write_bytes(old)
    before = read_answers(path)
    assert path.read_bytes() == old  # who only reads it doesn't write it
    (notice,) = opened(path).warnings
    assert "upgraded" in notice
    assert "\n" not in notice
    assert list_backups(path)[0].path.read_bytes() == old
    new, table = path.read_text(encoding="utf-8"), tomllib.loads(old.decode())
    assert tomllib.loads(new)["format"] == 2
    kept = flat(tomllib.loads(new))
    assert [leaf for leaf in flat(table)[1:] if leaf not in kept] == []
    comments = [line for line in old.decode().splitlines() if line.startswith("#")]
    assert [line for line in comments if line not in new] == []
    assert read_answers(path) == before
    assert opened(path).warnings == ()


@pytest.mark.parametrize(
    ("business", "voice"),
    [
        ("company_called = 'we'\nstaff_called = 'you'\ntone = 'plain'", "direct"),
        ("tone = 'formal'", "direct"),
        ("staff_called = 'employees'", "formal"),
        ("company_called = 'name'", "formal"),
    ],
)
def test_three_answers_about_wording_become_one(tmp_path: Path, business: str, voice: str) -> None:
    answers = read_answers(write(tmp_path / "a.toml", f"[business]\n{business}"))
    assert answers.business.model_dump(exclude_unset=True) == {"voice": voice}


def test_answers_under_other_names(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.toml",
        "left_at = 'review.adopted_on'\nunsure = ['business.tone', 'personal_use.code']\n"
        "[personal_use]\ncode = 'Our code'\n[legal]\nadviser = 'Juno, Juno Law'\n"
        "[unfinished]\n'review.adopted_on' = '31 Ma'",
    )
    answers = read_answers(path)
    assert answers.left_at == "review.effective_on"
    assert answers.unsure == ("business.voice", "personal_use.related")
    assert answers.unfinished == {"review.effective_on": "31 Ma"}
    assert answers.personal_use.related == ("Our code",)
    assert answers.legal.adviser == "Juno, Juno Law"


def test_comments_stay_beside_their_answers(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.toml",
        "# ours\n[review] # dates\n# on purpose\nadopted_on = 2026-09-01 # after Labor Day\n"
        "mine = 'kept'\n[personal_use]\ncode = 'Our code' # on the wall",
    )
    opened(path)
    assert path.read_text() == (
        "format = 2\n# ours\n[review] # dates\n# on purpose\n"
        "effective_on = 2026-09-01 # after Labor Day\nmine = 'kept'\n[personal_use]\n"
        'related = [\n    "Our code",\n] # on the wall\n'
    )


@pytest.mark.parametrize("early", [True, False])
def test_adopted_version_stays_adopted(early: bool) -> None:
    """The digests are those that earlier programs wrote for the example as adopted."""
    text = EXAMPLE.read_text(encoding="utf-8")
    if early:
        text = text.replace('report_to = "maria-castellano"\n', "", 1)
    digest = EARLY_DIGEST if early else DIGEST
    record = f'[adopted]\nversion = "1.1"\non = 2026-09-29\ndigest = "{digest}"\n\n# end of answers'
    text = text.replace("# end of answers", record)
    assert version_label(parse_answers(text.encode(), Path())) == "1.1"
    changed = text.replace("staff = 11", "staff = 12")
    assert version_label(parse_answers(changed.encode(), Path())) == "Draft after 1.1"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[review]\nadopted_on = '2026-09-01'", 'line 3: "review.adopted_on": this must be a date'),
        ("[business]\n\ntone = 'loud'", 'line 4: "business.tone": this must be one of: plain, f'),
        ("[personal_use]\ncode = 5", 'line 3: "personal_use.code": this must be text in quotes'),
        ("business = 5", 'line 2: "business": this must be a table'),
        ("[business]\nvoice = 'direct'", '"business.voice": this is an answer of format 2, and'),
        ("[[revisions]]\nadopted = 2026-09-01", '"revisions.adopted": this is an answer of form'),
    ],
)
def test_errors_name_what_the_file_has(tmp_path: Path, text: str, sentence: str) -> None:
    path = write(tmp_path / "a.toml", text)
    with pytest.raises(FileError) as error:
        read_answers(path)
    assert sentence in str(error.value)


def test_half_upgraded_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("format = 2\n[review]\nadopted_on = 2026-09-01\n")
    said = refused("check", str(path))
    assert said.count("\n") == 1
    assert 'line 3: "review.adopted_on": this is an answer of format 1' in said


def test_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("format = 3\n[review]\nadopted_on = 2026-09-01\n")
    assert "was written by a newer Policy Wizard" in refused("check", str(path))


def test_command_that_writes_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(EXAMPLE.read_bytes())
    for command in ("check", "export"):
        done = run(command, str(path))
        assert done.returncode == 0
        assert "upgraded" not in done.stderr
    assert path.read_bytes() == EXAMPLE.read_bytes()
    done = run("leaver", str(path), "Sam", "--successor", "Priya")
    assert done.returncode == 0
    assert "was upgraded" in done.stderr
    assert read_answers(path).review.effective_on == datetime.date(2026, 9, 1)
    assert list_backups(path)[0].path.read_bytes() == EXAMPLE.read_bytes()


def test_file_without_room_for_a_backup_can_only_be_viewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.toml", "[business]\nname = 'Acme'")
    monkeypatch.setattr("wizard.storage.backups.back_up", lambda *_: None)
    session = opened(path)
    assert "can't be upgraded without a backup" in session.read_only
    assert session.answers.business.name == "Acme"
    assert path.read_text().startswith("format = 1\n")
