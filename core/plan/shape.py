"""From a document to a plan: fields that are unknown, missing or of the wrong type."""

from __future__ import annotations

import copy
import inspect
import json
import re
from dataclasses import replace
from difflib import get_close_matches
from types import UnionType
from typing import TYPE_CHECKING, Final, TypeGuard, Union, get_args, get_origin

from pydantic import ValidationError

from core.errors import Sentence, say
from core.plan.masking import masked
from core.plan.model import API_VERSION, AskedValue, Plan, PlanPart

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from core.yaml.document import Document, Path, Spot

_KINDS: Final = {
    "string_type": say("text"),
    "int_type": say("a whole number"),
    "int_from_float": say("a whole number"),
    "bool_type": say("true or false"),
    "float_type": say("a number"),
    "tuple_type": say("a list"),
    "list_type": say("a list"),
    "dict_type": say("a mapping of fields"),
    "model_type": say("a mapping of fields"),
    "model_attributes_type": say("a mapping of fields"),
}
_NO_FIELD: Final = say("There is no field {name}.")
# Stand in for what is missing while the rest of a broken plan is checked; each passes the checks.
_STAND_INS: Final = {
    "name": "plan",
    "cluster": {"parameter": True},
    "chart": {"path": "."},
    "release": {"name": "release"},
}


# Where version 2 of the plan file has what version 1 spelled otherwise.
_MOVED: Final = {
    "secretValues": "parameters, with `secret: true`",
    "username": "chart.login.username",
    "existingSecret": "chart.login.existingSecret",
    "caCertificate": "chart.tls.ca",
    "plainHttp": "chart.tls.plainHttp",
    "output": "outputs, as one item of its list",
}
_NOT_YET: Final = frozenset(
    [
        "label",
        "group",
        "allowed",
        "pattern",
        "min",
        "max",
        "widget",
        "visibleWhen",
        "generate",
        "link",
        "publishing",
    ]
)


def plan_in(document: Document) -> Plan | None:
    """Return the plan a document holds; None, with the document's problems told, if it has none."""
    if not isinstance(document.content, dict):
        if not document.problems:
            what = say("It is not a mapping of fields.")
            document.problem(
                (),
                what,
                say("Start from `chartnest plan new FILE`.", in_window="Start a new plan."),
            )
        return None
    try:
        return _validated(document.content)
    except ValidationError as error:
        for path, what, remedy in _findings(error, document):
            unknown = what.template == _NO_FIELD.template
            document.problem(path, what, remedy, at_key=unknown)
        return None


def what_is_sound(document: Document) -> Plan | None:
    """Return a plan of what is right in a broken one, so that it can be checked at once too."""
    if not isinstance(document.content, dict):
        return None
    content = copy.deepcopy(document.content)
    try:
        _validated(content)
    except ValidationError as error:
        for path, _, _ in reversed(_findings(error, document)):  # items of a list: the last first
            _remove(content, path)
    for name, stand_in in _STAND_INS.items():
        content.setdefault(name, stand_in)
    if isinstance(content["release"], dict):
        content["release"].setdefault("name", "release")
    try:
        return _validated(content)
    except ValidationError:
        return None


def _validated(content: dict[str, object]) -> Plan:
    return Plan.model_validate_json(json.dumps(content), strict=True)


def _remove(content: object, path: Path) -> None:
    *parents, last = path
    for part in parents:
        content = _child(content, part)
    if isinstance(content, dict):
        content.pop(last, None)
    elif isinstance(content, list) and isinstance(last, int) and last < len(content):
        content.pop(last)


def _child(content: object, part: str | int) -> object:
    if isinstance(content, dict):
        return content.get(part)
    if isinstance(content, list) and isinstance(part, int) and part < len(content):
        return content[part]
    return None


_Finding = tuple["Path", Sentence, Sentence]


def _findings(error: ValidationError, document: Document) -> list[_Finding]:
    """Return each problem once; of a union's alternatives, only those of the one that was meant."""
    findings: dict[tuple[Path, str], _Finding] = {}
    for details in error.errors(include_url=False):
        finding = _finding(details, document)
        if finding:
            path, what, _ = finding
            findings.setdefault((path, str(what)), finding)
    return list(findings.values())


def _finding(details: ErrorDetails, document: Document) -> _Finding | None:
    path: Path = ()
    owner: object = Plan
    annotation: object = Plan
    for part in details["loc"]:
        alternatives = _alternatives(annotation)
        chosen = alternatives.get(part) if isinstance(part, str) else None
        if chosen is None:
            owner, annotation = annotation, _annotation_of(annotation, part)
            path = (*path, part)
            continue
        meant = _meant(alternatives, _at(document.content, path))
        if len(meant) != 1:
            return _choose_one(path, alternatives, meant, document)
        if meant[0] is not chosen:
            return None
        annotation = chosen
    return path, *_sentences(details, path, owner, document)


def _at(content: object, path: Path) -> object:
    for part in path:
        content = _child(content, part)
    return content


def _alternatives(annotation: object) -> dict[str, object]:
    """Return the members of a union of several parts by the name pydantic reports them with."""
    if get_origin(annotation) not in (Union, UnionType):
        return {}
    members = [member for member in get_args(annotation) if member is not type(None)]
    if len(members) < 2:
        return {}
    return {getattr(m, "__name__", str(m)): m for m in members}


def _annotation_of(annotation: object, part: str | int) -> object:
    for field in _model_fields(annotation):
        if field.alias == part:
            return field.annotation
    arguments = get_args(annotation)
    return arguments[0 if isinstance(part, int) else -1] if arguments else None


def _meant(alternatives: dict[str, object], content: object) -> list[object]:
    """Return the alternatives whose telling field, their first, is in `content`."""
    members = list(alternatives.values())
    if not any(_is_part(member) for member in members):
        return members[:1]
    fields = content if isinstance(content, dict) else {}
    return [member for member in members if _telling_field(member) in fields]


def _telling_field(part: object) -> str:
    """Return the first field a part has of its own, not from what it extends."""
    if not _is_part(part):
        return ""
    own = next(iter(inspect.get_annotations(part)), "")
    return part.model_fields[own].alias or own


def _choose_one(
    path: Path, alternatives: dict[str, object], meant: list[object], document: Document
) -> _Finding:
    choices = _choices(alternatives)
    if meant:
        given = " and ".join(_telling_field(member) for member in meant)
        return (
            path,
            say("{given} exclude each other.", given=given),
            say("Keep exactly one of: {choices}.", choices=choices),
        )
    content = _at(document.content, path)
    guess = _guess(list(content) if isinstance(content, dict) else [], choices.split(", "))
    return (
        path,
        say("It names none of: {choices}.", choices=choices),
        guess or say("Write one of these fields below it."),
    )


def _guess(given: list[str], known: list[str]) -> Sentence | None:
    for name in given:
        close = get_close_matches(name, known, 1, 0.6)
        if close:
            return say("Did you mean {close} instead of {name}?", close=close[0], name=name)
    return None


def _sentences(
    details: ErrorDetails, path: Path, owner: object, document: Document
) -> tuple[Sentence, Sentence]:
    """Return what is wrong at `path`, a field of the part `owner`, and what to do."""
    kind, context = details["type"], details.get("ctx", {})
    if kind == "extra_forbidden":
        return replace(_NO_FIELD, arguments={"name": path[-1]}), _instead_of(str(path[-1]), owner)
    if kind == "missing":
        return say("The field {name} is missing.", name=path[-1]), _how_to_add(path[-1], owner)
    if path == ("apiVersion",):
        return say("The plan is written for another version."), say(
            "Write {version}.", version=API_VERSION
        )
    if kind in _KINDS:
        return _of_wrong_kind(kind, path, document)
    return _out_of_range(details, context)


def _out_of_range(details: ErrorDetails, context: dict[str, object]) -> tuple[Sentence, Sentence]:
    if "expected" in context:
        expected = str(context["expected"]).replace("'", "")
        return say("It takes no such value."), say("Write {expected}.", expected=expected)
    if "ge" in context:
        return say("It is too small."), say("Write {bound} or more.", bound=context["ge"])
    if "le" in context:
        return say("It is too large."), say("Write {bound} or less.", bound=context["le"])
    if details["type"] == "duration":
        return say("This is not a duration."), say("Write seconds, or 10m, or 1h30m.")
    return say("{details}.", details=details["msg"]), say(
        "See `chartnest plan schema`.", in_window="Write what this field takes."
    )


def _of_wrong_kind(kind: str, path: Path, document: Document) -> tuple[Sentence, Sentence]:
    if path == ("values",):
        remedy = say("Write `values: |` and indent the values document below it.")
        return say("The values are not one text."), remedy
    if _at(document.content, path) == {"stack": True}:
        return say("It cannot follow the stack's name yet."), say("Write a name.")
    return _wrong_kind(_KINDS[kind], document.values.get(path))


def _wrong_kind(kind: Sentence, spot: Spot | None) -> tuple[Sentence, Sentence]:
    if kind is _KINDS["string_type"] and spot and spot.written:
        return say("This is read as a number or a truth value, and text is wanted."), say(
            'Put it in quotes: "{written}".', written=masked(spot.written)
        )
    return say("It is not {kind}.", kind=kind), say("Write {kind} here.", kind=kind)


def _instead_of(name: str, owner: object) -> Sentence:
    if name in _MOVED:
        return say("It stands in {place} now.", place=_MOVED[name])
    if name in _NOT_YET:
        return say("A later version will take it. Remove it until then.")
    secret_itself = owner is AskedValue and name in ("value", "default")
    if secret_itself or re.search(r"passw|secret|token|credential", name, re.IGNORECASE):
        return say("A plan holds no secrets: they are asked for at launch. Remove it.")
    for field in ("account", "release", "delivery"):
        if name in _fields(Plan.model_fields[field].annotation):
            return say("Did you mean {field}.{name}?", field=field, name=name)
    known = _fields(owner)
    close = get_close_matches(name, known, 1, 0.6)
    if close:
        return say("Did you mean {close}?", close=close[0])
    return say("Remove it; the fields here are: {known}.", known=", ".join(known))


def _how_to_add(name: str | int, owner: object) -> Sentence:
    field = next((f for f in _model_fields(owner) if f.alias == name), None)
    choices = _choices(_alternatives(field.annotation)) if field else ""
    if choices:
        return say("Add it, with one of these below it: {choices}.", choices=choices)
    if field and field.description:
        about = field.description
        return say("Add a line `{name}: …`. {description}", name=name, description=about)
    return say("Add a line `{name}: …`.", name=name)


def _choices(alternatives: dict[str, object]) -> str:
    return ", ".join(_telling_field(member) for member in alternatives.values())


def _fields(owner: object) -> list[str]:
    return [field.alias or "" for field in _model_fields(owner)]


def _model_fields(owner: object) -> list[FieldInfo]:
    parts = [member for member in (owner, *get_args(owner)) if _is_part(member)]
    return list(parts[0].model_fields.values()) if parts else []


def _is_part(annotation: object) -> TypeGuard[type[PlanPart]]:
    return isinstance(annotation, type) and issubclass(annotation, PlanPart)
