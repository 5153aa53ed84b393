"""What the documents call the people whom a business works for: customers, patients, children and parents."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import get_args

from wizard.answers.defaults import resolve_answer
from wizard.answers.model import Answers, CustomersCalled
from wizard.data import DataError
from wizard.data_dirs import templates_dir
from wizard.data_table import DataTable

_NAMES = {
    "one": "customer",
    "many": "customers",
    "own": "customers_own",
    "agrees": "customer_agrees",
}
"""The keys of the file, and what templates and rules of law call them."""
_WRITERS = {"writer": "one", "writers": "many", "writers_own": "own"}
"""Words that a table may leave out, and which stand in for them."""


class CustomersError(DataError):
    """The file of words is wrong; the message names the file and the key."""


def words(answers: Answers) -> Mapping[str, str]:
    """Return the words for this business, by the names that templates and rules of law call them.

    Raises:
        CustomersError: the file of words can't be read, or lacks something.
    """
    return _read(templates_dir() / "customers.toml")[
        resolve_answer(answers, "business.customers_called")
    ]


@cache
def _read(path: Path) -> Mapping[str, Mapping[str, str]]:
    top = DataTable.read(path, "the file", CustomersError)
    top.only(get_args(CustomersCalled))
    return {choice: _words_of(top.table(choice)) for choice in get_args(CustomersCalled)}


def _words_of(table: DataTable) -> Mapping[str, str]:
    table.only((*_NAMES, *_WRITERS))
    return {name: table.text(key) for key, name in _NAMES.items()} | {
        name: table.text(name if table.has(name) else same) for name, same in _WRITERS.items()
    }
