"""What roles and their bindings must satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.rules.checks import label_selector, one_of, text
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field
    from core.kubernetes.rules.table import Check

GROUP: Final = "rbac.authorization.k8s.io"
_SUBJECTS: Final = ("ServiceAccount", "User", "Group")


def _rule(*, namespaced: bool) -> Check:
    def check(at: Field) -> Iterator[Cause]:
        urls = at.at("nonResourceURLs")
        if not at.get("verbs"):
            yield at.at("verbs").required("verbs must contain at least one value")
        if urls.value:
            if namespaced:
                yield urls.invalid("namespaced rules cannot apply to non-resource URLs")
            if at.holds("apiGroups", "resources", "resourceNames") and any(
                at.get(name) for name in ("apiGroups", "resources", "resourceNames")
            ):
                yield urls.invalid(
                    "rules cannot apply to both regular resources and non-resource URLs"
                )
            return
        if not at.get("apiGroups"):
            yield at.at("apiGroups").required("resource rules must supply at least one api group")
        if not at.get("resources"):
            yield at.at("resources").required("resource rules must supply at least one resource")

    return check


def _aggregation(at: Field) -> Iterator[Cause]:
    if not at.get("clusterRoleSelectors"):
        yield at.at("clusterRoleSelectors").required(
            "at least one clusterRoleSelector required if aggregationRule is non-nil"
        )


def _subject(*, namespaced: bool) -> Check:
    def check(at: Field) -> Iterator[Cause]:
        kind, group, name = at.get("kind"), at.at("apiGroup"), at.at("name")
        if not name.value:
            yield name.required()
        if kind == "ServiceAccount":
            if name.value:
                yield from (name.invalid(why) for why in formats.dns_subdomain(name.value))
            if group.value:
                yield group.unsupported(("",))
            if not namespaced and not at.get("namespace"):
                yield at.at("namespace").required()
        elif kind in _SUBJECTS:
            if group.value not in (None, GROUP):
                yield group.unsupported((GROUP,))
        else:
            yield at.at("kind").unsupported(_SUBJECTS)

    return check


def _binding(*kinds: str, namespaced: bool) -> Table:
    return Table(
        row("roleRef.apiGroup", one_of(GROUP)),
        row("roleRef.kind", one_of(*kinds), needed=""),
        row("roleRef.name", text(formats.path_segment), needed=""),
        row("subjects[]", _subject(namespaced=namespaced)),
    )


ROLE: Final = Table(row("rules[]", _rule(namespaced=True)))
CLUSTER_ROLE: Final = Table(
    row("rules[]", _rule(namespaced=False)),
    row("aggregationRule", _aggregation),
    row("aggregationRule.clusterRoleSelectors[]", label_selector),
)
ROLE_BINDING: Final = _binding("Role", "ClusterRole", namespaced=True)
CLUSTER_ROLE_BINDING: Final = _binding("ClusterRole", namespaced=False)
