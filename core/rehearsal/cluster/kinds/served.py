"""The kinds the cluster serves: the built-in ones of its version, and those that CRDs add."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from core.chart.served_kinds import served_kinds
from core.rehearsal.cluster.kinds.kind import Kind
from core.rehearsal.cluster.state.refusals import no_such_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.rehearsal.cluster.state.objects import Body


def built_in_kinds(kubernetes_version: str) -> Iterator[Kind]:
    """Yield every kind that a Kubernetes of this version serves from the start."""
    for kind in served_kinds(kubernetes_version):
        yield Kind(
            kind.group,
            kind.version,
            kind.name,
            kind.plural,
            kind.namespaced,
            kind.short_names,
            kind.subresources,
        )


def kinds_of_definition(definition: Body) -> Iterator[Kind]:
    """Yield the kinds a CustomResourceDefinition serves, one for each served version."""
    spec = definition["spec"]
    names = spec["names"]
    for version in spec["versions"]:
        if version.get("served"):
            yield Kind(
                spec["group"],
                version["name"],
                names["kind"],
                names["plural"],
                namespaced=spec["scope"] == "Namespaced",
                short_names=tuple(names.get("shortNames") or ()),
                # Scaling one would need its paths to the numbers.
                subresources=tuple(s for s in version.get("subresources") or () if s == "status"),
                custom=True,
            )


class Kinds:
    """The kinds served at this moment, found by path or by apiVersion and kind."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds: dict[tuple[str, str, str], Kind] = {}
        self._versions: Counter[str] = Counter()
        self.add(kinds)

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def add(self, kinds: Iterable[Kind]) -> None:
        """Serve `kinds` from now on."""
        for kind in kinds:
            self._kinds[kind.group, kind.version, kind.plural] = kind
        self._versions = Counter(kind.resource for kind in self)

    def replace(self, resource: str, kinds: Iterable[Kind] = ()) -> None:
        """Serve `kinds` in place of every version of `resource`."""
        for key in [key for key, kind in self._kinds.items() if kind.resource == resource]:
            del self._kinds[key]
        self.add(kinds)

    def at(self, group: str, version: str, plural: str) -> Kind:
        """Return the kind served under that path; refuse when there is none."""
        kind = self._kinds.get((group, version, plural))
        if kind is None:
            raise no_such_path()
        return kind

    def named(self, api_version: str, name: str) -> Kind | None:
        """Return the kind an object's apiVersion and kind mean, if it is served."""
        return next((k for k in self if k.api_version == api_version and k.name == name), None)

    def has_versions(self, resource: str) -> bool:
        """Tell whether a resource is served at more than one version."""
        return self._versions[resource] > 1

    def of_group(self, group: str, version: str | None = None) -> list[Kind]:
        """Return the kinds of a group, of one version if given; refuse when there are none."""
        found = [k for k in self if k.group == group and version in (None, k.version)]
        if not found:
            raise no_such_path()
        return found
