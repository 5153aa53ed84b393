"""The shipped example, complete answers of a small business: as a file, and as what is in it."""

from wizard.data_dirs import questions_dir
from wizard.storage.toml_file import END, read_answers

FILE = questions_dir() / "example.toml"
BYTES = FILE.read_bytes()
TEXT = FILE.read_text(encoding="utf-8")
ANSWERS = read_answers(FILE)

DRAFT = BYTES.partition(b"[[revisions]]")[0] + END.encode() + b"\n"
"""The same before its first version, without the list of versions."""
