"""Forms from schemas and from defaults, and what differs from the defaults."""

from __future__ import annotations

import pytest

from core.wizard.form import (
    MISSING,
    Change,
    FieldKind,
    FormField,
    FormGroup,
    changes,
    form_of,
    number_of,
)
from core.yaml.edits import WrittenNumber

SCHEMA = {
    "required": ["replicas"],
    "properties": {
        "replicas": {"type": "integer", "minimum": 1, "title": "Pods"},
        "policy": {"enum": ["Always", "Never"]},
        "debug": {"type": ["boolean", "null"]},
        "tags": {"type": "array"},
        "auth": {
            "type": "object",
            "description": "Who may in.",
            "properties": {"user": {"type": "string"}, "password": {"type": "string"}},
        },
        "port": {"$ref": "#/definitions/port"},
    },
    "definitions": {"port": {"type": "number"}},
}


def fields(group: FormGroup) -> dict[str, FormField]:
    found: dict[str, FormField] = {}
    for member in group.members:
        if isinstance(member, FormGroup):
            found.update(fields(member))
        else:
            found[".".join(member.path)] = member
    return found


def test_a_schema_gives_a_field_of_each_kind() -> None:
    found = fields(form_of(SCHEMA, {"replicas": 2}))
    kinds = {path: field.kind for path, field in found.items()}
    assert kinds == {
        "replicas": FieldKind.INTEGER,
        "policy": FieldKind.CHOICE,
        "debug": FieldKind.SWITCH,
        "tags": FieldKind.YAML,
        "auth.user": FieldKind.TEXT,
        "auth.password": FieldKind.PASSWORD,
        "port": FieldKind.NUMBER,
    }
    assert found["replicas"].required
    assert found["replicas"].title == "Pods"
    assert found["replicas"].default == 2
    assert found["policy"].choices == ("Always", "Never")


def test_without_a_schema_the_scalar_defaults_make_the_form() -> None:
    defaults = {"name": "x", "on": True, "count": 1, "ratio": 0.5, "list": [1], "a": {"b": "l\nm"}}
    kinds = {path: field.kind for path, field in fields(form_of(None, defaults)).items()}
    assert kinds == {
        "name": FieldKind.TEXT,
        "on": FieldKind.SWITCH,
        "count": FieldKind.INTEGER,
        "ratio": FieldKind.NUMBER,
        "list": FieldKind.YAML,
        "a.b": FieldKind.LONG_TEXT,
    }


def test_a_reference_that_leads_in_circles_or_outside_becomes_plain_yaml() -> None:
    schema = {
        "properties": {
            "circle": {"$ref": "#/properties/circle"},
            "outside": {"$ref": "https://example.com/schema.json"},
            "nowhere": {"$ref": "#/definitions/none"},
            "nothing": True,
        }
    }
    kinds = {field.kind for field in fields(form_of(schema, {})).values()}
    assert kinds == {FieldKind.YAML}


def test_a_schema_that_refers_to_itself_as_an_object_ends() -> None:
    schema = {"properties": {"node": {"$ref": "#/definitions/node"}}}
    schema["definitions"] = {"node": {"properties": {"node": {"$ref": "#/definitions/node"}}}}
    assert form_of(schema, {}).members


def test_changes_name_each_value_that_differs() -> None:
    defaults = {"a": 1, "b": {"c": 1, "d": 2}, "e": [1, 2], "f": "x"}
    values = {"a": 1, "b": {"c": 5}, "e": [1], "f": "x", "g": None}
    assert list(changes(defaults, values)) == [
        Change(("b", "c"), 1, 5),
        Change(("b", "d"), 2, MISSING),
        Change(("e",), [1, 2], [1]),
        Change(("g",), MISSING, None),
    ]


def test_one_and_true_are_not_the_same_value() -> None:
    assert list(changes({"a": 1}, {"a": True})) == [Change(("a",), 1, True)]


@pytest.mark.parametrize("text", ["１２", "1 2", "", " ", "+1", "--1", "1" * 400, "1e400", "nan"])
def test_what_is_no_number_to_helm_is_none_in_the_form(text: str) -> None:
    assert number_of(FieldKind.NUMBER, text) is None
    assert number_of(FieldKind.INTEGER, text) is None


def test_a_number_is_taken_with_every_digit_and_without_blanks_around_it() -> None:
    assert number_of(FieldKind.INTEGER, " 12345678901234567890 ") == 12_345_678_901_234_567_890
    written = number_of(FieldKind.NUMBER, "2.50")
    assert isinstance(written, WrittenNumber)
    assert written.text == "2.50"


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"db": {"required": True, "properties": {"x": {}}}}},
        {"properties": {"db": {"enum": 5}}},
        {"properties": ["db"]},
        {"properties": {"db": {"type": {"a": 1}}}},
    ],
)
def test_a_schema_that_is_none_still_gives_a_form(schema: dict[str, object]) -> None:
    assert isinstance(form_of(schema, {"db": {"x": 1}}), FormGroup)
