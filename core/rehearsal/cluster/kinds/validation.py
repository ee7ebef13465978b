"""What a cluster refuses in an object that could be read: the rules of its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.kubernetes.rules.kinds import causes
from core.rehearsal.cluster.state.refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.kubernetes.causes import Cause
    from core.rehearsal.cluster.kinds.kind import Kind
    from core.rehearsal.cluster.state.objects import Body


def check(
    kind: Kind, body: Body, before: Body | None, version: str, known: Iterable[Cause] = ()
) -> None:
    """Refuse `body` when it breaks a rule of Kubernetes `version`.

    `before` is what it would replace; `known` is what its schema and its neighbours refuse.
    """
    found = list(causes(body, before, version=version, custom=kind.custom))
    found = [*(each for each in known if not _is_said(each, found)), *found]
    if found:
        raise invalid(kind, body["metadata"].get("name", ""), list(dict.fromkeys(found)))


def _is_said(cause: Cause, found: list[Cause]) -> bool:
    """Tell whether a rule says the same of the field, or says what is missing below it."""
    return any(
        each.field == cause.field or each.field.startswith((f"{cause.field}.", f"{cause.field}["))
        for each in found
    )
