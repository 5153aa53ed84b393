"""The JSON Schema of the answers file, for editors that complete and check TOML; the questions explain it."""

import re
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from wizard.answers.fields import FieldKind
from wizard.answers.model import FORMAT, Answers
from wizard.interview import Interview
from wizard.laws.models import rules_by_id

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_RULES = 'Each is the id of a rule that comes in besides ours, or "not " and the id of one that stays out.'
_INNER_REFERENCE = re.compile(r" \(mission [^)]*\)")


class _WithoutNull(GenerateJsonSchema):
    """TOML has no null: an open answer is a line that isn't there. Titles would only repeat the keys."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema(interview: Interview) -> dict[str, Any]:
    """Return the schema: `format` is required and fixed, every answer may be left open."""
    made = Answers.model_json_schema(schema_generator=_WithoutNull)
    made["title"] = "Answers of Policy Wizard"
    made["required"] = ["format"]
    made["properties"]["format"] = {
        "const": FORMAT,
        "description": "The version of this file's format.",
    }
    for model in (made, *made["$defs"].values()):
        model["description"] = _INNER_REFERENCE.sub("", model.get("description", ""))
        for value in model["properties"].values():
            if value.get("default", "") is None:
                del value["default"]
    for question in interview.questions():
        model, key = _inside(made, question.path)
        model["properties"][key]["description"] = f"{question.ask} {question.help}"
        if question.field.kind is FieldKind.RULES:
            model["properties"][key]["description"] += f" {_RULES}"
            model["properties"][key]["items"]["examples"] = list(rules_by_id())
        row = model["properties"][key].get("items", {}).get("$ref")
        for name, column in question.columns.items():
            _definition(made, row)["properties"][name]["description"] = column.ask
    return {"$schema": DIALECT, **made}


def _inside(made: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    """Return the model that holds the value at `path`, and the key there."""
    table, _, key = path.rpartition(".")
    return (_definition(made, made["properties"][table]["$ref"]) if table else made), key


def _definition(made: dict[str, Any], reference: str) -> dict[str, Any]:
    found: dict[str, Any] = made["$defs"][reference.rpartition("/")[2]]
    return found
