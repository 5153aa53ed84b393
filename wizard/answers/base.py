"""Base of the answer models: types of text, the policy of a field, and conversion to TOML."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo

from wizard.text import clean_text

MAX_LINE = 200
MAX_TEXT = 20_000


def _clean_line(value: Any) -> Any:
    return " ".join(clean_text(value).split("\n")).strip() if isinstance(value, str) else value


def _clean_paragraphs(value: Any) -> Any:
    return clean_text(value).strip("\n") if isinstance(value, str) else value


# A line turns line breaks into spaces.
Line = Annotated[str, Field(max_length=MAX_LINE), BeforeValidator(_clean_line)]
Text = Annotated[str, Field(max_length=MAX_TEXT), BeforeValidator(_clean_paragraphs)]
HexColor = Annotated[str, Field(pattern="^([0-9A-Fa-f]{6})?$")]


@dataclass(frozen=True)
class PersonRef:
    """Marks a line as the id of a person in `people`."""


@dataclass(frozen=True)
class RuleRef:
    """Marks a line as a choice about a rule of law; see `updates.rule_overrides`."""


PersonId = Annotated[Line, PersonRef()]
RuleChoice = Annotated[Line, RuleRef()]


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What a field means for documents, checks and adoption.

    Every field that holds an answer has one, in its `Annotated`; so has every column of a table.

    Attributes:
        public: The public edition may print it.
        public_lines: It may also print the lines that the user added to a checklist.
        verbatim: Public text that the user publishes anyway, such as a name or an address.
        resign: After a change of it, staff sign the policy again.
        staff: A change of it goes into the note to staff.
        short: The short policy prints it.
        screened: Free text that becomes part of the policy, to be checked for risky wording; the
            lines that the user adds to a checklist always are.
        versioned: A change of it turns an adopted version into a draft.
        internal: The program writes it; no question asks for it.
        fallback: Path of the answer that stands in while this one is open.
        setting: Name of what it sets about the looks and sound of the documents.
        required: Column without which a row means nothing; says what is wrong with such a row.
    """

    public: bool = False
    public_lines: bool = True
    verbatim: bool = False
    resign: bool = False
    staff: bool = True
    short: bool = True
    screened: bool = False
    versioned: bool = True
    internal: bool = False
    fallback: str | None = None
    setting: str = ""
    required: str = ""


def all_but(choices: Any, *excluded: str) -> tuple[Any, ...]:
    """Return the choices of a `Literal` but the excluded ones, as the default of a checklist."""
    return tuple(choice for choice in get_args(choices) if choice not in excluded)


class AnswerModel(BaseModel):
    """A group of answers: immutable, and keeping unknown keys for the next writer of the file."""

    # A schema is built when it is first needed: building all takes a fifth of the start.
    model_config = ConfigDict(frozen=True, extra="allow", strict=True, defer_build=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        for name, info in cls.model_fields.items():
            is_group = isinstance(info.annotation, type) and issubclass(
                info.annotation, AnswerModel
            )
            if not is_group and policy_of(info) is None:
                raise TypeError(f"{cls.__name__}.{name} has no Policy; add one in its Annotated.")


def policy_of(info: FieldInfo) -> Policy | None:
    """Return the policy among the metadata of a field."""
    return next((mark for mark in info.metadata if isinstance(mark, Policy)), None)


def get_field(model: AnswerModel, key: str) -> Any:
    """Return the value at `key`, which may be unknown to the model, or named like a method."""
    return (
        getattr(model, key) if key in type(model).model_fields else (model.model_extra or {})[key]
    )


def explicit_values(model: AnswerModel) -> dict[str, Any]:
    """Return the values that were set, not defaulted, by key."""
    return {key: get_field(model, key) for key in model.model_fields_set}


def to_toml(value: Any) -> Any:
    """Return `value` in TOML's types: models as tables of what was set, tuples as lists."""
    if isinstance(value, AnswerModel):
        known = [key for key in type(value).model_fields if key in value.model_fields_set]
        values = {key: get_field(value, key) for key in (*known, *sorted(value.model_extra or ()))}
        return {key: to_toml(item) for key, item in values.items() if item is not None}
    if isinstance(value, tuple | list):
        return [to_toml(item) for item in value]
    if isinstance(value, dict):
        return {key: to_toml(item) for key, item in value.items()}
    return value


_SENTENCES = {
    "string_type": 'This must be text in quotes, such as "our text".',
    "string_too_long": "This is too long: at most {max_length} characters.",
    "string_pattern_mismatch": 'This must be a color in hexadecimal, such as "24505C".',
    "int_type": "This must be a whole number, such as 12.",
    "greater_than_equal": "This must be {ge} or more.",
    "less_than_equal": "This must be {le} or less.",
    "bool_type": "This must be true or false.",
    "date_type": "This must be a date such as 2027-03-31, without quotes.",
    "date_from_datetime_inexact": "This must be a date without a time, such as 2027-03-31.",
    "tuple_type": 'This must be a list, in square brackets, such as ["one", "two"].',
    "model_type": "This must be a table of answers, under a heading such as [business].",
    "missing": "This is missing; add it, or use a backup copy.",
    "literal_error": "This must be {quoted}one of: {expected}.",
    "dict_type": "This must be a table of answers, under a heading such as [business].",
}


def explain_error(error: Mapping[str, Any]) -> str:
    """Return a sentence for an item of `ValidationError.errors()`; it never repeats the value."""
    sentence = _SENTENCES.get(error["type"])
    if sentence is None:
        return f"{error['msg']}."
    context = dict(error.get("ctx", {}))
    if "expected" in context:
        context["expected"] = context["expected"].replace("'", "").replace(" or ", ", ")
        context["quoted"] = "" if isinstance(error.get("input", ""), str) else "text in quotes, "
    return sentence.format(**context)
