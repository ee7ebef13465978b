"""What Ingresses, their classes and NetworkPolicies must satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.kubernetes import causes, formats
from core.kubernetes.rules.checks import label_selector, one_of, port, port_number, text
from core.kubernetes.rules.metadata import service_name
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field

_CLASS_ANNOTATION: Final = "kubernetes.io/ingress.class"


def _host(at: Field) -> Iterator[Cause]:
    if not at.value:
        return
    if formats.is_address(at.value):
        yield at.invalid("must be a DNS name, not an IP address")
    look = formats.wildcard_subdomain if "*" in at.value else formats.dns_subdomain
    yield from (at.invalid(why) for why in look(at.value))


def _tls_host(at: Field) -> Iterator[Cause]:
    look = formats.wildcard_subdomain if "*" in at.value else formats.dns_subdomain
    yield from (at.invalid(why) for why in look(at.value))


def _path(at: Field) -> Iterator[Cause]:
    kind, path = at.at("pathType"), at.at("path")
    if kind.value is None:
        yield kind.required("pathType must be specified")
        return
    text_ = path.value or ""
    if kind.value in ("Exact", "Prefix"):
        if not text_.startswith("/"):
            yield path.invalid("must be an absolute path", text_)
        for each in ("//", "/./", "/../", "%2f", "%2F"):
            if each in text_:
                yield path.invalid(f"must not contain '{each}'")
        for each in ("/..", "/."):
            if text_.endswith(each):
                yield path.invalid(f"cannot end with '{each}'")
    elif kind.value == "ImplementationSpecific":
        if text_ and not text_.startswith("/"):
            yield path.invalid("must be an absolute path")
    else:
        yield kind.unsupported(("Exact", "ImplementationSpecific", "Prefix"))
    yield from _backend(at.at("backend"))


def _backend(at: Field) -> Iterator[Cause]:
    service, resource = at.at("service"), at.at("resource")
    if service.value is not None and resource.value is not None:
        yield at.invalid("cannot set both resource and service backends", "")
    elif resource.value is not None:
        yield from _REFERENCE(resource)
    elif service.value is None:
        yield at.invalid("resource or service backend is required", "")
    else:
        yield from _service_backend(at, service)


def _service_backend(at: Field, service: Field) -> Iterator[Cause]:
    name, named, number = (
        service.at("name"),
        service.at("port", "name"),
        service.at("port", "number"),
    )
    if not name.value:
        yield name.required()
    else:
        yield from service_name(name)
    if named.value and number.value:
        yield at.invalid("cannot set both port name & port number", "")
    elif named.value:
        yield from port(named)
    elif number.value:
        yield from port_number(number)
    else:
        yield at.required("port name or number is required")


_REFERENCE: Final = Table(
    row("apiGroup", text(formats.dns_subdomain)),
    row("kind", text(formats.path_segment), needed=""),
    row("name", text(formats.path_segment), needed=""),
)


def _routes(at: Field) -> Iterator[Cause]:
    if not at.get("rules") and at.get("defaultBackend") is None:
        yield at.invalid("either `defaultBackend` or `rules` must be specified", None)


def _class_twice(at: Field) -> Iterator[Cause]:
    annotated = (at.get("metadata", "annotations") or {}).get(_CLASS_ANNOTATION)
    named = at.get("spec", "ingressClassName")
    if annotated is not None and named is not None and annotated != named:
        # A metadata path without `metadata`, as the API writes it.
        yield causes.invalid_value(
            f"annotations.{_CLASS_ANNOTATION}",
            annotated,
            "must match `ingressClassName` when both are specified",
        )


INGRESS: Final = Table(
    row("spec", _routes),
    row("spec.defaultBackend", _backend),
    row("spec.rules[].host", _host),
    row("spec.rules[].http.paths", needed=""),
    row("spec.rules[].http.paths[]", _path),
    row("spec.tls[].hosts[]", _tls_host),
    row("spec.tls[].secretName", text(formats.dns_subdomain)),
    row("spec.ingressClassName", text(formats.dns_subdomain)),
)
NEW_INGRESS: Final = Table(row("", INGRESS, _class_twice))


def _parameters(at: Field) -> Iterator[Cause]:
    scope, namespace = at.at("scope"), at.at("namespace")
    if scope.value == "Namespace" and namespace.value is None:
        yield namespace.required("`parameters.scope` is set to 'Namespace'")
    elif scope.value == "Cluster" and namespace.value is not None:
        yield namespace.forbidden("`parameters.scope` is set to 'Cluster'")
    elif scope.value not in ("Cluster", "Namespace"):
        yield scope.unsupported(("Cluster", "Namespace"))


INGRESS_CLASS: Final = Table(
    row("spec.controller", text(formats.domain_prefixed_path), needed=""),
    row("spec.parameters", _REFERENCE, _parameters),
    row("spec.parameters.namespace", text(formats.namespace_name)),
)


def _policy_port(at: Field) -> Iterator[Cause]:
    number, end = at.at("port"), at.at("endPort")
    if number.value is not None:
        yield from port(number)
    if end.value is None:
        return
    if number.value is None:
        yield end.invalid("may not be specified when `port` is not specified")
    elif isinstance(number.value, str):
        yield end.invalid("may not be specified when `port` is non-numeric")
    else:
        if end.value < number.value:
            yield end.invalid("must be greater than or equal to `port`")
        yield from port_number(end)


def _peer(at: Field) -> Iterator[Cause]:
    held = at.holds("podSelector", "namespaceSelector", "ipBlock")
    if not held:
        yield at.required("must specify a peer")
    elif len(held) > 1 and "ipBlock" in held:
        yield at.forbidden("may not specify both ipBlock and another peer")


def _block(at: Field) -> Iterator[Cause]:
    whole = at.at("cidr")
    if not whole.value:
        yield whole.required()
        return
    yield from (whole.invalid(why) for why in formats.cidr(whole.value))
    outer = formats.network(whole.value)
    for each in at.at("except").items():
        yield from (each.invalid(why) for why in formats.cidr(each.value))
        inner = formats.network(each.value)
        if outer is None or inner is None:
            continue
        same = outer.version == inner.version
        if not same or inner.prefixlen <= outer.prefixlen or inner[0] not in outer:
            yield each.invalid("must be a strict subset of `cidr`")


def _types(at: Field) -> Iterator[Cause]:
    if len(at.value) > 2:
        yield at.invalid("may not specify more than two policyTypes")
        return
    for each in at.items():
        yield from one_of("Ingress", "Egress")(each)


_PEER: Final = Table(
    row("", _peer),
    row("podSelector", label_selector),
    row("namespaceSelector", label_selector),
    row("ipBlock", _block),
)
_PORT: Final = Table(row("", _policy_port), row("protocol", one_of("TCP", "UDP", "SCTP")))
NETWORK_POLICY: Final = Table(
    row("spec.podSelector", label_selector),
    row("spec.ingress[].ports[]", _PORT),
    row("spec.ingress[].from[]", _PEER),
    row("spec.egress[].ports[]", _PORT),
    row("spec.egress[].to[]", _PEER),
    row("spec.policyTypes", _types),
)
