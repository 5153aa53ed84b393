"""Damaged files through the command `check`: answers or one sentence, no byte touched."""

import os
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.example import ANSWERS
from tests.example import BYTES as EXAMPLE
from wizard.__main__ import main
from wizard.storage.toml_file import serialize

SAVED = serialize(ANSWERS)
FILES = 400

# What people and programs put in the place of a value.
ODD_VALUES = (
    *(b"", b"yes", b"None", b"nan", b"-inf", b"1e999", b"0x", b"1/2/2024", b"07700 900123", b"'''"),
    *(b'"\\u001b[31m"', b'"\\ud800"', b"[", b"]]", b"{", b"{a = 1", b"[[1]]", b"9" * 5000, b'"""'),
    *(b"\x1b]0;x\x07", b"\xff\xfe", b"\xed\xa0\x80", b"\x00", b'"' + b"x" * 300 + b'"', b"-1"),
    *(b"1979-05-27T07:32:00Z", b"[" * 200, b"a." * 200 + b"b", b"=", b"#", b"<<<<<<< HEAD"),
    *("“curly”".encode(), b'"C:\\Users\\maria"'),
)


def cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def behead(chance: random.Random, data: bytes) -> bytes:
    return data[chance.randrange(len(data)) :]


def flip_bits(chance: random.Random, data: bytes) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 1, 5, 50))):
        damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def insert(chance: random.Random, data: bytes) -> bytes:
    index = chance.randrange(len(data))
    return data[:index] + chance.choice(ODD_VALUES) + data[index:]


def replace_value(chance: random.Random, data: bytes) -> bytes:
    value = chance.choice(list(re.finditer(rb"= [^\n]*", data)))
    return data[: value.start()] + b"= " + chance.choice(ODD_VALUES) + data[value.end() :]


def change_lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    index, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[index : index + chance.choice((1, 5, 40))]
        case 1:
            lines.insert(other, lines[index])
        case 2:
            lines[index], lines[other] = lines[other], lines[index]
        case 3:
            lines[index] = lines[index][: chance.randrange(len(lines[index]) + 1)]
    return b"\n".join(lines)


def misspell(chance: random.Random, data: bytes) -> bytes:
    name = chance.choice(list(re.finditer(rb"(?m)^[a-z_]+ =|^\[+[a-z_.]+\]+", data)))
    index = chance.randrange(name.start(), name.end())
    return data[:index] + data[index + 1 :]


def encode(chance: random.Random, data: bytes) -> bytes:
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7"))
    return data.decode().encode(encoding, "replace")


def overwrite(chance: random.Random, data: bytes) -> bytes:
    index, length = chance.randrange(len(data)), chance.choice((1, 16, 512, 4096))
    filler = chance.choice((b"\x00" * length, chance.randbytes(length), b"\n" * length))
    return data[:index] + filler + data[index + length :]


def repeat(chance: random.Random, data: bytes) -> bytes:
    index = chance.randrange(len(data))
    return data + data[index : index + chance.choice((10, 200, 100_000))]


def save_with_other_program(chance: random.Random, data: bytes) -> bytes:
    pattern, replacement = chance.choice(
        (
            (rb'"([^"\n]*)"', "“".encode() + rb"\1" + "”".encode()),
            (rb"\n", b",,,\n"),
            (rb"(?m)^", b"> "),
            (rb"(?m)^([a-z_]+) = ", rb"\1: "),
            (rb'"', b"'"),
            (rb"(?m)(= .+)$", rb"\1;"),
            (rb'"', b"&quot;"),
            (rb"\n", b"\r"),
        )
    )
    return re.sub(pattern, replacement, data)


DAMAGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    *(cut, behead, flip_bits, insert, replace_value, change_lines, misspell, encode, overwrite),
    *(repeat, save_with_other_program),
)


def check_file(path: Path, capsys: pytest.CaptureFixture[str]) -> int:
    """Run `check`, and return its exit code after looking at what holds for every file."""
    path.chmod(0o640)
    before, data = path.stat(), path.read_bytes()[:10_000_000]
    code = main(["check", str(path)])
    output = capsys.readouterr()
    if code == 2:
        assert output.out == ""
        assert output.err.count("\n") == 1
        assert output.err.startswith(str(path))
        assert "fault of its own" not in output.err
    else:
        # A note that there are no rules for the example's state.
        assert output.err.count("\n") <= 1
    assert (output.out + output.err).replace("\n", "").isprintable()
    after = path.stat()
    assert path.read_bytes()[:10_000_000] == data
    assert (after.st_mtime_ns, after.st_ino, after.st_mode) == (
        before.st_mtime_ns,
        before.st_ino,
        before.st_mode,
    )
    assert list(path.parent.iterdir()) == [path]
    return code


def test_check_damaged_file_gives_findings_or_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(20261122)
    codes: Counter[int] = Counter()
    for number in range(FILES):
        damage = DAMAGES[number % len(DAMAGES)]
        path = tmp_path / f"{number}-{damage.__name__}.toml"
        path.write_bytes(damage(chance, chance.choice((EXAMPLE, SAVED))))
        codes[check_file(path, capsys)] += 1
        path.unlink()
    assert codes.keys() == {0, 1, 2}
    assert min(codes[0] + codes[1], codes[2]) > FILES / 10


@pytest.mark.parametrize(
    "data",
    [
        b"x = " + b"[" * 100_000,
        b"a." * 400_000 + b"b = 1\n",
        b"".join(b"k%d = 1\n" % number for number in range(59_000)),
        b"[[people]]\nid = 'a'\n" * 25_000 + b"phone = 5\n",
        b"".join(b"[a%d]\n" % number for number in range(59_000)) + b"[a1]\n",
        b"x = " + b"9" * 900_000,
        b"x = '" + b"y" * 900_000 + b"'\n",
        b"x = '''" + b"y\n" * 59_000,
        b"'" * 900_000,
        b'x = "' + b"\\" * 900_000,
        b"\n" * 900_000,
        b"#\n" * 400_000,
        b"=" * 900_000,
        b"x = [" + b",\n" * 59_000,
        b"name" + b" " * 900_000 + b"x\n",
        bytes(range(1, 256)) * 3_500,
        None,
    ],
    ids=lambda data: repr(data[:20]) if data else "sparse",
)
def test_check_pathological_file_ends(
    data: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "worst.toml"
    path.write_bytes(b"format = 2\n" + (data or b""))
    if data is None:
        os.truncate(path, 2_000_000_000)
    check_file(path, capsys) if data is not None else main(["check", str(path)])
