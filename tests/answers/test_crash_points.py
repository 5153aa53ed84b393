"""Every call to the system made to fail, once and from then on; the program killed before and after each.

The counts are checked too, so that a save that comes to do more is tried in more places.
"""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.answers.crash_points import MOST, Calls, fail
from tests.example import BYTES as EXAMPLE
from tests.set_up import ROOT
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers
from wizard.storage import FileError
from wizard.storage.atomic_io import atomic_write
from wizard.storage.backups import list_backups
from wizard.storage.toml_file import parse_answers, read_answers, serialize, to_dict, write_answers

OLD = parse_answers(EXAMPLE, Path("x"))
NEW = replace_value(OLD, "business.staff", 12)


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.ENOENT]
)
@pytest.mark.parametrize("old", [EXAMPLE, None], ids=["old file", "new file"])
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "from then on"])
def test_a_failing_call_leaves_a_whole_file(
    for_ever: bool, old: bytes | None, number: int, tmp_path: Path
) -> None:
    new = serialize(NEW)
    points = 0
    for at in range(1, MOST):
        path = tmp_path / str(at) / "acme.toml"
        path.parent.mkdir()
        if old is not None:
            path.write_bytes(old)
        calls = Calls(-at if for_ever else at, fail(number))
        failed = False
        with calls.watched():
            try:
                atomic_write(path, new, old)
            except FileError:
                failed = True
        left = path.read_bytes() if path.exists() else None
        assert left in (old, new)
        assert failed or left == new
        assert [other.name for other in path.parent.iterdir() if other != path] == []
        if calls.count < at:
            break
        points += 1
    print(f"failed {points} calls")
    assert points >= 10


# A process of its own that saves once; what it does is set by a number: the call at which it kills itself.
SAVE = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.answers.crash_points import Calls
from wizard.storage.toml_file import read_with_bytes, write
from wizard.interview import load
from wizard.session import Session
interview = load()
places = sys.argv[2:]
for number, place in enumerate(places, start=1):
    child = os.fork()
    if child == 0:
        calls = Calls(number, lambda name: os.kill(os.getpid(), signal.SIGKILL), after=sys.argv[1] == "after")
        with calls.watched():
            session = Session(Path(place), interview)
            session.change("business.staff", 12)
            session.close()
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    print(number, status, flush=True)
    if status == 0:
        break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only there can a process be killed so exactly")
@pytest.mark.parametrize("old", [EXAMPLE, None], ids=["old file", "new file"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_program_killed_at_any_call_leaves_a_whole_file(
    when: str, old: bytes | None, tmp_path: Path
) -> None:
    places = [tmp_path / f"{number:03}" / "acme.toml" for number in range(1, MOST)]
    for place in places:
        place.parent.mkdir()
        if old is not None:
            place.write_bytes(old)
    code = SAVE.format(root=str(ROOT))
    done = subprocess.run(
        [sys.executable, "-c", code, when, *map(str, places)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    killed = 0
    before = to_dict(OLD if old else Answers())
    for place, line in zip(places, done.stdout.splitlines(), strict=False):
        was_killed = int(line.split()[1]) == signal.SIGKILL
        killed += was_killed
        if not place.exists():
            assert old is None
            assert was_killed
            continue
        answers = read_answers(place)  # whole, or it would be refused
        assert to_dict(answers) in (
            before,
            to_dict(replace_value(parse_answers(serialize(answers), place), "business.staff", 12)),
        )
        if not was_killed:
            assert answers.business.staff == 12
        assert all(
            copy.path.read_bytes() == old for copy in list_backups(place) if not _is_cut(copy.path)
        )
        write_answers(place, NEW, place.read_bytes())  # nothing that is left stands in the way
        assert read_answers(place).business.staff == 12
    print(f"killed {when} each of {killed} calls")
    assert killed >= 30
    assert killed == len(done.stdout.splitlines()) - 1


def _is_cut(copy: Path) -> bool:
    """Tell whether the kill came while the copy itself was written: its file is complete in that case."""
    return copy.stat().st_size < len(EXAMPLE)
