"""YAML as Helm and Kubernetes read it: the scalars of Go's yaml library, not PyYAML's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

import yaml

if TYPE_CHECKING:
    from yaml.nodes import ScalarNode

# PyYAML's libyaml binding is some ten times faster; wheels have it everywhere.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_BOOLEANS = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(
    r"[-+]?(?:0[bB][01][01_]*|0[oO][0-7][0-7_]*|0[0-7_]*|[1-9][0-9_]*|0[xX][0-9a-fA-F][0-9a-fA-F_]*)"
)
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_NULL = re.compile(r"~|null|Null|NULL|")


class GoLoader(_Base):  # type: ignore[misc]  # the base is chosen at run time
    """Loads plain scalars as gopkg.in/yaml.v2 does: no dates, no base 60, `y` is true."""

    yaml_implicit_resolvers: ClassVar[dict[str | None, list[tuple[str, re.Pattern[str]]]]] = {}


def _integer(loader: GoLoader, node: ScalarNode) -> int:
    text = loader.construct_scalar(node).replace("_", "")
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("+-")
    if re.fullmatch(r"0[0-7]+", digits):
        digits = f"0o{digits[1:]}"
    return sign * int(digits, 0)


def _float(loader: GoLoader, node: ScalarNode) -> float:
    text = loader.construct_scalar(node).lower()
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))


def _boolean(loader: GoLoader, node: ScalarNode) -> bool:
    return _BOOLEANS[loader.construct_scalar(node)]


def _text(loader: GoLoader, node: ScalarNode) -> str:
    text: str = loader.construct_scalar(node)
    return text


def _prepare_loader() -> None:
    resolvers = (
        ("tag:yaml.org,2002:bool", re.compile(f"(?:{'|'.join(_BOOLEANS)})$"), "yYnNtTfFoO"),
        ("tag:yaml.org,2002:int", re.compile(f"(?:{_INTEGER.pattern})$"), "-+0123456789"),
        ("tag:yaml.org,2002:float", re.compile(f"(?:{_FLOAT.pattern})$"), "-+.0123456789"),
        ("tag:yaml.org,2002:merge", re.compile("<<$"), "<"),
        ("tag:yaml.org,2002:null", re.compile(f"(?:{_NULL.pattern})$"), ["~", "n", "N", ""]),
    )
    for tag, pattern, first in resolvers:
        GoLoader.add_implicit_resolver(tag, pattern, list(first))
    GoLoader.add_constructor("tag:yaml.org,2002:int", _integer)
    GoLoader.add_constructor("tag:yaml.org,2002:float", _float)
    GoLoader.add_constructor("tag:yaml.org,2002:bool", _boolean)
    GoLoader.add_constructor("tag:yaml.org,2002:timestamp", _text)


_prepare_loader()


def load(text: str | bytes) -> Any:
    """Return the one document in `text`; raise `yaml.YAMLError` when it cannot be read."""
    return yaml.load(text, Loader=GoLoader)  # noqa: S506 - a SafeLoader with Go's scalars


def key_text(key: object) -> str:
    """Return a mapping's key as Helm makes it text: `n` is false, `1.0` is 1."""
    match key:
        case str():
            return key
        case bool():
            return "true" if key else "false"
        case None:
            return "null"
        case _:
            return repr(key).removesuffix(".0")


def with_text_keys(value: object, limit: int = 200_000) -> Any:
    """Return a copy with all keys as text; raise `ValueError` beyond `limit` values.

    The limit is for aliases: a few lines of them can stand for billions of values.
    """
    remaining = limit

    def copied(each: object) -> Any:
        nonlocal remaining
        remaining -= 1
        if remaining < 0:
            raise ValueError(f"more than {limit} values")
        if isinstance(each, dict):
            return {key_text(key): copied(item) for key, item in each.items()}
        if isinstance(each, list):
            return [copied(item) for item in each]
        return each

    return copied(value)
