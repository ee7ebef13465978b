"""JSON schemas as Helm read them before 3.18.5: drafts 4, 6 and 7 at once, formats asserted.

Follows github.com/xeipuuv/gojsonschema v1.2.0, which parses all of a schema before it validates,
checks no meta-schema, and knows nothing of the drafts of 2019 and 2020.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin

from core.chart.helm.old_schema_keywords import (
    DRAFTS,
    HYBRID,
    SUBSCHEMA_LISTS,
    SUBSCHEMAS,
    fault_of_keywords,
    keyword_faults,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """A value that a schema does not allow: where, by which keyword, and what that wants.

    The names are those of jsonschema's ValidationError.
    """

    absolute_path: Path
    validator: str
    validator_value: Any
    instance: Any
    schema: Any


def not_allowed(schema: Mapping[str, Any], value: Mapping[str, Any]) -> list[str]:
    """Return the names in `value` that `additionalProperties: false` of `schema` excludes."""
    names, patterns = (schema.get(key, {}) for key in ("properties", "patternProperties"))
    return [
        name
        for name in value
        if name not in names and not any(re.search(pattern, name) for pattern in patterns)
    ]


class Unusable(Exception):
    """Helm cannot use the schema: why, and at which place of it, step by step."""

    def __init__(self, reason: str, *place: str) -> None:
        super().__init__(f"{reason}, at /{'/'.join(place)}" if place else reason)
        self.reason = reason
        self.place = place


@contextmanager
def _below(*steps: str) -> Iterator[None]:
    """Name the place of what is unusable below a schema."""
    try:
        yield
    except Unusable as fault:
        raise Unusable(fault.reason, *steps, *fault.place) from None


class OldSchema:
    """A schema, checked when it is made; raises `Unusable`."""

    def __init__(self, document: object) -> None:
        self._document = document
        self._parsed: set[tuple[str, int]] = set()
        self._followed: set[int] = set()
        try:
            self._parse(document, "", self._draft)
        except RecursionError:
            raise Unusable("it is nested too deep") from None

    def faults(self, values: object) -> list[Fault]:
        """Return what the schema does not allow in `values`; raises `Unusable`."""
        try:
            return list(self._faults(self._document, values, (), "", self._draft))
        except RecursionError:
            raise Unusable("it refers to itself without end") from None

    @cached_property
    def _draft(self) -> int:
        return _draft_of(self._document)

    @cached_property
    def _known(self) -> dict[str, Any]:
        """The schemas that references can name, by their absolute identifier."""
        found = {"": self._document}
        self._collect(self._document, "", found)
        return found

    def _collect(self, node: object, base: str, found: dict[str, Any]) -> None:
        if isinstance(node, list):
            for each in node:
                self._collect(each, base, found)
        if not isinstance(node, dict):
            return
        inner = _base(node, base)
        if inner != base:
            found.setdefault(inner, node)
        for key, value in node.items():
            if key in ("properties", "dependencies", "patternProperties"):
                for each in value.values() if isinstance(value, dict) else ():
                    self._collect(each, inner, found)
            elif key not in ("const", "enum"):
                self._collect(value, inner, found)

    def _resolve(self, reference: str, base: str) -> tuple[Any, str]:
        """Return what a reference names, and the base of references within."""
        absolute = urljoin(base, reference)
        if absolute in self._known:
            return self._known[absolute], absolute
        document, pointer = urldefrag(absolute)
        if document not in self._known:
            raise Unusable(f"the reference {reference} leads out of it")
        node = self._known[document]
        # A fragment that is no pointer, such as the name of an anchor, counts as none.
        for part in unquote(pointer).split("/")[1:] if pointer.startswith("/") else ():
            node = _step(node, part.replace("~1", "/").replace("~0", "~"), reference)
        if not isinstance(node, dict | bool):
            raise Unusable(f"the reference {reference} names no schema")
        return node, document

    def _parse(self, node: object, base: str, draft: int) -> None:
        if isinstance(node, bool) and draft >= 6:
            return
        if not isinstance(node, dict):
            raise Unusable("a schema must be a mapping")
        base = _base(node, base)
        self._parse_all(node.get("definitions", {}), "definitions", base, draft)
        if "$ref" in node:
            if not isinstance(node["$ref"], str):
                raise Unusable("$ref must be a string")
            target, inner = self._resolve(node["$ref"], base)
            # What stands beside a reference is read only where it has been followed before.
            if id(target) not in self._followed:
                self._followed.add(id(target))
                with _below("$ref"):
                    self._parse(target, inner, draft)
                return
        if (base, id(node)) in self._parsed:
            return
        self._parsed.add((base, id(node)))
        if reason := fault_of_keywords(node, draft):
            raise Unusable(reason)
        self._parse_below(node, base, draft)

    def _parse_below(self, node: dict[str, Any], base: str, draft: int) -> None:
        for key in ("properties", "patternProperties"):
            self._parse_all(node.get(key, {}), key, base, draft)
        for each in _schemas_of_dependencies(node):
            with _below("dependencies"):
                self._parse(each, base, draft)
        for key, first in SUBSCHEMAS.items():
            # Both of these may be true or false in any draft.
            plain = key in ("additionalProperties", "additionalItems")
            if key in node and draft >= first and not (plain and isinstance(node[key], bool)):
                with _below(key):
                    self._parse(node[key], base, draft)
        for key in SUBSCHEMA_LISTS:
            for number, each in enumerate(node.get(key, ())):
                with _below(key, str(number)):
                    self._parse(each, base, draft)
        items = node.get("items", [])
        for each in items if isinstance(items, list) else [items]:
            with _below("items"):
                self._parse(each, base, draft)

    def _parse_all(self, schemas: object, key: str, base: str, draft: int) -> None:
        if not isinstance(schemas, dict):
            raise Unusable(f"{key} must be a mapping")
        for name, each in schemas.items():
            with _below(key, name):
                self._parse(each, base, draft)

    def _faults(self, node: Any, value: Any, path: Path, base: str, draft: int) -> Iterator[Fault]:
        if isinstance(node, bool):
            if not node:
                yield Fault(path, "not", {}, value, node)
            return
        base = _base(node, base)
        if "$ref" in node:
            target, inner = self._resolve(node["$ref"], base)
            yield from self._faults(target, value, path, inner, draft)
            return
        wrong = [
            Fault(path, keyword, node.get(keyword), value, node)
            for keyword in keyword_faults(node, value, draft)
        ]
        yield from wrong
        if any(fault.validator == "type" for fault in wrong):
            return
        for inner_node, inner_value, step in _parts_below(node, value):
            yield from self._faults(inner_node, inner_value, (*path, *step), base, draft)
        yield from self._combined(node, value, path, base, draft)

    def _combined(
        self, node: Any, value: Any, path: Path, base: str, draft: int
    ) -> Iterator[Fault]:
        def holds(schema: Any, what: Any = value) -> bool:
            return not any(self._faults(schema, what, path, base, draft))

        for each in node.get("allOf", ()):
            yield from self._faults(each, value, path, base, draft)
        one = sum(map(holds, node.get("oneOf", ())))
        several = {
            "anyOf": not node.get("anyOf") or any(map(holds, node["anyOf"])),
            "oneOf": not node.get("oneOf") or one == 1,
            "not": "not" not in node or not holds(node["not"]),
            **dict(_newer(node, value, draft, holds)),
        }
        for keyword, held in several.items():
            if not held:
                yield Fault(path, keyword, node[keyword], value, node)
        if "if" in node and draft >= 7:
            branch = node.get("then" if holds(node["if"]) else "else", {})
            yield from self._faults(branch, value, path, base, draft)


def _newer(
    node: Any, value: Any, draft: int, holds: Callable[[Any, Any], bool]
) -> Iterator[tuple[str, bool]]:
    """Yield what came with draft 6, and whether it holds."""
    if draft >= 6 and isinstance(value, list) and "contains" in node:
        yield "contains", any(holds(node["contains"], item) for item in value)
    if draft >= 6 and isinstance(value, dict) and "propertyNames" in node:
        yield "propertyNames", all(holds(node["propertyNames"], key) for key in value)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _draft_of(document: object) -> int:
    if not isinstance(document, dict) or "$schema" not in document:
        if isinstance(document, dict | bool):
            return HYBRID
        raise Unusable("a schema must be a mapping")
    if not isinstance(document["$schema"], str):
        raise Unusable("$schema must be a string")
    return DRAFTS.get(document["$schema"].removesuffix("#"), HYBRID)


def _base(node: dict[str, Any], base: str) -> str:
    name = node.get("id", node.get("$id"))
    return urljoin(base, name) if isinstance(name, str) else base


def _step(node: Any, part: str, reference: str) -> Any:
    if isinstance(node, dict) and part in node:
        return node[part]
    if isinstance(node, list) and part.isdigit() and int(part) < len(node):
        return node[int(part)]
    raise Unusable(f"the reference {reference} names nothing in it")


def _schemas_of_dependencies(node: dict[str, Any]) -> Iterator[Any]:
    dependencies = node.get("dependencies", {})
    if not isinstance(dependencies, dict):
        raise Unusable("dependencies must be a mapping")
    yield from (each for each in dependencies.values() if not isinstance(each, list))


def _parts_below(node: dict[str, Any], value: Any) -> Iterator[tuple[Any, Any, Path]]:
    """Yield the schemas for parts of a value, with the part and the step to it."""
    if isinstance(value, dict):
        yield from _below_mapping(node, value)
    if isinstance(value, list):
        items, others = node.get("items", []), node.get("additionalItems", True)
        if not isinstance(items, list):
            yield from ((items, item, (number,)) for number, item in enumerate(value))
        elif items:
            for number, item in enumerate(value):
                yield (items[number] if number < len(items) else others), item, (number,)


def _below_mapping(node: dict[str, Any], value: dict[str, Any]) -> Iterator[tuple[Any, Any, Path]]:
    properties = node.get("properties", {})
    patterns = node.get("patternProperties", {})
    others = node.get("additionalProperties", True)
    for key, item in value.items():
        matched = [patterns[each] for each in patterns if _compiled(each).search(key)]
        if key in properties:
            yield properties[key], item, (key,)
        yield from ((each, item, (key,)) for each in matched)
        # Whether a name is allowed at all is told by keyword_faults.
        if key not in properties and not matched and not isinstance(others, bool):
            yield others, item, (key,)
    for name, wish in node.get("dependencies", {}).items():
        if name in value and not isinstance(wish, list):
            yield wish, value, ()
