"""The fields of Helm's files as its Go types decode them: what they are called, what may be there.

From `pkg/chart/metadata.go`, `dependency.go` and `pkg/repo/index.go`, measured with Helm 3.12.1,
3.17.3, 4.1.4 and 4.3.1: one value of the wrong type, and Helm reads nothing of the file.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.errors import say
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from core.errors import Sentence

    Decode = Callable[[Any, str], Any]

_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)")


class Misfit(Exception):
    """A value that Helm cannot decode; the argument says where and why, in words."""

    def __init__(self, reason: Sentence) -> None:
        self.reason = reason
        super().__init__(str(reason))


def text(value: object, at: str) -> object:
    """Decode text as Helm does in YAML: numbers and booleans are what they look like."""
    if isinstance(value, dict | list):
        raise Misfit(say("{field} is no text", field=at))
    return value if value is None else go_yaml.scalar_text(value)


def quoted_text(value: object, at: str) -> object:
    """Decode text where Helm takes nothing else, as in JSON."""
    if value is not None and not isinstance(value, str):
        raise Misfit(say("{field} is no text; it has to stand in quotes", field=at))
    return value


def flag(value: object, at: str) -> object:
    """Decode true or false."""
    if value is not None and not isinstance(value, bool):
        raise Misfit(say("{field} is neither true nor false", field=at))
    return value


def time(value: object, at: str) -> object:
    """Decode a time as RFC 3339 spells it."""
    if value is not None and not (isinstance(value, str) and _TIME.fullmatch(value)):
        raise Misfit(say("{field} is no time like 2006-01-02T15:04:05Z", field=at))
    return value


def anything(value: object, _at: str) -> object:
    """Take whatever is there."""
    return value


def list_of(decode: Decode) -> Decode:
    """Return what decodes a list, each item by `decode`; null is none."""

    def decode_list(value: object, at: str) -> object:
        if value is None:
            return None
        if not isinstance(value, list):
            raise Misfit(say("{field} is no list", field=at))
        return [decode(item, f"{at}[{index}]") for index, item in enumerate(value)]

    return decode_list


def map_of(decode: Decode) -> Decode:
    """Return what decodes a mapping with any keys, each value by `decode`."""

    def decode_map(value: object, at: str) -> object:
        if value is None:
            return None
        if not isinstance(value, dict):
            raise Misfit(say("{field} is no mapping", field=at))
        return {
            name: decode(item, _dotted(at, name))
            for name, item in ((go_yaml.scalar_text(key), item) for key, item in value.items())
        }

    return decode_map


@dataclass(frozen=True)
class Fields:
    """What decodes a mapping with these fields; unknown ones are dropped, or refused if `strict`.

    Go matches the names of fields in whatever case they are spelled.
    """

    fields: Mapping[str, Decode]
    strict: bool = False

    def __call__(self, value: object, at: str) -> Any:
        """Return the fields by their proper names; raise `Misfit` where Helm refuses."""
        if value is None:
            return None
        if not isinstance(value, dict):
            raise Misfit(say("{field} is no mapping", field=at or say("the document")))
        return dict(self._decoded(value, at))

    def misfits(self, untrusted: Mapping[Any, Any]) -> Iterator[Misfit]:
        """Yield why Helm refuses a mapping, field by field."""
        for key, item in untrusted.items():
            try:
                self({key: item}, "")
            except Misfit as misfit:
                yield misfit

    def decodable(self, untrusted: Mapping[Any, Any]) -> dict[str, Any]:
        """Return the fields that can be decoded by their proper names."""
        found: dict[str, Any] = {}
        for key, item in untrusted.items():
            with contextlib.suppress(Misfit):
                found |= self({key: item}, "")
        return found

    def _decoded(self, value: Mapping[Any, Any], at: str) -> Iterator[tuple[str, Any]]:
        for key, item in value.items():
            spelled = go_yaml.scalar_text(key)
            name = spelled if spelled in self.fields else _PROPER.get(spelled.lower(), spelled)
            decode = self.fields.get(name)
            if decode:
                yield name, decode(item, _dotted(at, spelled))
            elif self.strict:
                raise Misfit(say("Helm knows no field {field}", field=_dotted(at, spelled)))


def _dotted(at: str, name: object) -> str:
    return f"{at}.{name}" if at else str(name)


def _metadata(text: Decode, *, strict: bool = False) -> dict[str, Decode]:
    """Return the fields of Chart.yaml, those that are text decoded by `text`."""
    names = ("name", "home", "version", "description", "icon", "apiVersion", "condition", "tags")
    maintainer = Fields(dict.fromkeys(("name", "email", "url"), text), strict)
    return {
        **dict.fromkeys((*names, "appVersion", "kubeVersion", "type"), text),
        **dict.fromkeys(("sources", "keywords"), list_of(text)),
        "maintainers": list_of(maintainer),
        "deprecated": flag,
        "annotations": map_of(text),
        "dependencies": list_of(_dependency(text, strict=strict)),
    }


def _dependency(text: Decode, *, strict: bool = False) -> Fields:
    return Fields(
        {
            **dict.fromkeys(("name", "version", "repository", "condition", "alias"), text),
            "tags": list_of(text),
            "enabled": flag,
            "import-values": list_of(anything),
        },
        strict,
    )


CHART: Final = Fields(_metadata(text))


def index_fields(*, strict: bool) -> Fields:
    """Return the fields of an index.yaml; those of a chart are text in quotes or nothing.

    Helm refuses unknown fields in YAML, not in JSON (3.12 in both).
    """
    old = ("checksum", "engine", "tillerVersion", "url")
    entry = Fields(
        {
            **_metadata(quoted_text, strict=strict),
            "urls": list_of(text),
            "created": time,
            "removed": flag,
            **dict.fromkeys(("digest", *old), text),
        },
        strict,
    )
    return Fields(
        {
            "serverInfo": map_of(anything),
            "apiVersion": text,
            "generated": time,
            "entries": map_of(list_of(entry)),
            "publicKeys": list_of(text),
            "annotations": map_of(text),
        },
        strict,
    )


_PROPER: Final = {
    name.lower(): name
    for name in (
        *CHART.fields,
        *_dependency(text).fields,
        *(
            "generated",
            "digest",
            "email",
            "url",
            "urls",
            "created",
            "removed",
            "checksum",
            "engine",
        ),
        *("tillerVersion", "serverInfo", "entries", "publicKeys"),
    )
}
