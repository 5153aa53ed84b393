"""Six hundred damaged files through the program's own `check`: answers or one sentence, and not a byte is touched."""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.example import BYTES as EXAMPLE
from tests.set_up import ROOT
from wizard.__main__ import main
from wizard.storage.toml_file import parse_answers, serialize

OURS = serialize(parse_answers(EXAMPLE, Path("example.toml")))
FILES = 600
SECONDS, MEGABYTES = 2.0, 300

Damage = Callable[[random.Random, bytes], bytes]

ODD = [
    b"", b"yes", b"None", b"nan", b"-inf", b"1e999", b"0x", b"1/2/2024", b"2023-02-29", b"07700 900123", b"'''", b'"""',
    b'"\\u001b[31m"', b'"\\ud800"', b"[", b"]]", b"{", b"{a = 1", b"[[1]]", b"true", b"1.0", b"9" * 30, b"9" * 5000,
    b"\x1b]0;x\x07", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\x00", b'"' + b"x" * 300 + b'"', "“curly”".encode(),
    b"1979-05-27T07:32:00Z", b"[" * 200, b"a." * 200 + b"b", b"-1", b"=", b"#", b'"C:\\Users\\maria"', b"<<<<<<< HEAD",
]  # fmt: skip
"""What people and programs put in the place of a value."""


def cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def behead(chance: random.Random, data: bytes) -> bytes:
    return data[chance.randrange(len(data)) :]


def flip(chance: random.Random, data: bytes) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 5, 50))):
        damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def insert(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + chance.choice(ODD) + data[place:]


def change_value(chance: random.Random, data: bytes) -> bytes:
    places = list(re.finditer(rb"= [^\n]*", data))
    found = chance.choice(places)
    return data[: found.start()] + b"= " + chance.choice(ODD) + data[found.end() :]


def change_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(5)
    if kind == 0:
        del lines[at : at + chance.choice((1, 1, 5, 40))]
    elif kind == 1:
        lines.insert(other, lines[at])
    elif kind == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 3:
        lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
    else:
        lines.insert(at, chance.choice(ODD))
    return b"\n".join(lines)


def misspell(chance: random.Random, data: bytes) -> bytes:
    found = chance.choice(list(re.finditer(rb"(?m)^[a-z_]+ =|^\[+[a-z_.]+\]+", data)))
    place = chance.randrange(found.start(), found.end())
    return data[:place] + data[place + 1 :]


def encode(chance: random.Random, data: bytes) -> bytes:
    name = chance.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7"))
    return data.decode().encode(name, "replace")


def overwrite(chance: random.Random, data: bytes) -> bytes:
    place, length = chance.randrange(len(data)), chance.choice((1, 16, 512, 4096))
    filler = chance.choice(
        (b"\x00" * length, b"\xff" * length, chance.randbytes(length), b"\n" * length)
    )
    return data[:place] + filler + data[place + length :]


def repeat(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data))
    return data + data[start : start + chance.choice((10, 200, 100_000))]


def write_elsewhere(chance: random.Random, data: bytes) -> bytes:
    """As a word processor, a spreadsheet, a mail program or somebody used to another language saves it."""
    lines = data.split(b"\n")
    match chance.randrange(10):
        case 0:
            return re.sub(rb'"([^"\n]*)"', lambda text: "“".encode() + text[1] + "”".encode(), data)
        case 1:
            return b"\n".join(
                b'"' + line.replace(b'"', b'""') + b'"' if b'"' in line else line for line in lines
            )
        case 2:
            return b"\n".join(line + b",,," for line in lines)
        case 3:
            return b"\n".join(b"> " + line for line in lines)
        case 4:
            return re.sub(rb"(?m)^([a-z_]+) = ", rb"\1: ", data)
        case 5:
            return data.replace(b'"', b"'")
        case 6:
            return re.sub(rb"(?m)(= .+)$", rb"\1;", data)
        case 7:
            return b"\n".join(
                line[at : at + 72] for line in lines for at in range(0, len(line) + 1, 72)
            )
        case 8:
            return data.replace(b'"', b"&quot;")
        case _:
            return data.replace(b"\n", b"\r")


DAMAGES: tuple[Damage, ...] = (
    cut, behead, flip, insert, change_value, change_lines, misspell, encode, overwrite, repeat,
    write_elsewhere,
)  # fmt: skip


def corpus() -> list[tuple[str, bytes]]:
    """Return the damaged files with the name of what was done to them; the same each time."""
    chance = random.Random(20261122)
    found = []
    for number in range(FILES):
        damage = DAMAGES[number % len(DAMAGES)]
        data = damage(chance, chance.choice((EXAMPLE, OURS)))
        if chance.random() < 0.15:
            data = chance.choice(DAMAGES[2:6])(chance, data + b"\n= \n[a]\n")
        found.append((f"{number}-{damage.__name__}", data))
    return found


def test_each_gives_answers_or_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = {0: 0, 1: 0, 2: 0}
    for name, data in corpus():
        path = tmp_path / f"{name}.toml"
        path.write_bytes(data)
        path.chmod(0o640)
        before = path.stat()
        begun = time.monotonic()
        status = main(["check", str(path)])
        took = time.monotonic() - begun
        said = capsys.readouterr()
        outcomes[status] += 1
        assert took < SECONDS, name
        if status == 2:
            assert said.out == "", name
            assert said.err.count("\n") == 1, name
            assert said.err.rstrip("\n").isprintable(), name
            assert said.err.startswith(str(path)), name
            assert "fault of its own" not in said.err, name
        else:
            assert said.err == "", name
            assert said.out.replace("\n", "").isprintable(), name
        after = path.stat()
        assert path.read_bytes() == data, name
        assert (after.st_mtime_ns, after.st_ino, after.st_mode) == (
            before.st_mtime_ns,
            before.st_ino,
            before.st_mode,
        )
    assert len(list(tmp_path.iterdir())) == FILES
    assert sum(outcomes.values()) == FILES
    assert min(outcomes[0] + outcomes[1], outcomes[2]) > FILES / 10  # both kinds are tried


WORST = {
    "nested": b"format = 1\nx = " + b"[" * 100_000,
    "nested tables": b"format = 1\nx = " + b"{a=" * 100_000,
    "dotted": b"format = 1\n" + b"a." * 900_000 + b"b = 1\n",
    "dotted heading": b"format = 1\n[" + b"a." * 20_000 + b"b]\n",
    "many keys": b"format = 1\n" + b"".join(b"k%d = 1\n" % number for number in range(59_000)),
    "many rows": b"format = 1\n" + b"[[people]]\nid = 'a'\n" * 10_000,
    "many rows with one wrong": b"format = 1\n"
    + b"[[people]]\nid = 'a'\n" * 25_000
    + b"phone = 5\n",
    "many headings": b"format = 1\n" + b"".join(b"[a%d]\n" % number for number in range(59_000)),
    "many keys twice": b"format = 1\n"
    + b"".join(b"k%d = 1\n" % number for number in range(59_000))
    + b"k1 = 1\n",
    "far too many lines": b"format = 1\n" + b"a = 1\n" * 800_000,
    "long number": b"format = 1\nx = " + b"9" * 1_900_000,
    "long text": b"format = 1\nx = '" + b"y" * 1_900_000 + b"'\n",
    "open text": b"format = 1\nx = '''" + b"y\n" * 59_000,
    "quotes": b"format = 1\n" + b"'" * 1_900_000,
    "backslashes": b'format = 1\nx = "' + b"\\" * 1_900_000,
    "empty lines": b"format = 1\n" + b"\n" * 59_000,
    "comments": b"format = 1\n" + b"#\n" * 59_000,
    "equals": b"format = 1\n" + b"=" * 1_900_000,
    "commas": b"format = 1\nx = [" + b",\n" * 59_000,
    "binary": bytes(range(1, 256)) * 7_000,
    "sparse": b"",
}


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="only Linux tells how much room a program took"
)
@pytest.mark.parametrize("kind", WORST)
def test_the_worst_cost_little_time_and_room(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "worst.toml"
    path.write_bytes(WORST[kind])
    if kind == "sparse":
        os.truncate(path, 2_000_000_000)
    measure = (
        "import sys, time; from wizard.__main__ import main; begun = time.process_time();"
        "status = main(['check', sys.argv[1]]);"
        "room = [line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0];"
        "print(time.process_time() - begun, room, status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measure, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    seconds, kilobytes, status = done.stdout.splitlines()[-1].split()
    assert float(seconds) < SECONDS
    assert int(kilobytes) < MEGABYTES * 1024
    assert int(status) == 2 or "fault" not in done.stderr
