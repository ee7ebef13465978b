"""One kind of object at one version of its group, as the cluster serves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.rehearsal.cluster.state.objects import Key

_EVERY_VERB: Final = (
    "create",
    "delete",
    "deletecollection",
    "get",
    "list",
    "patch",
    "update",
    "watch",
)


@dataclass(frozen=True)
class Kind:
    """A kind at one version of its group; `group` is empty for the core group."""

    group: str
    version: str
    name: str
    plural: str
    namespaced: bool
    short_names: tuple[str, ...] = ()
    subresources: tuple[str, ...] = ()
    custom: bool = False

    @property
    def api_version(self) -> str:
        """Return `apps/v1`, or `v1` for the core group."""
        return f"{self.group}/{self.version}" if self.group else self.version

    @property
    def resource(self) -> str:
        """Return what messages and the store call it: `deployments.apps`, `pods`.

        The versions of one kind share it.
        """
        return f"{self.plural}.{self.group}" if self.group else self.plural

    @property
    def qualified_name(self) -> str:
        """Return what messages call one object's kind: `Deployment.apps`, `Pod`."""
        return f"{self.name}.{self.group}" if self.group else self.name

    def key(self, namespace: str, name: str) -> Key:
        """Return where an object of this kind is kept."""
        return Key(self.resource, namespace if self.namespaced else "", name)

    @property
    def is_review(self) -> bool:
        """Tell whether it is a question answered at once, never an object that is kept."""
        return not self.custom and self.name.endswith("Review")

    @property
    def verbs(self) -> tuple[str, ...]:
        """Return what may be asked of it."""
        return ("create",) if self.is_review else _EVERY_VERB
