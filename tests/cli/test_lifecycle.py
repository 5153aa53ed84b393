import datetime
import io
import json
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document

from tests.example import BYTES as EXAMPLE
from tests.example import DRAFT
from tests.imported import imported_by_running
from tests.privileges import unprivileged
from tests.processes import refused, run
from wizard.storage.toml_file import read_answers

COMMANDS = ("adopt", "diff", "status", "review", "signed", "leaver", "joiner")


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    path = tmp_path / "acme.toml"
    path.write_bytes(DRAFT)
    return path


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an adopted policy, to copy from."""
    path = tmp_path_factory.mktemp("once") / "acme.toml"
    path.write_bytes(DRAFT)
    assert run("adopt", str(path)).returncode == 0
    return path.parent


@pytest.fixture
def adopted(once: Path, tmp_path: Path) -> Path:
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "acme.toml"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def words(path: str | bytes) -> str:
    """Return the words of a Word file, those in tables too."""
    opened: Document = docx.Document(io.BytesIO(path) if isinstance(path, bytes) else path)
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def test_linked_answers_files_are_written_beside_the_link(tmp_path: Path) -> None:
    (tmp_path / "cloud").mkdir()
    (tmp_path / "cloud" / "real.toml").write_bytes(DRAFT)
    (tmp_path / "here").mkdir()
    link = tmp_path / "here" / "acme.toml"
    link.symlink_to(tmp_path / "cloud" / "real.toml")
    for command in (
        ("adopt",),
        ("export", "--document", "review-calendar"),
        ("signed", "Tom"),
        ("review", "--done"),
    ):
        assert run(command[0], str(link), *command[1:]).returncode < 2
    assert [path.name for path in (tmp_path / "cloud").iterdir()] == ["real.toml"]
    assert link.is_symlink()
    assert {path.suffix for path in (tmp_path / "here").iterdir()} == {"", ".toml", ".csv", ".ics"}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_any_command_imports_little(command: str) -> None:
    assert f"usage: policy-wizard {command}" in run(command, "--help").stdout
    assert "--help" in refused(command)
    assert not imported_by_running(command, "--help") & {
        "pydantic",
        "textual",
        "rich",
        "docx",
        "jinja2",
    }


def test_output_bidi_controls_are_escaped(acme: Path) -> None:
    """`run` looks for signs that steer."""
    old = acme.with_name("old.toml")
    old.write_bytes(acme.read_bytes())
    edit(acme, "Tom Okafor", "Tom \u202eOkafor\u2066")
    edit(acme, 'name = "Larkspur Lane Bakery Caf\u00e9"', 'name = "Larks\u202e"')
    assert "Larks\\u202e" in run("status", str(acme), "--json").stdout
    for more in ((), ("--note-to-staff",)):
        assert run("diff", str(old), str(acme), *more).returncode == 0
    assert run("review", str(acme)).returncode == 0


@pytest.mark.parametrize("command", [one for one in COMMANDS if one not in ("status", "diff")])
def test_missing_file_is_refused(command: str, tmp_path: Path) -> None:
    more = ["Jo"] if command in ("leaver", "joiner") else []
    assert "does not exist" in refused(command, str(tmp_path / "gone.toml"), *more)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("day", ["2027-02-29", "tomorrow", "", "1/2/2027"])
def test_invalid_date_is_refused(adopted: Path, day: str) -> None:
    assert "is no date" in refused("review", str(adopted), "--done", "--on", day)


def test_adopt_prints_the_archived_files(acme: Path) -> None:
    done = run("adopt", str(acme))
    kept = [Path(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert {path.parent for path in kept} == {acme.parent / "versions" / "1.0"}
    assert {path.suffix for path in kept} == {".docx", ".toml", ""}
    assert "Version 1.0 is adopted, from 2026-09-01 on." in done.stderr
    assert read_answers(kept[0].parent / "acme.toml") == read_answers(acme)
    policy = next(path for path in kept if "policy.docx" in path.name)
    assert "Draft" not in words(str(policy))
    assert "First version" in words(str(policy))


def test_adopt_documents_say_draft_before_and_after_a_change(acme: Path) -> None:
    def title() -> str:
        made = run("export", str(acme)).stdout.splitlines()
        return words(str(acme.parent / Path(made[0]).name))

    assert "This is a draft and has not been adopted." in title()
    run("adopt", str(acme))
    assert "Draft" not in title()
    edit(acme, 'stance = "encouraged"', 'stance = "free"')
    assert "Draft after 1.0" in title()


def test_adopt_propose_writes_nothing(acme: Path) -> None:
    before = acme.read_bytes()
    done = run("adopt", str(acme), "--propose")
    assert done.stdout.splitlines()[0] == "Version: 1.0"
    assert acme.read_bytes() == before
    assert [path.name for path in acme.parent.iterdir()] == ["acme.toml"]


def test_adopt_answers_with_errors_are_refused(acme: Path) -> None:
    edit(acme, 'head = "maria-castellano"', 'head = "nobody"')
    before = acme.read_bytes()
    done = run("adopt", str(acme))
    assert done.returncode == 1
    assert "Who runs the business" in done.stderr
    assert "nothing was changed" in done.stderr
    assert acme.read_bytes() == before
    assert not (acme.parent / "versions").exists()


def test_adopt_options_are_recorded(acme: Path) -> None:
    done = run(
        "adopt",
        str(acme),
        "--version",
        "3.0",
        "--on",
        "2026-10-01",
        "--by",
        "Devon",
        "--note",
        "a\x1b[2J\nb",
    )
    assert done.returncode == 0
    answers = read_answers(acme)
    row = answers.revisions[-1]
    assert (row.version, str(row.on), row.what) == ("3.0", "2026-10-01", "a[2J b")
    assert row.adopted == datetime.date.today()
    assert answers.review.approved_by == "devon-brooks"


def test_adopt_unknown_person_is_refused(acme: Path) -> None:
    assert "did you mean Tom Okafor?" in refused("adopt", str(acme), "--by", "Tom Okafur")


def test_adopt_read_only_folder_leaves_nothing(acme: Path) -> None:
    acme.parent.chmod(0o500)
    assert "nothing was adopted" in refused("adopt", str(acme), starter=unprivileged())
    acme.parent.chmod(0o700)
    assert [left.name for left in acme.parent.iterdir()] == [acme.name]


def test_adopt_versions_is_a_file_is_refused(acme: Path) -> None:
    (acme.parent / "versions").write_text("mine")
    refused("adopt", str(acme))
    assert (acme.parent / "versions").read_text() == "mine"


def test_adopt_cut_off_is_completed(acme: Path) -> None:
    before = acme.read_bytes()
    run("adopt", str(acme))
    after = acme.read_bytes()
    acme.write_bytes(before)
    done = run("adopt", str(acme))
    assert done.returncode == 0
    assert "cut off" in done.stderr
    assert acme.read_bytes() == after


def test_diff_file_after_an_option_is_read(acme: Path) -> None:
    other = acme.with_name("other.toml")
    other.write_bytes(acme.read_bytes())
    assert "# What’s new" in run("diff", str(acme), "--note-to-staff", str(other)).stdout


@pytest.fixture
def changed(adopted: Path) -> Path:
    edit(adopted, 'executives = "maria-castellano"', 'executives = "tom-okafor"')
    return adopted


def test_diff_one_file_compares_with_its_last_version(changed: Path) -> None:
    done = run("diff", str(changed))
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "Step 3, Crisis"
    assert "Tom Okafor, was Maria Castellano" in done.stdout


def test_diff_files_folders_and_numbers_agree(changed: Path) -> None:
    folder = changed.parent / "versions" / "1.0"
    outputs = {
        run("diff", *pair, cwd=changed.parent).stdout
        for pair in (
            ("1.0", "acme.toml"),
            (str(folder), "acme.toml"),
            (str(folder / "acme.toml"), "acme.toml"),
        )
    }
    assert len(outputs) == 1
    assert "Tom Okafor" in outputs.pop()


def test_diff_no_change_says_so(adopted: Path) -> None:
    assert run("diff", str(adopted)).stdout == "Nothing changed that the documents tell.\n"


def test_diff_unknown_version_is_refused(changed: Path) -> None:
    assert "There is no version 9.9" in refused("diff", "9.9", str(changed))


def test_diff_before_the_first_adoption_is_refused(acme: Path) -> None:
    assert "is adopted yet" in refused("diff", str(acme))


def test_diff_note_to_staff_is_text_and_word(changed: Path, tmp_path: Path) -> None:
    line = '    "Say which shop a picture is from",\n'
    edit(changed, line, f'{line}    "Wave at the camera",\n')
    run("adopt", str(changed))
    done = run("diff", "1.0", str(changed), "--note-to-staff")
    assert done.stdout.startswith("# What’s new in version 1.1\n")
    assert "- New: Wave at the camera." in done.stdout
    assert "You do not need to sign again." in done.stdout
    note = tmp_path / "note.docx"
    assert run("diff", "1.0", str(changed), "--note-to-staff", "--to", str(note)).returncode == 0
    assert "What’s new in version 1.1" in words(str(note))
    assert "New: Wave at the camera." in words(str(note))
    assert "already" in refused("diff", "1.0", str(changed), "--note-to-staff", "--to", str(note))


def test_diff_redline_without_file_is_refused(changed: Path) -> None:
    assert "--to" in refused("diff", str(changed), "--redline")


@pytest.mark.parametrize(
    ("options", "ending"),
    [((), "docx"), (("--note-to-staff",), "pdf"), (("--redline",), "pdf")],
)
def test_diff_to_another_format_is_refused(
    changed: Path, options: tuple[str, ...], ending: str
) -> None:
    target = changed.with_name(f"note.{ending}")
    problem = refused("diff", str(changed), *options, "--to", str(target))
    assert "give it a name that ends with" in problem
    assert not target.exists()


def test_diff_redline_is_tracked(changed: Path) -> None:
    pytest.importorskip("python_redlines", reason="the extra [redline] is not installed")
    made = changed.with_name("x.docx")
    assert run("diff", str(changed), "--redline", "--to", str(made)).returncode == 0
    body = zipfile.ZipFile(made).read("word/document.xml").decode()
    assert "<w:ins " in body
    assert "<w:del " in body


def test_diff_changed_archive_is_refused(changed: Path) -> None:
    frozen = changed.parent / "versions" / "1.0" / "acme.toml"
    frozen.chmod(0o600)
    frozen.write_bytes(frozen.read_bytes() + b"# mine\n")
    done = run("diff", str(changed))
    assert done.returncode == 2
    assert "was changed" in done.stderr


def test_status_hundred_files_are_a_line_each(adopted: Path) -> None:
    files = [str(adopted)]
    for number in range(99):
        path = adopted.with_name(f"b{number}.toml")
        path.write_bytes(EXAMPLE)
        files.append(str(path))
    bad = adopted.with_name("bad.toml")
    bad.write_text("format = 7\n")
    done = run("status", *files, str(bad), "--on", "2027-01-01")
    lines = done.stdout.splitlines()
    assert done.returncode == 2
    assert len(lines) == 1 + 101 + 1
    assert re.split("  +", lines[1])[1:4] == ["Larkspur Lane Bakery Café", "1.0", "2026-09-01"]
    assert "can't be used" in lines[101]
    assert "newer Policy Wizard" in lines[102]


def test_status_overdue_exits_with_1(adopted: Path) -> None:
    assert run("status", str(adopted), "--on", "2027-03-01").returncode == 0
    done = run("status", str(adopted), "--on", "2027-03-02")
    assert done.returncode == 1
    assert "The review was due on 2027-03-01, one day ago." in done.stdout


def test_status_json_has_all_values(adopted: Path) -> None:
    (row,) = json.loads(run("status", str(adopted), "--json", "--on", "2028-01-01").stdout)
    assert row["version"] == "1.0"
    assert row["missing"] == 6
    assert row["next_review"] == "2027-03-01"
    assert row["overdue"]
    assert row["errors"] == 0


def test_status_pattern_is_expanded(adopted: Path) -> None:
    assert "acme.toml" in run("status", str(adopted.parent / "*.toml")).stdout


def test_status_imports_neither_word_nor_textual(adopted: Path) -> None:
    assert not imported_by_running("status", str(adopted)) & {
        "docx",
        "jinja2",
        "textual",
        "rich",
    }


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
@pytest.mark.parametrize(("columns", "heading"), [(80, "Open"), (120, "Warnings")])
def test_status_terminal_table_fits(adopted: Path, columns: int, heading: str) -> None:
    edit(
        adopted,
        "Larkspur Lane Bakery Café",
        "The Larkspur Lane Bakery, Café and Catering Company of 1987",
    )
    from tests.terminal import Terminal

    terminal = Terminal(
        [sys.executable, "-m", "wizard", "status", adopted.name, "--on", "2028-01-01"],
        columns=columns,
        lines=24,
        cwd=adopted.parent,
    )
    assert terminal.wait_exit() == 1
    table = [line for line in terminal.screen().splitlines() if "│" in line or "┃" in line]
    assert len(table) == 2  # no row is broken in two
    for words in (heading, "Next review", "Overdue"):
        assert words in table[0]
    for words in ("The ", "…", "Draft after 1.0", "2027-03-01", "yes"):
        assert words in table[1]
    terminal.close()


@pytest.mark.parametrize(
    "words", [("--by", "Maria"), ("--note", "All fine"), ("--except", "Maria")]
)
def test_review_record_option_without_done_is_refused(
    adopted: Path, words: tuple[str, ...]
) -> None:
    assert f"{words[0]} is about a review that is noted down; add --done" in refused(
        "review", str(adopted), *words
    )


def test_review_lists_and_changes_nothing(adopted: Path) -> None:
    before = adopted.read_bytes()
    done = run("review", str(adopted))
    assert done.returncode == 0
    assert "never confirmed" in done.stdout
    assert adopted.read_bytes() == before


def test_review_done_is_recorded(adopted: Path) -> None:
    done = run("review", str(adopted), "--done", "--on", "2026-10-01", "--except", "Tom")
    answers = read_answers(adopted)
    assert done.returncode == 0
    assert "The next one is on 2027-04-01" in done.stderr
    assert str(answers.revisions[-1].on) == "2026-10-01"
    assert [person.confirmed_on is None for person in answers.people] == [False] * 4 + [
        True,
        False,
    ]
    assert run("check", str(adopted)).returncode == 0


def test_review_in_the_future_is_not_recorded(adopted: Path) -> None:
    tomorrow = str(datetime.date.today() + datetime.timedelta(days=1))
    assert "still to come" in refused("review", str(adopted), "--done", "--on", tomorrow)


def test_review_done_updates_the_calendar(adopted: Path) -> None:
    run("export", str(adopted), "--document", "review-calendar")
    (calendar,) = adopted.parent.glob("*.ics")
    before = calendar.read_bytes()
    done = run("review", str(adopted), "--done", "--on", "2026-10-01")
    assert "has the days of the next reviews" in done.stderr
    assert b"DTSTART;VALUE=DATE:20270401" in calendar.read_bytes()
    uid = re.search(rb"UID:(.+)", before)
    assert uid is not None
    assert uid[0] in calendar.read_bytes()  # the same entry, moved on


def test_review_done_edited_calendar_is_kept(adopted: Path) -> None:
    run("export", str(adopted), "--document", "review-calendar")
    (calendar,) = adopted.parent.glob("*.ics")
    mine = calendar.read_bytes().replace(b"Review the", b"Look at the")
    calendar.write_bytes(mine)
    run("review", str(adopted), "--done", "--on", "2026-10-01")
    assert calendar.read_bytes() == mine
    assert len(list(adopted.parent.glob("*.ics"))) == 2


def test_signed_names_after_options_are_read(adopted: Path) -> None:
    done = run("signed", str(adopted), "--on", "2026-09-02", "Maria", "Devon")
    assert {
        "signed: Maria Castellano, version 1.0, 2026-09-02",
        "signed: Devon Brooks, version 1.0, 2026-09-02",
    } <= {*done.stdout.splitlines()}


def test_signed_typed_and_listed_names_are_recorded(adopted: Path) -> None:
    listed = adopted.with_name("list.csv")
    listed.write_text("\ufeffName;Date\nElena Ruiz;2026-09-02\n\nNew Person;\n", encoding="utf-8")
    done = run(
        "signed",
        str(adopted),
        "tom okafor",
        "Maria",
        "--from",
        str(listed),
        "--on",
        "2026-09-05",
    )
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "signed: Elena Ruiz, version 1.0, 2026-09-02" in lines
    assert "signed: Maria Castellano, version 1.0, 2026-09-05" in lines
    assert "signed: New Person, version 1.0, 2026-09-05" in lines
    assert "missing: Devon Brooks" in lines
    assert run("signed", str(adopted)).stdout == done.stdout
    (row,) = json.loads(run("status", str(adopted), "--json").stdout)
    assert row["missing"] == 3


def test_signed_sheet_names_who_is_missing(adopted: Path) -> None:
    staff = adopted.with_name("staff.csv")
    staff.write_text("name\nJo New\n")
    done = run("signed", str(adopted), "Tom", "--staff", str(staff), "--sheet")
    sheet = words(done.stdout.splitlines()[-1])
    assert "version 1.0" in sheet
    assert "Tom Okafor" not in sheet
    path = done.stdout.splitlines()[-1]
    names = [row.cells[0].text.strip() for row in docx.Document(path).tables[0].rows]
    # Those whom the policy names, then the others, and rows for staff who aren't on the list.
    assert names[1:3] == ["Maria Castellano", "Devon Brooks"]
    assert names[6:] == ["Jo New", "", "", "", ""]


def test_signed_before_the_first_version_is_refused(acme: Path) -> None:
    assert "nothing to sign" in refused("signed", str(acme), "Tom")
    assert not acme.with_name("acme-signatures.csv").exists()


def test_signed_unknown_version_is_refused(adopted: Path) -> None:
    assert "no version 7.0" in refused("signed", str(adopted), "Tom", "--version", "7.0")


def test_signed_register_has_no_formula(adopted: Path) -> None:
    run("signed", str(adopted), "Tom")
    edit(adopted, "Tom Okafor", "=HYPERLINK(1)")
    assert run("leaver", str(adopted), "=HYPERLINK(1)").returncode == 0
    lines = adopted.with_name("acme-signatures.csv").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("HYPERLINK(1),") for line in lines)
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line.split(",")
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"name,date\nTom,soon\n", "line 2"),
        (b"name\n=cmd()\n", "is no name"),
        (b"\xff\xfe", "UTF-8"),
        (b"", "no names"),
    ],
)
def test_signed_damaged_list_is_refused(adopted: Path, text: bytes, said: str) -> None:
    listed = adopted.with_name("list.csv")
    listed.write_bytes(text)
    assert said in refused("signed", str(adopted), "--from", str(listed))
    assert not adopted.with_name("acme-signatures.csv").exists()


def test_leaver_checklist_names_duties(adopted: Path) -> None:
    before = adopted.read_bytes()
    done = run("leaver", str(adopted), "Priya", "--on", "2027-01-31")
    sheet = words(done.stdout.strip())
    assert done.returncode == 0
    for part in (
        "Priya Nair",
        "January 31, 2027",
        "@larkspurlanebakery",
        "Training",
        "Printed crisis plans",
    ):
        assert part in sheet
    assert adopted.read_bytes() == before


def test_leaver_successor_takes_over_everything(adopted: Path) -> None:
    done = run("leaver", str(adopted), "Priya Nair", "--successor", "Sam", "--on", "2027-01-31")
    assert done.returncode == 0
    answers = read_answers(adopted)
    assert answers.roles.lead == answers.roles.accounts[0].owner == "sam-whitfield"
    assert answers.security.protectors == ("sam-whitfield",)
    assert [person.id for person in answers.people if person.left_on] == ["priya-nair"]
    assert run("check", str(adopted)).returncode == 0
    made = run("export", str(adopted)).stdout.splitlines()
    kept = re.compile("Priya Nair posts it|First version\nPriya Nair")
    assert not any("Priya Nair" in kept.sub("", words(path)) for path in made)


@pytest.mark.parametrize(
    ("leaver", "successor"), [("Nobody", "Sam"), ("Sam", "Nobody"), ("Sam", "Sam")]
)
def test_leaver_unusable_names_are_refused(adopted: Path, leaver: str, successor: str) -> None:
    before = adopted.read_bytes()
    refused("leaver", str(adopted), leaver, "--successor", successor)
    assert adopted.read_bytes() == before
    assert not list(adopted.parent.glob("*.docx"))


def test_leaver_two_have_a_checklist_each(adopted: Path) -> None:
    for name in ("Priya", "Sam"):
        run("leaver", str(adopted), name)
    assert len(list(adopted.parent.glob("*Handover list*.docx"))) == 2


def test_joiner_gets_a_checklist_and_has_to_sign(adopted: Path) -> None:
    done = run(
        "joiner",
        str(adopted),
        "Jo *New* | Co",
        "--on",
        "2027-01-04",
        "--to",
        str(adopted.parent / "out"),
    )
    sheet = words(done.stdout.strip())
    assert "Jo *New* | Co" in sheet
    assert "version 1.0" in sheet
    assert "missing: Jo *New* | Co" in run("signed", str(adopted)).stdout


def test_file_name_of_255_bytes_works(tmp_path: Path) -> None:
    name = "é" * 125 + ".toml"
    (tmp_path / name).write_bytes(EXAMPLE)
    commands = ["check", "review", "review --done", "status", "signed", "backups"]
    for command, *more in map(
        str.split, [*commands, "signed Ann --version 1.0", "leaver Sam", "joiner Zed"]
    ):
        done = run(command, name, *more, cwd=tmp_path)
        assert done.returncode in (0, 1), done.stderr
    (signed,) = tmp_path.glob("*-signatures.csv")
    assert len(signed.name.encode()) <= 255
    assert "\nAnn,1.0,2" in signed.read_text(encoding="utf-8")


def test_file_name_too_long_is_refused(tmp_path: Path) -> None:
    for name in ("x" * 300, "x/" * 3000):
        for command in ("check", "diff", "review", "signed", "adopt", "serve"):
            assert "has too long a name; choose a shorter one" in refused(
                command, name, cwd=tmp_path
            )
