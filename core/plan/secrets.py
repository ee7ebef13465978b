"""The plan's secrets: what must not stand in its values, and what is given for it at launch."""

from __future__ import annotations

import copy
import json
import re
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.errors import Problem, Sentence, say, warning
from core.plan.model import AskedValue, ValueType
from core.plan.names import VALUE_PATH
from core.yaml import go as go_yaml
from core.yaml import safe as safe_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.plan.model import Plan

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
WHOLE_LIMIT: Final = 2**63 - 1
"""The greatest whole number that Helm's `--set` keeps; a greater one becomes text."""

_FLOATING_DIGITS: Final = 15  # any number of so many survives floating point
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_EXPONENT: Final = re.compile(r"[-+]?[0-9.]+[eE][-+]?[0-9]+", re.ASCII)
_TOO_LONG: Final = say("It has more digits than Helm keeps: let its type be string in the plan.")
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


def broken_given(plan: Plan, path: str, untrusted: str) -> Sentence | None:
    """Return the remedy when what was given for a secret of the plan cannot reach Helm as it is."""
    # ROS hands a number on to its own Helm as JSON, which is floating point there.
    exact = plan.delivery.method.runs_job
    # What is asked for and is no value, such as the password of the chart's source, is text.
    wanted = {each.path: each for each in plan.secret_values}
    secret = wanted.get(path) or AskedValue(path=path, secret=True)
    return broken_secret(secret, untrusted, exact=exact)


def broken_secret(secret: AskedValue, untrusted: str, *, exact: bool = True) -> Sentence | None:
    """Return the remedy when a secret that was given does not have its type, or would not survive.

    Whole numbers survive to 64 bits, by `--set`; with a fraction, inside JSON, and where whole
    ones are not `exact` they are floating point, which keeps 15 digits of any number.
    """
    if "\0" in untrusted:
        return say("Remove the NUL character.")
    match secret.type:
        case ValueType.NUMBER:
            return _broken_number(untrusted, exact=exact)
        case ValueType.BOOLEAN if untrusted not in {"true", "false"}:
            return say("It must be of type {type}.", type=secret.type.value)
        case ValueType.JSON:
            return _broken_json(untrusted)
    return None


def _broken_number(untrusted: str, *, exact: bool) -> Sentence | None:
    if not _NUMBER.fullmatch(untrusted):
        if _EXPONENT.fullmatch(untrusted):
            return say("Write the number out, without an exponent.")
        return say(
            "Write digits alone, after a minus sign if need be, and without leading zeros; what "
            "shall keep them is of type string."
        )
    if "." not in untrusted and exact:
        return None if abs(int(untrusted)) <= WHOLE_LIMIT else _TOO_LONG
    digits = re.sub(r"[-.]", "", untrusted)
    return None if len(digits) <= _FLOATING_DIGITS else _TOO_LONG


def _broken_json(untrusted: str) -> Sentence | None:
    """Return what is wrong with JSON that Helm reads as YAML, its numbers as floating point."""
    numbers: list[str] = []

    def kept(text: str) -> float:
        numbers.append(text)
        return float(text)

    try:
        value = json.loads(
            untrusted,
            parse_int=kept,
            parse_float=kept,
            parse_constant=_refuse,
            object_pairs_hook=_without_duplicates,
        )
    except (ValueError, RecursionError):
        return say("It must be of type {type}.", type=ValueType.JSON.value)
    if not all(map(_is_kept, numbers)):
        return say("Put numbers of more than 15 digits in quotes: Helm does not keep them all.")
    if not _is_the_same_yaml(untrusted, value):
        return say("Write it without tabs, and characters as they are: Helm reads it as YAML.")
    return None


def _is_the_same_yaml(text: str, value: object) -> bool:
    try:
        return bool(go_yaml.load(text) == value)
    except (ValueError, yaml.YAMLError, RecursionError):
        return False


def _is_kept(number: str) -> bool:
    """Tell whether floating point, written out again, is the same number."""
    decimal = Decimal(number)
    return decimal == 0 or (isfinite(float(number)) and Decimal(repr(float(number))) == decimal)


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    return found


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


def whole_numbers(
    wanted: tuple[AskedValue, ...], given: Mapping[str, str]
) -> dict[tuple[str | int, ...], int]:
    """Return, by their paths, the whole numbers among the secrets: given, or the stand-ins."""
    numbers = {}
    for secret in wanted:
        if secret.type is ValueType.NUMBER:
            text = given.get(secret.path)
            value = _STAND_INS[secret.type] if text is None else _typed(secret.type, text)
            if isinstance(value, int):
                numbers[value_path(secret.path)] = value
    return numbers


def _typed(kind: ValueType, text: str) -> object:
    """Return what a secret's text stands for, which `broken_secret` has nothing against."""
    if kind is ValueType.STRING:
        return text
    value: object = json.loads(text)
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
