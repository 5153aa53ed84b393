"""Every system call of a save fails; the process is killed before and after each."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.example import BYTES as EXAMPLE
from tests.set_up import ROOT
from tests.storage.fault_injection import MAX_CALLS, FaultInjector, raise_os_error
from wizard.answers.fields import replace_value
from wizard.answers.model import Answers
from wizard.storage import FileError
from wizard.storage.atomic_io import atomic_write
from wizard.storage.backups import list_backups
from wizard.storage.toml_file import parse_answers, read_answers, to_dict, write_answers

OLD = parse_answers(EXAMPLE, Path("x"))
NEW = replace_value(OLD, "business.staff", 12)


@pytest.mark.parametrize(
    "error", ["ENOSPC", "EDQUOT", "EIO", "EACCES", "EPERM", "EROFS", "ENOENT", "EOPNOTSUPP"]
)
@pytest.mark.parametrize("old", [EXAMPLE, None], ids=["old file", "new file"])
@pytest.mark.parametrize("sign", [1, -1], ids=["once", "from then on"])
def test_atomic_write_failing_call_leaves_whole_file(
    sign: int, old: bytes | None, error: str, tmp_path: Path
) -> None:
    new = EXAMPLE + b"# more\n"
    for number in range(1, MAX_CALLS):
        path = tmp_path / str(number) / "acme.toml"
        path.parent.mkdir()
        if old is not None:
            path.write_bytes(old)
            path.chmod(0o640)
        injector = FaultInjector(sign * number, raise_os_error(getattr(errno, error)))
        failed = False
        with injector.active():
            try:
                atomic_write(path, new, old)
            except FileError:
                failed = True
        content = path.read_bytes() if path.exists() else None
        assert content in (old, new)
        assert failed or content == new
        assert [other.name for other in path.parent.iterdir() if other != path] == []
        if injector.count < number:
            assert number > 10
            return
    pytest.fail("the write never got through")


# Forks a process for each system call of a session that saves once, and kills it there.
KILL_AT_EACH_CALL = """
import os, signal, sys
from pathlib import Path
from tests.storage.fault_injection import FaultInjector
from wizard.interview import load
from wizard.session import Session
from wizard.storage.toml_file import parse_answers

interview = load()
parse_answers(b"format = 2", Path())  # builds the models before the first fork
for number, path in enumerate(sys.argv[2:], start=1):
    if os.fork() == 0:
        kill = lambda name: os.kill(os.getpid(), signal.SIGKILL)
        with FaultInjector(number, kill, after=sys.argv[1] == "after").active():
            session = Session(Path(path), interview)
            session.set_answer("business.staff", 12)
            session.close()
        os._exit(0)
    status = os.wait()[1]
    print(status, flush=True)
    if status == 0:
        break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("old", [EXAMPLE, None], ids=["old file", "new file"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_session_killed_at_any_call_leaves_whole_file(
    when: str, old: bytes | None, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number:03}" / "acme.toml" for number in range(1, MAX_CALLS)]
    for path in paths:
        path.parent.mkdir()
        if old is not None:
            path.write_bytes(old)
    done = subprocess.run(
        [sys.executable, "-c", KILL_AT_EACH_CALL, when, *map(str, paths)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    statuses = [int(line) for line in done.stdout.split()]
    assert statuses[-1] == 0
    assert statuses.count(signal.SIGKILL) == len(statuses) - 1 >= 30
    saved = NEW if old else replace_value(Answers(), "business.staff", 12)
    for path, status in zip(paths, statuses, strict=False):
        if not path.exists():
            assert old is None
            assert status
            continue
        answers = read_answers(path)
        assert to_dict(answers) in (to_dict(OLD if old else Answers()), to_dict(saved))
        if not status:
            assert answers.business.staff == 12
        for copy in list_backups(path):
            # The kill may come while the backup is written; the answers file is whole then.
            assert (old or b"").startswith(copy.path.read_bytes())
        write_answers(path, NEW, path.read_bytes())
        assert read_answers(path).business.staff == 12
