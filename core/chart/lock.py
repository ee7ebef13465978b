"""Chart.lock: what a chart's dependencies were locked to, and whether it still agrees with them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.chart.errors import LockOutOfSync, NotAChart
from core.errors import say
from core.yaml import go as go_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The later of the two counts when there are both, as Helm reads them by name.
_LOCKS: Final = ("requirements.lock", "Chart.lock")
_DEPENDENCIES: Final = {"requirements.lock": "requirements.yaml", "Chart.lock": "Chart.yaml"}
# Fields of a dependency in the order of Helm's own type, whose JSON is what the digest is of.
_ALWAYS: Final = ("name", "repository")
_FIELDS: Final = (
    "name",
    "version",
    "repository",
    "condition",
    "tags",
    "enabled",
    "import-values",
    "alias",
)
_TEXTS: Final = frozenset(("name", "version", "repository", "condition", "alias"))
# Go's encoder writes these so that its JSON may stand in a web page.
_ESCAPED: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Lock:
    """A lock file: its path in the chart, its digest, and the dependencies as it has them."""

    path: str
    digest: str
    entries: tuple[Mapping[str, Any], ...]

    def check(self, declared: Sequence[Mapping[str, Any]], *, old_format: bool) -> None:
        """Raise `LockOutOfSync` unless the lock was made for these dependencies.

        As Helm's resolver.HashReq; a chart of `apiVersion: v1` (`old_format`) may have a lock of
        Helm 2, whose digest is of the dependencies alone.
        """
        digests = [_digest([_written(self._resolved(declared)), _written(self.entries)])]
        if old_format:
            digests.append(_digest({"dependencies": _written(declared)}))
        if self.digest not in digests:
            raise LockOutOfSync(lock=self.path, file=_DEPENDENCIES[self.path])

    def _resolved(self, declared: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return the dependencies with the addresses that names such as `@stable` stood for."""
        addresses = {each.get("name"): each.get("repository") for each in self.entries}
        return [
            {**each, "repository": addresses.get(each.get("name"))}
            if is_named(str(each.get("repository", "")))
            else each
            for each in declared
        ]


def read_lock(files: Mapping[str, bytes]) -> Lock | None:
    """Return the lock file among a chart's files; None when there is none.

    Raises `NotAChart` when it cannot be read.
    """
    for path in _LOCKS:
        if path in files:
            fields = fields_in(files, path)
            return Lock(path, _text(fields.get("digest")), entries_of(fields))
    return None


def fields_in(files: Mapping[str, bytes], path: str) -> Mapping[str, Any]:
    """Return the fields of a YAML file, none when it is absent or has none.

    Raises `NotAChart` when it cannot be read.
    """
    try:
        content = go_yaml.load(files.get(path, b""), first=True)
    except (yaml.YAMLError, ValueError) as error:
        said = " ".join(str(error).split())
        reason = say("its {path} is no YAML: {reason}", path=path, reason=said)
        raise NotAChart(place=say("The chart"), reason=reason) from None
    return content if isinstance(content, dict) else {}


def entries_of(untrusted_fields: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Return the field `dependencies`, without what is no dependency."""
    listed = untrusted_fields.get("dependencies")
    entries = listed if isinstance(listed, list) else []
    return tuple(_decoded(each) for each in entries if isinstance(each, dict))


def _decoded(untrusted_entry: Mapping[Any, Any]) -> Mapping[str, Any]:
    """Return an entry with text where Helm's type has text, whatever is written: 12.1 is "12.1"."""
    return {
        str(name): _text(value) if name in _TEXTS else _plain(value)
        for name, value in untrusted_entry.items()
    }


def _text(value: object) -> str:
    if value is None or isinstance(value, dict | list | set | tuple):
        return ""  # Helm refuses them
    return go_yaml.scalar_text(_plain(value))


def _plain(value: object) -> object:
    """Return a value that JSON has, too: tags may make bytes and dates of what is written."""
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, date | set | tuple):
        return str(value)
    return value


def is_named(repository: str) -> bool:
    """Tell whether a repository is given by a name that only a Helm it was added to knows."""
    return repository.startswith(("@", "alias:"))


def _written(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]] | None:
    return [
        {
            name: _sorted(each.get(name) or "")
            for name in _FIELDS
            if name in _ALWAYS or each.get(name) not in (None, "", [], False)
        }
        for each in entries
    ] or None


def _sorted(value: Any) -> Any:
    """Return a value with the keys of its maps sorted, as Go writes them."""
    if isinstance(value, list):
        return [_sorted(each) for each in value]
    if isinstance(value, dict):
        by_name = {str(key): each for key, each in value.items()}
        return {name: _sorted(by_name[name]) for name in sorted(by_name)}
    return _plain(value)


def _digest(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.translate(_ESCAPED).encode()).hexdigest()}"
