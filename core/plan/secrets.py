"""The plan's secrets: what must not stand in its values, and what is given for it at launch."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.errors import Problem, Sentence, say, warning
from core.plan.model import ValueType
from core.plan.names import VALUE_PATH
from core.yaml import safe as safe_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.plan.model import AskedValue, Plan

_LIST_IT: Final = say(
    "List its path under parameters, and it is asked for at launch.",
    in_window="Let it be asked for at launch, by the lock beside it.",
)
_STAND_INS: Final[dict[ValueType, object]] = {
    ValueType.STRING: "secret-given-at-launch",
    ValueType.NUMBER: 1,
    ValueType.BOOLEAN: True,
    ValueType.JSON: {},
}
_SEGMENT: Final = re.compile(r"((?:[^.\[\]\\]|\\.)+)|\[(\d+)\]")
# A line like `adminPassword: s3cret`; not `password: ""`, `token: true` or `passwordSecret: x`.
_TELLING_LINE: Final = re.compile(
    r"""^[ \t-]*["']?"""
    r"""([\w-]*(?:password|passwd|passphrase|(?:secret|private|access|api)_?key|token))"""
    r"""["']?[ ]*:[ ]+["']?(?!true\b|false\b|null\b|[|>&*{\[#"'])[^\s#]{4,}""",
    re.IGNORECASE | re.MULTILINE,
)
_KEY_MATERIAL: Final = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bLTAI[A-Za-z0-9]{12,}")


def check_secret_values(plan: Plan) -> Iterator[Problem]:
    """Yield secret paths that are wrong, and secrets that are written into the values."""
    seen: dict[tuple[str | int, ...], str] = {}
    values = _parsed(plan.values) if plan.secret_values else None
    for index, secret in enumerate(plan.secret_values):
        place = f"parameters[{index}].path"
        remedy = VALUE_PATH.broken_by(secret.path)
        if remedy:
            yield Problem(place, say("It is not the path of a value."), remedy)
            continue
        steps = value_path(secret.path)
        clash = next((o for p, o in seen.items() if _overlap(p, steps)), None)
        if clash is not None:
            what = say("{path} and {clash} set the same value.", path=secret.path, clash=clash)
            yield Problem(place, what, say("Keep one of them."))
        seen[steps] = secret.path
        if _at(values, steps) not in (None, ""):
            what = say("The secret {path} is written into the values.", path=secret.path)
            remedy = say("Remove it there: it is asked for at launch. Change it if it was shared.")
            yield Problem("values", what, remedy)


def check_telling_names(plan: Plan) -> Iterator[Problem]:
    """Yield warnings for values that look like secrets and are not listed as such."""
    if _KEY_MATERIAL.search(plan.values):
        what = say("The values hold what looks like a private key or an AccessKey.")
        yield warning("values", what, _LIST_IT)
    for name in dict.fromkeys(_TELLING_LINE.findall(plan.values)):
        what = say("The value {name} looks like a secret.", name=name)
        yield warning("values", what, _LIST_IT)


def value_path(path: str) -> tuple[str | int, ...]:
    r"""Return the steps of a `--set` path: `env[0].a\.b` is ("env", 0, "a.b")."""
    return tuple(
        int(index) if index else re.sub(r"\\(.)", r"\1", name)
        for name, index in _SEGMENT.findall(path)
    )


def _overlap(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _parsed(text: str) -> object:
    """Return the values as Helm would; None where they are not YAML, which the chart tells."""
    try:
        return safe_yaml.load(text)
    except (yaml.YAMLError, ValueError):
        return None


def _at(values: Any, steps: tuple[str | int, ...]) -> object:
    try:
        for step in steps:
            values = values[step]
    except (LookupError, TypeError):
        return None
    return values


def broken_secret(secret: AskedValue, untrusted: str) -> Sentence | None:
    """Return the remedy when a secret that was given does not have its type."""
    try:
        _typed(secret.type, untrusted)
    except ValueError:
        return say("It must be of type {type}.", type=secret.type.value)
    return say("Remove the NUL character.") if "\0" in untrusted else None


def set_secrets(
    values: dict[str, Any], wanted: tuple[AskedValue, ...], given: Mapping[str, str]
) -> dict[str, Any]:
    """Return values with every secret in its place: as given, else a stand-in of its type."""
    whole: dict[str, Any] = copy.deepcopy(values)
    for secret in wanted:
        text = given.get(secret.path)
        value = _STAND_INS[secret.type] if text is None else _typed(secret.type, text)
        whole = with_value(whole, value_path(secret.path), value)
    return whole


def _typed(kind: ValueType, text: str) -> object:
    """Return what a secret's text stands for; raise ValueError when it is not of its type."""
    if kind is ValueType.STRING:
        return text
    value: object = json.loads(text)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    fits = {ValueType.BOOLEAN: isinstance(value, bool), ValueType.NUMBER: is_number}
    if not fits.get(kind, True):
        raise ValueError(kind)
    return value


def with_value(values: Any, steps: tuple[str | int, ...], value: object) -> Any:
    """Return `values` with the value at `steps`; maps and lists on the way are made."""
    if not steps:
        return value
    step, *rest = steps
    if isinstance(step, int):
        items = list(values) if isinstance(values, list) else []
        items += [None] * (step + 1 - len(items))
        items[step] = with_value(items[step], tuple(rest), value)
        return items
    fields = dict(values) if isinstance(values, dict) else {}
    fields[step] = with_value(fields.get(step), tuple(rest), value)
    return fields
