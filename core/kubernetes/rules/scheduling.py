"""Where Pods may go: affinity, tolerations, spreading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.rules.checks import (
    SET_OPERATORS,
    label_key,
    label_selector,
    one_of,
    positive,
    set_operator,
)
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field

_EFFECTS: Final = ("NoSchedule", "PreferNoSchedule", "NoExecute")
_REQUIRED: Final = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED: Final = "preferredDuringSchedulingIgnoredDuringExecution"


def node_selector(at: Field) -> Iterator[Cause]:
    """Refuse a choice of nodes that names none."""
    terms = at.at("nodeSelectorTerms")
    if not terms.value:
        yield terms.required("must have at least one node selector term")
    for term in terms.items():
        yield from _term(term)
        for each in term.at("matchExpressions").items():
            for value in each.at("values").items():
                yield from (value.invalid(why) for why in formats.label_value(value.value))


def _term(at: Field) -> Iterator[Cause]:
    for each in at.at("matchExpressions").items():
        yield from _node_requirement(each)
    for each in at.at("matchFields").items():
        yield from _node_field(each)


def _node_requirement(at: Field) -> Iterator[Cause]:
    yield from set_operator(at)
    operator, values = at.get("operator"), at.get("values") or []
    if operator in ("Gt", "Lt"):
        if len(values) != 1:
            yield at.at("values").required(
                "must be specified single value when `operator` is 'Lt' or 'Gt'"
            )
    elif operator not in SET_OPERATORS:
        yield at.at("operator").invalid("not a valid selector operator")
    yield from label_key(at.at("key"))


def _node_field(at: Field) -> Iterator[Cause]:
    if at.get("operator") not in ("In", "NotIn"):
        yield at.at("operator").invalid("not a valid selector operator")
    elif len(at.get("values") or ()) != 1:
        yield at.at("values").required(
            "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
        )
    if at.get("key") != "metadata.name":
        yield at.at("key").invalid("not a valid field selector key")


def _weight(at: Field) -> Iterator[Cause]:
    if not 1 <= at.value <= 100:
        yield at.invalid("must be in the range 1-100")


def _topology_key(at: Field) -> Iterator[Cause]:
    key = at.at("topologyKey")
    if not key.value:
        yield key.required("can not be empty")
    yield from label_key(key)
    for name in at.get("namespaces") or ():
        yield from (at.at("namespace").invalid(w, name) for w in formats.namespace_name(name))


_POD_TERM: Final = Table(
    row("labelSelector", label_selector),
    row("namespaceSelector", label_selector),
    row("", _topology_key),
)
_POD_AFFINITY: Final = Table(
    row(f"{_REQUIRED}[]", _POD_TERM),
    row(f"{_PREFERRED}[].weight", _weight, needed=""),
    row(f"{_PREFERRED}[].podAffinityTerm", _POD_TERM),
)
AFFINITY: Final = Table(
    row(f"nodeAffinity.{_REQUIRED}", node_selector),
    row(f"nodeAffinity.{_PREFERRED}[].weight", _weight, needed=""),
    row(f"nodeAffinity.{_PREFERRED}[].preference", _term),
    row("podAffinity", _POD_AFFINITY),
    row("podAntiAffinity", _POD_AFFINITY),
)


def toleration(at: Field) -> Iterator[Cause]:
    """Refuse a toleration that tolerates nothing there is."""
    operator = at.at("operator")
    key, value, effect = at.get("key") or "", at.get("value") or "", at.get("effect") or ""
    if key:
        yield from label_key(at.at("key"))
    elif operator.value != "Exists":
        yield operator.invalid(
            "operator must be Exists when `key` is empty, which means"
            ' "match all values and all keys"',
            operator.value or "",
        )
    if at.get("tolerationSeconds") is not None and effect != "NoExecute":
        yield at.at("effect").invalid(
            "effect must be 'NoExecute' when `tolerationSeconds` is set", effect
        )
    if operator.value in (None, "", "Equal"):
        if wrong := list(formats.label_value(value)):
            yield operator.invalid(";".join(wrong), value)
    elif operator.value == "Exists":
        if value:
            yield operator.invalid("value must be empty when `operator` is 'Exists'", value)
    else:
        yield operator.unsupported(("Equal", "Exists"))
    if effect and effect not in _EFFECTS:
        yield at.at("effect").unsupported(_EFFECTS)


def _spread(at: Field) -> Iterator[Cause]:
    """Refuse two constraints of one kind."""
    pairs = [(each.get("topologyKey"), each.get("whenUnsatisfiable")) for each in at.value]
    for index, each in enumerate(at.items()):
        if pairs[index] in pairs[index + 1 :]:
            place = each.at("{topologyKey, whenUnsatisfiable}")
            yield place.duplicate("{{{}, {}}}".format(*pairs[index]))


def _min_domains(at: Field) -> Iterator[Cause]:
    domains, action = at.at("minDomains"), at.get("whenUnsatisfiable")
    if domains.value is None:
        return
    yield from positive(domains)
    if action != "DoNotSchedule":
        yield domains.invalid(
            f"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}"
        )


SPREAD: Final = Table(
    row("", _spread),
    row("[].maxSkew", positive, needed="must be greater than zero"),
    row("[].topologyKey", needed="can not be empty"),
    row("[].whenUnsatisfiable", one_of("DoNotSchedule", "ScheduleAnyway"), needed=""),
    row("[]", _min_domains),
    row("[].nodeAffinityPolicy", one_of("Honor", "Ignore")),
    row("[].nodeTaintsPolicy", one_of("Honor", "Ignore")),
    row("[].labelSelector", label_selector),
)
