"""Reads the data files that ship with the program, and checks them with pydantic."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from wizard.errors import UserError
from wizard.text import did_you_mean

# The keys that name an entry of a list in an error message, most specific first.
_NAME_KEYS = ("id", "field", "key", "title")

Model = TypeVar("Model")


class DataError(UserError):
    """A data file of the program is wrong; the message names the file and the key."""


class DataModel(BaseModel):
    """Base of everything that is read from a data file: immutable, without unknown keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, populate_by_name=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_keys(cls, data: Any) -> Any:
        fields = cls.model_fields
        if isinstance(data, Mapping):
            aliases = (field.alias for field in fields.values() if field.alias)
            refuse_unknown(data, (*fields, *aliases))
        return data


def read_data(path: Path, model: type[Model]) -> Model:
    """Read the TOML file at `path` into `model`.

    Raises:
        DataError: the file can't be read, is no TOML, or doesn't fit the model.
    """
    try:
        data = _with_tuples(tomllib.loads(path.read_text(encoding="utf-8")))
        return TypeAdapter(model).validate_python(data)
    except OSError as error:
        raise DataError(f"{path}: can't be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {error}") from error
    except ValidationError as error:
        raise DataError(f"{path}: {_explain(error.errors()[0], data)}") from error


def check_choice(value: str, known: Mapping[str, Any] | tuple[str, ...]) -> str:
    """Return `value` if it is one of those known, for validators.

    Raises:
        ValueError: it isn't; the message offers the closest one.
    """
    if value not in known:
        raise ValueError(f"has an unknown value '{value}'{did_you_mean(value, known)}")
    return value


def check_keys(table: Mapping[str, Any], known: tuple[str, ...], name: str) -> None:
    """Check that the table called `name` has exactly these keys, for validators.

    Raises:
        PydanticCustomError: one is missing or unknown.
    """
    refuse_unknown(table, known, f"{name}: ")
    for key in known:
        if key not in table:
            raise PydanticCustomError("wrong_key", f"{name}: '{key}' is missing")


def refuse_unknown(keys: Iterable[str], known: tuple[str, ...], prefix: str = "") -> None:
    """Raise a PydanticCustomError, which begins with `prefix`, if a key is not known."""
    for key in keys:
        if key not in known:
            message = f"{prefix}'{key}' is not known{did_you_mean(key, known)}"
            raise PydanticCustomError("wrong_key", message)


def _check_https(text: str) -> str:
    if not text.startswith("https://") or " " in text or len(text) < len("https://a"):
        raise ValueError("must be a web address that begins with https://")
    return text


Paragraph = Annotated[str, Field(min_length=1)]
DataLine = Annotated[str, Field(min_length=1, pattern=r"^\S(.*\S)?$")]
WebAddress = Annotated[DataLine, AfterValidator(_check_https)]


def _with_tuples(value: Any) -> Any:
    """Return parsed TOML with each list as a tuple, which frozen models hold."""
    if isinstance(value, dict):
        return {key: _with_tuples(item) for key, item in value.items()}
    return tuple(map(_with_tuples, value)) if isinstance(value, list) else value


_PROBLEMS = {
    "missing": "is missing",
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "date_type": "must be a date such as 2026-11-22, without quotes",
    "tuple_type": "must be a list, in square brackets",
    "too_short": "is empty",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "must be one line, without spaces around it",
    "model_type": "must be a table, in braces or under a heading of its own",
    "dict_type": "must be a table",
    "greater_than_equal": "must be {ge} or more",
}


def _explain(error: ErrorDetails, data: Any) -> str:
    """Return where in the parsed file an error is, and what is wrong."""
    steps = []
    for step in error["loc"]:
        try:
            data = data[step]
        except (LookupError, TypeError):
            data = None
        if isinstance(step, str):
            steps.append(f"'{step}'")
        elif isinstance(data, dict):
            keys = (data.get(key) for key in _NAME_KEYS)
            name = next((key for key in keys if isinstance(key, str)), step + 1)
            steps.append(f"'{name}'")
    context = error.get("ctx", {})
    joiner = " "
    if error["type"] == "wrong_key":
        problem, joiner = error["msg"], ": "
    elif error["type"] == "literal_error":
        known = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        problem = f"has an unknown value '{error['input']}'{did_you_mean(error['input'], known)}"
    elif error["type"] == "value_error":
        problem = str(context["error"])
    else:
        problem = _PROBLEMS.get(error["type"], error["msg"]).format(**context)
    sentence = joiner.join(filter(None, [": ".join(steps), problem]))
    return sentence if sentence.endswith("?") else f"{sentence}."
