"""Reads a table of our own data files key by key; each complaint names the file, the table and the key."""

import datetime
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, cast
from urllib.parse import urlsplit

from wizard.data import DataError
from wizard.text import did_you_mean


@dataclass(frozen=True)
class DataTable:
    """A table of a TOML file. Every method raises `error` if the value isn't what it must be."""

    path: Path
    where: str
    """What the table is, as a complaint names it: "rule 'us-fed-report'"."""
    values: Mapping[str, Any]
    error: type[DataError]

    @classmethod
    def read(cls, path: Path, where: str, error: type[DataError]) -> "DataTable":
        """Return the whole file as a table; it raises `error` if it can't be read or is no TOML."""
        try:
            return cls(path, where, tomllib.loads(path.read_text(encoding="utf-8")), error)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            raise error(f"{path}: {fault}") from None
        except OSError as fault:
            raise error(f"{path}: can't be read ({fault.strerror}).") from None

    def refuse(self, key: str, what: str) -> NoReturn:
        """Raise the error, saying `what` is wrong with the key."""
        raise self.error(f"{self.path}: {self.where}: '{key}' {what}.")

    def only(self, known: Collection[str]) -> None:
        """Refuse any key that is not known."""
        for key in self.values:
            if key not in known:
                self.refuse(key, f"is not known{did_you_mean(key, known)}")

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        return key in self.values

    def get(self, key: str, kind: type, what: str) -> Any:
        """Return the value of exactly this kind; `what` says in words what it must be."""
        if key not in self.values:
            self.refuse(key, "is missing")
        value = self.values[key]
        if type(value) is not kind:
            self.refuse(key, f"must be {what}")
        return value

    def paragraph(self, key: str) -> str:
        """Return a text, not empty; it may go over several lines."""
        value: str = self.get(key, str, "text in quotes")
        if not value.strip():
            self.refuse(key, "is empty")
        return value

    def text(self, key: str) -> str:
        """Return a text of one line, not empty."""
        value = self.paragraph(key)
        if not value.isprintable() or value != value.strip():
            self.refuse(key, "must be one line, without spaces around it")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, none of them empty, none twice."""
        values = self.get(key, list, "a list of texts")
        if not all(isinstance(value, str) and value for value in values):
            self.refuse(key, "must be a list of texts")
        if len(set(values)) < len(values):
            self.refuse(key, "names something twice")
        return tuple(values)

    def choice(self, key: str, known: Collection[str]) -> str:
        """Return a text that is one of those known."""
        return self._known(key, self.text(key), known)

    def choices(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Return a list of texts, each one of those known."""
        return tuple(self._known(key, value, known) for value in self.texts(key))

    def yes_no(self, key: str) -> bool:
        """Return true or false."""
        return cast(bool, self.get(key, bool, "true or false"))

    def date(self, key: str) -> datetime.date:
        """Return a date without a time."""
        return cast(
            datetime.date, self.get(key, datetime.date, "a date such as 2026-11-22, without quotes")
        )

    def positive(self, key: str) -> int:
        """Return a whole number from 1 on."""
        value: int = self.get(key, int, "a whole number")
        if value < 1:
            self.refuse(key, "must be 1 or more")
        return value

    def address(self, key: str) -> str:
        """Return a web address that begins with https://."""
        value = self.text(key)
        try:
            parts = urlsplit(value)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme != "https" or not parts.hostname or " " in value:
            self.refuse(key, "must be a web address that begins with https://")
        return value

    def table(self, key: str) -> "DataTable":
        """Return the table inside this one."""
        return DataTable(
            self.path, f"{self.where}, [{key}]", self.get(key, dict, "a table"), self.error
        )

    def tables(self, key: str, row: str, named_by: str = "id") -> list["DataTable"]:
        """Return the tables of a list. A complaint calls each a `row` of the name that it has under `named_by`."""
        entries = self.get(key, list, f"a list of [[{key}]]")
        if not all(isinstance(entry, dict) for entry in entries):
            self.refuse(key, f"must be tables, each in braces or under [[{key}]]")
        return [
            DataTable(self.path, f"{row} '{entry.get(named_by, number)}'", entry, self.error)
            for number, entry in enumerate(entries, 1)
        ]

    def _known(self, key: str, value: str, known: Collection[str]) -> str:
        if value not in known:
            self.refuse(key, f"has an unknown value '{value}'{did_you_mean(value, known)}")
        return value
