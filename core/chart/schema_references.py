"""Where a values schema refers to: what Helm would fetch, or read from this computer's disk."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urldefrag, urljoin

if TYPE_CHECKING:
    from collections.abc import Iterator

# The name under which every Helm since 3.18 knows the schema; older ones give it none.
_OWN_ADDRESS: Final = "file:///values.schema.json"
_UNREADABLE: Final = "?"
_REFERENCES: Final = ("$ref", "$dynamicRef", "$recursiveRef")
# All Helms carry these within them.
_METASCHEMA: Final = re.compile(
    r"https?://json-schema\.org/(?:schema|draft-0[467]/schema|draft/(?:2019-09|2020-12)/schema)#?"
)
_WITH_IDS_BESIDE_REFERENCES: Final = re.compile(r".*/draft/(?:2019-09|2020-12)/schema#?")
# What stands below these are values, unless a reference leads there.
_DATA: Final = ("const", "default", "enum", "examples")
_NAMED: Final = (
    *("$defs", "definitions", "dependencies", "dependentSchemas"),
    *("patternProperties", "properties"),
)


def outside_reference(untrusted_schema: bytes) -> str | None:
    """Return the first address outside of itself that a JSON schema names, if there is one.

    In doubt a reference leads outside: what passes here makes no Helm fetch or read anything
    (santhosh-tekuri/jsonschema in 3.18 and later, xeipuuv/gojsonschema before). A text that is
    no JSON names nothing: Helm refuses it as it stands.
    """
    try:
        schema = _read(untrusted_schema.decode("utf-8-sig", errors="replace"))
    except ValueError:
        return None
    except RecursionError:
        return _UNREADABLE
    try:
        return _Document(schema).outside() if isinstance(schema, dict) else None
    except (ValueError, RecursionError):  # an address that cannot be taken apart
        return _UNREADABLE


def _read(text: str) -> object:
    # Numbers stay text: Python would refuse some that Go reads. So would it what comes after
    # the first document, which older Helms never look at.
    decoder = json.JSONDecoder(parse_int=str, parse_float=str)
    document: object = decoder.raw_decode(text.lstrip(" \t\r\n"))[0]
    return document


class _Document:
    """A schema, and the addresses by which it may name parts of itself."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._schema = schema
        declared = schema.get("$schema")
        self._dialect = declared if isinstance(declared, str) else ""
        self._id, other = ("id", "$id") if "draft-04" in self._dialect else ("$id", "id")
        # Some Helms begin relative addresses at either.
        self._two_bases = isinstance(schema.get(other), str)
        self._base = self._address(schema, _OWN_ADDRESS) or _OWN_ADDRESS
        self._own = {_OWN_ADDRESS, self._base, *self._embedded()}
        # A reference may lead into what is otherwise a mere value.
        ways = [unquote(name) for _, name, _ in _strings(schema, frozenset(), nested=False)]
        self._data = frozenset(each for each in _DATA if not any(f"/{each}" in w for w in ways))

    def outside(self) -> str | None:
        for key, name, nested in _strings(self._schema, self._data, nested=False):
            if not self._is_inside(key, name, nested=nested):
                return name
        return None

    def _is_inside(self, key: str, name: str, *, nested: bool) -> bool:
        if _METASCHEMA.fullmatch(name):
            return True
        if key == "$schema":
            return False
        # A URN is an address of nothing: Helm 4 takes it for anything, Helm 3 refuses it.
        if name.startswith(("#", "urn:")) or not name:
            return True
        if ":" not in name and (nested or self._two_bases):
            return False
        if name.lower().startswith("file:"):
            return False
        return urldefrag(urljoin(self._base, name)).url in self._own

    def _embedded(self) -> Iterator[str]:
        """Yield the addresses of schemas within, at the one place where all look for them."""
        place = "$defs" if _WITH_IDS_BESIDE_REFERENCES.fullmatch(self._dialect) else "definitions"
        within = self._schema.get(place)
        for each in within.values() if isinstance(within, dict) else ():
            if isinstance(each, dict) and "$schema" not in each:
                address = self._address(each, self._base)
                if address:
                    yield address

    def _address(self, schema: dict[str, Any], base: str) -> str | None:
        """Return the schema's own address; before 2019-09 one that is but a reference has none."""
        name = schema.get(self._id)
        if not isinstance(name, str) or name.startswith("#"):
            return None
        if "$ref" in schema and not _WITH_IDS_BESIDE_REFERENCES.fullmatch(self._dialect):
            return None
        return urldefrag(urljoin(base, name)).url


def _strings(
    schema: object, data: frozenset[str], *, nested: bool, at_root: bool = True
) -> Iterator[tuple[str, str, bool]]:
    """Yield key and text of each reference; `nested`: below a schema with an address of its own."""
    if isinstance(schema, list):
        for each in schema:
            yield from _strings(each, data, nested=nested, at_root=False)
    if not isinstance(schema, dict):
        return
    own_address = any(isinstance(schema.get(key), str) for key in ("$id", "id"))
    nested = nested or (own_address and not at_root)
    for key, value in schema.items():
        if isinstance(value, str) and (key in _REFERENCES or key == "$schema"):
            yield key, value, nested
        elif key in _NAMED and isinstance(value, dict):
            for each in value.values():
                yield from _strings(each, data, nested=nested, at_root=False)
        elif key not in data:
            yield from _strings(value, data, nested=nested, at_root=False)
