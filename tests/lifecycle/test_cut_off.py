import errno
import os
import signal
from pathlib import Path

import pytest

from tests.lifecycle.years import INTERVIEW, Owner, date
from tests.storage.fault_injection import MAX_CALLS, FaultInjector, raise_os_error
from wizard.answers.model import Answers
from wizard.lifecycle import adoption as module
from wizard.lifecycle import archive
from wizard.storage import FileError, atomic_io
from wizard.storage.toml_file import read_answers, read_with_bytes, write_answers

TODAY = date(2026, 11, 22)
REFUSED = (module.AdoptionError, archive.ArchiveError, FileError)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write no real documents: they take long, and what is in them doesn't matter here."""

    def write(_answers: Answers, folder: Path, *_args: object, **_options: object) -> None:
        atomic_io.create_file(folder / "policy.docx", b"a document")

    monkeypatch.setattr(module, "export", write)


def adopt_as_the_command_does(path: Path) -> None:
    answers, on_disk = read_with_bytes(path)
    carry_out(path, module.plan_adoption(path, answers, INTERVIEW, TODAY), on_disk)


def carry_out(path: Path, plan: module.AdoptionPlan, on_disk: bytes) -> None:
    module.adopt(path, plan, lambda answers: write_answers(path, answers, on_disk))


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, module.AdoptionPlan]:
    path = Owner(tmp_path_factory.mktemp("draft"), TODAY).path
    answers, on_disk = read_with_bytes(path)
    return on_disk, module.plan_adoption(path, answers, INTERVIEW, TODAY)


def lay(folder: Path, data: bytes) -> Path:
    folder.mkdir()
    (folder / "acme.toml").write_bytes(data)
    return folder / "acme.toml"


def state(path: Path) -> str:
    """Return how far it got; whatever is there has to be whole."""
    version = read_answers(path).adopted.version
    frozen = archive.archived_versions(path)
    assert [one.version for one in frozen] in ([], ["1.0"])
    assert all(one.problems() == () for one in frozen)
    assert not version or frozen, "the answers tell of a version that isn't kept"
    return f"{'adopted' if version else 'draft'}, {'kept' if frozen else 'not kept'}"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_adopt_killed_at_any_call_is_whole_or_absent(
    after: bool, draft: tuple[bytes, module.AdoptionPlan], tmp_path: Path
) -> None:
    data, planned = draft
    seen = set()
    killed = 0
    for at in range(1, MAX_CALLS):
        path = lay(tmp_path / str(at), data)
        child = os.fork()
        if child == 0:
            with FaultInjector(
                at, lambda _: os.kill(os.getpid(), signal.SIGKILL), after=after
            ).active():
                carry_out(path, planned, data)
            os._exit(0)
        was_killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        seen.add(state(path))
        if not was_killed:
            break
        killed += 1
        if at % 5 == 0 and not read_answers(path).adopted.version:  # each time would take too long
            adopt_as_the_command_does(path)
            assert state(path) == "adopted, kept"
    print(f"adoption killed {'after' if after else 'before'} each of {killed} calls")
    assert seen == {"draft, not kept", "draft, kept", "adopted, kept"}
    assert killed >= 30


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "from then on"])
def test_adopt_any_failing_call_is_whole_or_absent(
    for_ever: bool, number: int, draft: tuple[bytes, module.AdoptionPlan], tmp_path: Path
) -> None:
    data, planned = draft
    failed = 0
    for at in range(1, MAX_CALLS):
        path = lay(tmp_path / str(at), data)
        calls = FaultInjector(-at if for_ever else at, raise_os_error(number))
        with calls.active():
            try:
                carry_out(path, planned, data)
            except REFUSED:
                failed += 1
        if state(path) != "adopted, kept":
            assert path.read_bytes() == data
        if calls.count < at:
            break
    print(f"adoption tried with {at - 1} failing calls")
    assert state(path) == "adopted, kept"
    assert failed >= 10


def test_adopt_stale_temporary_folder_is_removed(tmp_path: Path) -> None:
    owner = Owner(tmp_path, TODAY)
    for name, age in ((".making-1.0-old", 3), (".making-1.0-new", 0)):
        left = tmp_path / "versions" / name
        left.mkdir(parents=True)
        (left / "policy.docx").write_bytes(b"half")
        then = left.stat().st_mtime - age * 24 * 60 * 60
        os.utime(left, (then, then))
    adopt_as_the_command_does(owner.path)
    assert sorted(one.name for one in (tmp_path / "versions").iterdir()) == [
        ".making-1.0-new",
        "1.0",
    ]


def test_adopt_linked_versions_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "mine").mkdir()
    owner = Owner(tmp_path / "mine", TODAY)
    (tmp_path / "mine" / "versions").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(archive.ArchiveError, match="is a link to another folder"):
        owner.adopt()
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert read_answers(owner.path).adopted.version == ""
