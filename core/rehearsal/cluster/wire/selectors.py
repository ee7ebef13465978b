"""Label and field selectors: their text read into conditions on an object."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.cluster.state.refusals import bad_request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.rehearsal.cluster.state.objects import Stored

_LABEL_CONDITION: Final = re.compile(
    r"""\s*(?:
      (?P<absent>!\s*[\w./-]+)
    | (?P<key>[\w./-]+)\s*(?:
        (?P<sign>==|!=|=)\s*(?P<value>[\w.-]*)
      | (?P<set>in|notin)\s*\((?P<values>[^)]*)\)
      )?
    )\s*(?:,|$)""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class LabelCondition:
    """One condition on a label; `values` None asks only whether the label is there."""

    key: str
    values: frozenset[str] | None
    negated: bool = False

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Tell whether an object with `labels` is meant."""
        if self.values is None:
            return (self.key in labels) is not self.negated
        return (labels.get(self.key) in self.values) is not self.negated


@dataclass(frozen=True)
class Selector:
    """What a list or watch asks for; an empty one means everything."""

    labels: tuple[LabelCondition, ...] = ()
    fields: tuple[tuple[str, str, bool], ...] = ()

    def matches(self, stored: Stored) -> bool:
        """Tell whether `stored` is meant."""
        return all(c.matches(stored.labels) for c in self.labels) and self._fields_match(stored)

    def _fields_match(self, stored: Stored) -> bool:
        body: Any = None
        for path, wanted, negated in self.fields:
            if path == "metadata.name":
                found = stored.key.name
            elif path == "metadata.namespace":
                found = stored.key.namespace
            else:
                body = body or stored.body()
                found = _field(body, path)
            if (found == wanted) is negated:
                return False
        return True

    @property
    def only_name(self) -> str | None:
        """Return the one name that can match, if the fields say so."""
        return next((v for p, v, no in self.fields if p == "metadata.name" and not no), None)


def parse_selector(labels: str, fields: str) -> Selector:
    """Read the texts of `labelSelector` and `fieldSelector`; refuse what cannot be read."""
    return Selector(tuple(_label_conditions(labels)), tuple(_field_conditions(fields)))


def _label_conditions(text: str) -> Iterator[LabelCondition]:
    position = 0
    while position < len(text):
        found = _LABEL_CONDITION.match(text, position)
        if not found or found.end() == position:
            raise bad_request(f"unable to parse requirement: found {text[position:]!r}")
        position = found.end()
        if absent := found["absent"]:
            yield LabelCondition(absent[1:].strip(), None, negated=True)
        elif found["set"]:
            values = frozenset(value.strip() for value in found["values"].split(","))
            yield LabelCondition(found["key"], values, negated=found["set"] == "notin")
        elif found["sign"]:
            yield LabelCondition(
                found["key"], frozenset({found["value"]}), negated=found["sign"] == "!="
            )
        else:
            yield LabelCondition(found["key"], None)


def _field_conditions(text: str) -> Iterator[tuple[str, str, bool]]:
    for condition in filter(None, text.split(",")):
        path, sign, value = (*re.split(r"(==|!=|=)", condition, maxsplit=1), "", "")[:3]
        if not sign:
            raise bad_request(f"invalid selector: '{condition}'; can't understand '{condition}'")
        yield path.strip(), value.strip(), sign == "!="


def _field(body: Any, path: str) -> str:
    for step in path.split("."):
        body = body.get(step) if isinstance(body, dict) else None
    return "" if body is None else str(body)
