"""Tables of rules: a row says which field is checked, how, and in which versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.kubernetes.fields import Field
from core.kubernetes.versions import Minor, minor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.kubernetes.causes import Cause

    Check = Callable[[Field], Iterable[Cause]]

_EACH: Final = "[]"


@dataclass(frozen=True)
class Row:
    """One field and its checks.

    `path` is relative to the table: `ports[].name` means each port's name, an empty path the
    place itself. Checks look at fields that are set; with `needed` an absent or empty field is
    refused, its text being the reason that is given. `since` (first version) and `until` (first
    version no more) bind the row to versions.
    """

    path: str
    checks: tuple[Check, ...]
    needed: str | None
    since: str
    until: str

    def holds_in(self, version: Minor) -> bool:
        """Tell whether the row is a rule of that version."""
        return not (self.since and version < minor(self.since)) and not (
            self.until and version >= minor(self.until)
        )


def row(
    path: str, *checks: Check, needed: str | None = None, since: str = "", until: str = ""
) -> Row:
    """Return a row of a table."""
    return Row(path, checks, needed, since, until)


@dataclass
class _Node:
    """What is checked at one place, in each of its items, and in its fields."""

    checks: list[Check] = field(default_factory=list)
    each: _Node | None = None
    below: dict[str, _Node] = field(default_factory=dict)
    needed: dict[str, str] = field(default_factory=dict)

    def add(self, added: Row) -> None:
        steps = _steps(added.path)
        if added.needed is not None:
            self._place(steps[:-1]).needed[steps[-1]] = added.needed
        self._place(steps).checks.extend(added.checks)

    def _place(self, steps: list[str]) -> _Node:
        node = self
        for step in steps:
            if step == _EACH:
                node.each = node.each or _Node()
                node = node.each
            else:
                node = node.below.setdefault(step, _Node())
        return node

    def judge(self, at: Field, found: list[Cause]) -> None:
        """Add to `found` what breaks the rules: a list that grows is cheaper than generators."""
        for check in self.checks:
            found.extend(check(at))
        if self.each:
            for item in at.items():
                self.each.judge(item, found)
        value = at.value
        if not self.below or not isinstance(value, dict):
            return
        for name, why in self.needed.items():
            if value.get(name) in (None, "", [], {}):
                found.append(at.at(name).required(why))
        for name, inner in value.items():
            node = self.below.get(name)
            if node is None or inner is None or (name in self.needed and inner in ("", [], {})):
                continue
            if node.checks or node.below or node.each:
                path = f"{at.path}.{name}" if at.path else name
                node.judge(Field(path, inner, at.version), found)


class Table:
    """Rows that are checked together; a table is itself a check, so that tables nest."""

    def __init__(self, *rows: Row) -> None:
        self.rows = rows

    def __call__(self, at: Field) -> list[Cause]:
        """Return what in a field breaks the rows."""
        found: list[Cause] = []
        _tree(self, at.version).judge(at, found)
        return found


@lru_cache(maxsize=512)
def _tree(table: Table, version: Minor) -> _Node:
    root = _Node()
    for each in table.rows:
        if each.holds_in(version):
            root.add(each)
    return root


def _steps(path: str) -> list[str]:
    return [step for step in path.replace(_EACH, f".{_EACH}").split(".") if step]
