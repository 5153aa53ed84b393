"""JSON Schema of the answers file, for editors that complete and check TOML."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from wizard.answers.fields import FieldKind
from wizard.answers.model import FORMAT, Answers
from wizard.interview import Interview
from wizard.laws.models import rules_by_id

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_RULES_HINT = (
    'Each is the id of a rule that comes in besides ours, or "not " and the id of one that stays '
    "out."
)


class _TomlSchema(GenerateJsonSchema):
    """TOML has no null: an open answer is a line that isn't there. Titles would repeat the keys."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def json_schema(interview: Interview) -> dict[str, Any]:
    """Return the schema: `format` is required and fixed, every answer may be left open."""
    schema = Answers.model_json_schema(schema_generator=_TomlSchema)
    definitions = schema["$defs"]
    for model in (schema, *definitions.values()):
        for value in model["properties"].values():
            if value.get("default", "") is None:
                del value["default"]

    def definition(value: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = definitions[value["$ref"].rpartition("/")[2]]
        return found

    for question in interview.questions():
        group, _, key = question.path.rpartition(".")
        model = definition(schema["properties"][group]) if group else schema
        value = model["properties"][key]
        value["description"] = f"{question.ask} {question.help}"
        if question.field.kind is FieldKind.RULES:
            value["description"] += f" {_RULES_HINT}"
            value["items"]["examples"] = list(rules_by_id())
        for name, column in question.columns.items():
            row = definition(value["items"])
            row["properties"][name]["description"] = column.ask
    version = {"const": FORMAT, "description": "The version of this file's format."}
    return {
        "$schema": DIALECT,
        **schema,
        "title": "Answers of Policy Wizard",
        "required": ["format"],
        "properties": schema["properties"] | {"format": version},
    }
