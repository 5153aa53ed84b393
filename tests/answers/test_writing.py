"""Writing: what was decided comes back as it was; a failure at any call leaves the old file, and nothing else."""

import datetime
import errno
import os
import stat
import struct
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.example import BYTES as EXAMPLE
from wizard.answers.fields import FieldKind, all_fields, replace_value
from wizard.answers.model import Answers, Person, RegionalRule
from wizard.storage import FileError
from wizard.storage.atomic_io import atomic_write, create_file, remove_stale_temp_files
from wizard.storage.toml_file import (
    END,
    HEADER,
    parse_answers,
    read_answers,
    read_with_bytes,
    serialize,
    to_dict,
    write_answers,
)
from wizard.text import clean_text

EMPTY = Answers()
NAMED = replace_value(EMPTY, "business.name", "Larkspur Lane")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "acme.toml"


def names_in(place: Path) -> list[str]:
    return sorted(left.name for left in place.iterdir())


def test_a_new_file_is_private_and_reads_back(path: Path) -> None:
    data = write_answers(path, NAMED, None)
    assert path.read_bytes() == data
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert to_dict(read_answers(path)) == to_dict(NAMED)
    assert names_in(path.parent) == ["acme.toml"]


def test_the_file_is_laid_out_for_people(path: Path) -> None:
    answers = replace_value(
        NAMED, "people", (Person(id="ann", name="Ann"), Person(id="bo", name="Bo"))
    )
    answers = replace_value(
        answers,
        "legal.regional_rules",
        (RegionalRule(place="Oregon", rule='One.\nTwo "2" \\ two.'),),
    )
    answers = replace_value(answers, "review.adopted_on", datetime.date(2026, 9, 1))
    lines = write_answers(path, answers, None).decode().split("\n")
    assert lines[0] == HEADER
    assert lines[3] == "format = 1"
    assert lines[-2:] == [END, ""]
    assert lines.count("[[people]]") == 2
    assert "[[legal.regional_rules]]" in lines
    assert "One." in lines
    assert "adopted_on = 2026-09-01" in lines
    assert "[security]" not in lines


def test_only_what_was_decided_is_written(path: Path) -> None:
    write_answers(path, NAMED, None)
    assert tomllib.loads(path.read_text()) == {"format": 1, "business": {"name": "Larkspur Lane"}}


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, TEXT, TEXT)
def test_any_text_comes_back(one: str, two: str, three: str, key: str) -> None:
    answers = replace_value(EMPTY, "business.name", one)
    answers = replace_value(answers, "legal.regional_rules", (RegionalRule(place=two, rule=three),))
    answers = replace_value(answers, "personal_use.out_of_bounds", ("hate", two, three))
    answers = answers.model_copy(update={"unfinished": {clean_text(key): clean_text(three)}})
    assert to_dict(parse_answers(serialize(answers), Path("x"))) == to_dict(answers)


def test_every_kind_of_answer_comes_back() -> None:
    answers = parse_answers(EXAMPLE, Path("x"))
    again = parse_answers(serialize(answers), Path("x"))
    assert to_dict(again) == to_dict(answers)
    for path, asked in all_fields().items():
        if asked.kind is not FieldKind.TABLE and asked.default not in (None, "", ()):
            assert to_dict(
                parse_answers(serialize(replace_value(EMPTY, path, asked.default)), Path("x"))
            )


@pytest.mark.parametrize(
    "extra",
    [
        "x = 1.5e300",
        "x = 1979-05-27T07:32:00Z",
        "x = 1979-05-27T07:32:00.999-07:00",
        "x = 07:32:00",
        'x = "a\\r\\nb\\tc"',
        "x = [[1, [2]], [{a = [{b = 1}]}]]",
        "x = [1, {a = 2}]",
        "x = []",
        "x = {}",
        "[x]",
        "[x.'y z'.\"q\"]\nw = 1",
        "[[x]]\n[[x]]\ny = [{z = 1}]",
        '"" = 1',
        '"a.b" = 1',
        "business.levels = [{a = 1}]",
        "people = [{id = 'a', more = {deep = [1, 2]}, list = [{x = 1}]}]",
    ],
)
def test_what_we_do_not_know_comes_back(extra: str) -> None:
    answers = parse_answers(f"format = 1\n{extra}\n".encode(), Path("x"))
    again = tomllib.loads(serialize(answers).decode())
    wanted = tomllib.loads(f"format = 1\n{extra}\n".replace("\\r\\n", "\\n"))
    assert again == wanted


def test_the_same_answers_are_not_written_again(path: Path) -> None:
    path.write_bytes(EXAMPLE)
    answers, data = read_with_bytes(path)
    before = path.stat()
    assert write_answers(path, answers, data) == EXAMPLE
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_only_the_place_changes_where_only_the_place_changed(path: Path) -> None:
    path.write_bytes(b"format = 1\n\n[business] # us\nname = 'Acme' # as on the sign\n")
    answers, data = read_with_bytes(path)
    data = write_answers(path, answers.model_copy(update={"left_at": "roles.head"}), data)
    assert (
        data
        == b"format = 1\nleft_at = \"roles.head\"\n\n[business] # us\nname = 'Acme' # as on the sign\n"
    )
    data = write_answers(
        path, read_answers(path).model_copy(update={"left_at": "roles.lead"}), data
    )
    assert (
        data
        == b"format = 1\nleft_at = \"roles.lead\"\n\n[business] # us\nname = 'Acme' # as on the sign\n"
    )
    data = write_answers(path, read_answers(path).model_copy(update={"left_at": ""}), data)
    assert read_answers(path).left_at == ""
    assert b"# as on the sign" in data


def test_notes_above_stay(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf# Ours. Ask Maria.\r\n# Second line\r\n\r\nformat = 1\r\n")
    data = path.read_bytes()
    for name in ("Acme", "Acme Ltd"):
        data = write_answers(path, replace_value(read_answers(path), "business.name", name), data)
        assert data.decode().startswith(f"# Ours. Ask Maria.\n# Second line\n\n{HEADER}\n")
        assert data.count(b"Ask Maria") == 1


def test_permissions_stay(path: Path) -> None:
    path.write_bytes(EXAMPLE)
    path.chmod(0o640)
    write_answers(path, NAMED, EXAMPLE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="only Linux tells of finer rights")
def test_finer_rights_stay(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(EXAMPLE)
    nobody = 0xFFFFFFFF  # our user may write, user 1234 may read, our group and all others may do nothing
    entries = ((1, 6, nobody), (2, 4, 1234), (4, 0, nobody), (16, 4, nobody), (32, 0, nobody))
    rights = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
    try:
        os.setxattr(path, "system.posix_acl_access", rights)
        os.setxattr(path, "user.colour", b"red")
    except OSError:
        pytest.skip("this disk keeps no finer rights")
    data = write_answers(path, NAMED, EXAMPLE)
    assert os.getxattr(path, "system.posix_acl_access") == rights
    assert os.getxattr(path, "user.colour") == b"red"

    def refuse(*given: object) -> None:
        raise OSError(errno.EPERM, "no")

    monkeypatch.setattr(os, "setxattr", refuse)
    with pytest.raises(FileError, match="rights for single people"):
        write_answers(path, parse_answers(EXAMPLE, path), data)
    assert path.read_bytes() == data


def test_a_link_is_written_through(path: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "policy.toml"
    real.write_bytes(EXAMPLE)
    path.symlink_to(real)
    write_answers(path, NAMED, EXAMPLE)
    assert path.is_symlink()
    assert to_dict(read_answers(real)) == to_dict(NAMED)
    assert names_in(real.parent) == ["policy.toml"]


def test_a_file_that_may_only_be_read_is_left_alone(path: Path) -> None:
    path.write_bytes(EXAMPLE)
    path.chmod(0o444)
    with pytest.raises(FileError, match="may only be read"):
        write_answers(path, NAMED, EXAMPLE)
    assert path.read_bytes() == EXAMPLE


def test_answers_too_long_for_a_file_are_said_to_be_so(path: Path) -> None:
    path.write_bytes(EXAMPLE)
    rule = RegionalRule(place="Oregon", rule="x\n" * 9_000)
    with pytest.raises(FileError, match="too long for one file; shorten the longest"):
        write_answers(path, replace_value(NAMED, "legal.regional_rules", (rule,) * 7), EXAMPLE)
    assert path.read_bytes() == EXAMPLE


@pytest.mark.parametrize("theirs", [b"", b"format = 1\n", EXAMPLE + b"\n"])
def test_a_file_that_another_program_changed_is_left_alone(path: Path, theirs: bytes) -> None:
    path.write_bytes(theirs)
    with pytest.raises(FileError, match="changed by another program"):
        write_answers(path, NAMED, EXAMPLE)
    assert path.read_bytes() == theirs
    assert names_in(path.parent) == ["acme.toml"]


def test_a_file_that_appeared_is_left_alone(path: Path) -> None:
    path.write_bytes(EXAMPLE)
    with pytest.raises(FileError, match="another program"):
        write_answers(path, NAMED, None)
    assert path.read_bytes() == EXAMPLE


def test_the_same_bytes_written_by_another_program_are_no_change(path: Path) -> None:
    path.write_bytes(EXAMPLE)
    path.unlink()
    path.write_bytes(EXAMPLE)
    write_answers(path, NAMED, EXAMPLE)
    assert read_answers(path).business.name == "Larkspur Lane"


def test_a_deleted_file_is_made_again(path: Path) -> None:
    write_answers(path, NAMED, EXAMPLE)
    assert read_answers(path).business.name == "Larkspur Lane"


@pytest.mark.parametrize("kind", ["folder", "fifo", "no folder", "dangling", "long"])
def test_what_cannot_be_replaced_is_said(kind: str, path: Path) -> None:
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "no folder":
        path = path.parent / "gone" / "acme.toml"
    elif kind == "dangling":
        path.symlink_to(path)
    else:
        path = path.parent / ("x" * 300)
    with pytest.raises(FileError):
        write_answers(path, NAMED, EXAMPLE)


def test_a_name_of_full_length_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    write_answers(path, NAMED, None)
    assert read_answers(path).business.name == "Larkspur Lane"


CALLS = (
    "open",
    "write",
    "fsync",
    "close",
    "replace",
    "rename",
    "fchmod",
    "fstat",
    "lstat",
    "stat",
    "read",
    "access",
)


class Failing:
    """Counts the program's calls to the system, and has the Nth one fail."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, at: int, number: int, short: bool = False
    ) -> None:
        self.count, self.at, self.number, self.short = 0, at, number, short
        for name in CALLS:
            monkeypatch.setattr(os, name, self._watched(name, getattr(os, name)))

    def _watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **more: Any) -> Any:
            self.count += 1
            if self.count == self.at:
                if name == "close":
                    call(*given, **more)  # the system closes it even when it reports a fault
                raise OSError(self.number, os.strerror(self.number))
            if name == "write" and self.short:
                return call(given[0], bytes(given[1])[:7], **more)
            return call(*given, **more)

        return watched


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT, errno.EROFS, errno.EPERM]
)
@pytest.mark.parametrize("old", [EXAMPLE, None])
def test_a_failure_at_any_call_leaves_the_old_file_and_nothing_else(
    old: bytes | None, number: int, tmp_path: Path
) -> None:
    new = serialize(NAMED)
    for at in range(1, 60):
        place = tmp_path / str(at)
        place.mkdir()
        path = place / "acme.toml"
        if old is not None:
            path.write_bytes(old)
        with pytest.MonkeyPatch.context() as patch:
            calls = Failing(patch, at, number)
            failed = False
            try:
                atomic_write(path, new, old)
            except FileError:
                failed = True
        left = path.read_bytes() if path.exists() else None
        assert left == (old if failed else new), f"call {at}"
        assert names_in(place) == (["acme.toml"] if left is not None else []), f"call {at}"
        if calls.count < at:
            assert at > 5
            return
    pytest.fail("the save never got through")


def test_short_writes_are_finished(path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        Failing(patch, 0, 0, short=True)
        atomic_write(path, EXAMPLE, None)
    assert path.read_bytes() == EXAMPLE


def test_a_program_killed_in_mid_save_leaves_the_old_file(path: Path) -> None:
    path.write_bytes(EXAMPLE)

    class Killed(BaseException):
        pass

    def kill(*given: Any) -> Iterator[None]:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", kill)
        with pytest.raises(Killed):
            write_answers(path, NAMED, EXAMPLE)
    assert path.read_bytes() == EXAMPLE
    assert names_in(path.parent) == ["acme.toml"]


def test_a_planted_link_is_not_followed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = path.parent / "victim"
    victim.write_text("precious")
    monkeypatch.setattr(os, "urandom", bytes)
    (path.parent / ".policy-wizard-0000000000000000.tmp").symlink_to(victim)
    with pytest.raises(FileError):
        write_answers(path, NAMED, None)
    assert victim.read_text() == "precious"
    assert not path.exists()


def test_a_new_file_is_created_once(path: Path) -> None:
    create_file(path, b"one")
    with pytest.raises(FileError, match="already"):
        create_file(path, b"two")
    assert path.read_bytes() == b"one"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_create_leaves_nothing_after_a_failure(path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            os, "write", lambda *given: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full"))
        )
        with pytest.raises(FileError, match="disk is full"):
            create_file(path, b"one")
    assert names_in(path.parent) == []


def test_sweep_removes_only_our_own_old_leftovers(path: Path) -> None:
    place = path.parent
    for name in (".policy-wizard-1.tmp", ".policy-wizard-2.tmp", "other.tmp", "acme.toml"):
        (place / name).write_text("x")
    long_ago = path.stat().st_mtime - 3 * 24 * 60 * 60
    for name in (".policy-wizard-1.tmp", "other.tmp", "acme.toml"):
        os.utime(place / name, (long_ago, long_ago))
    remove_stale_temp_files(place)
    assert names_in(place) == [".policy-wizard-2.tmp", "acme.toml", "other.tmp"]
