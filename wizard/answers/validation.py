"""What is wrong with a value, in one sentence that an owner understands."""

from collections.abc import Mapping
from typing import Any

_SENTENCES = {
    "string_type": "This must be text in quotes.",
    "string_too_long": "This is too long: at most {max_length} characters.",
    "int_type": "This must be a whole number, such as 12.",
    "greater_than_equal": "This must be {ge} or more.",
    "less_than_equal": "This must be {le} or less.",
    "bool_type": "This must be true or false.",
    "date_type": "This must be a date such as 2027-03-31, without quotes.",
    "date_from_datetime_inexact": "This must be a date without a time, such as 2027-03-31.",
    "tuple_type": 'This must be a list, in square brackets, such as ["one", "two"].',
    "model_type": "This must be a table of answers, under a heading such as [business].",
    "missing": "This is missing; add it, or use a backup copy.",
    "literal_error": "This must be one of: {expected}.",
    "dict_type": "This must be a table of answers, under a heading such as [business].",
}


def explain_error(error: Mapping[str, Any]) -> str:
    """Return one plain sentence for an item of `ValidationError.errors()`; it never repeats the value."""
    sentence = _SENTENCES.get(error["type"])
    if sentence is None:
        return f"{error['msg']}."
    context = dict(error.get("ctx", {}))
    if "expected" in context:
        context["expected"] = context["expected"].replace("'", "").replace(" or ", ", ")
    return sentence.format(**context)
