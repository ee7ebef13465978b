"""What Services and Endpoints must satisfy."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.causes import Cause, duplicate
from core.kubernetes.rules.checks import label_key, labels, one_of, port, port_number, text, unique
from core.kubernetes.rules.containers import PROTOCOLS
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.fields import Field

TYPES: Final = ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort")
NODE_PORTS: Final = range(30000, 32768)
_OF_BALANCERS: Final = "may only be used when `type` is 'LoadBalancer'"
_LONGEST_AFFINITY: Final = 86400


def _is_headless(at: Field) -> bool:
    return bool(at.get("clusterIP") == "None")


def _type(at: Field) -> Iterator[Cause]:
    kind = at.get("type")
    if kind in ("LoadBalancer", "NodePort") and _is_headless(at):
        yield (
            at.at("clusterIPs")
            .key(0)
            .invalid(f"may not be set to 'None' for {kind} services", "None")
        )
    if kind == "ExternalName":
        for name in ("clusterIPs", "ipFamilies", "ipFamilyPolicy"):
            if at.get(name) or (name == "clusterIPs" and at.get("clusterIP")):
                yield at.at(name).forbidden("may not be set for ExternalName services")
        external = at.at("externalName")
        domain = (external.value or "").removesuffix(".")
        if not domain:
            yield external.required()
        else:
            yield from (external.invalid(why, domain) for why in formats.dns_subdomain(domain))


def _ports(at: Field) -> Iterator[Cause]:
    ports = at.at("ports")
    if not ports.value and at.get("type") != "ExternalName" and not _is_headless(at):
        yield ports.required()
    seen: set[tuple[object, object]] = set()
    taken: set[tuple[object, object]] = set()
    for each in ports.items():
        name, protocol, number = each.at("name"), each.get("protocol"), each.at("nodePort")
        if len(ports.value) > 1 and not name.value:
            yield name.required()
        if number.value:
            yield from _node_port(at, number, (protocol, number.value) in taken)
            taken.add((protocol, number.value))
        if (protocol, each.get("port")) in seen:
            yield duplicate(each.path, {"Protocol": protocol, "Port": each.get("port")})
        seen.add((protocol, each.get("port")))


def _node_port(at: Field, number: Field, is_taken: bool) -> Iterator[Cause]:
    if at.get("type") == "ClusterIP":
        yield number.forbidden("may not be used when `type` is 'ClusterIP'")
    elif number.value not in NODE_PORTS:
        yield number.invalid(
            "provided port is not in the valid range. The range of valid ports is"
            f" {NODE_PORTS[0]}-{NODE_PORTS[-1]}"
        )
    if is_taken:
        yield number.duplicate()


def _affinity(at: Field) -> Iterator[Cause]:
    kind, config = at.get("sessionAffinity"), at.at("sessionAffinityConfig")
    if kind == "None" and config.value is not None:
        yield config.forbidden("must not be set when session affinity is None")
    timeout = config.at("clientIP", "timeoutSeconds")
    given = kind == "ClientIP" and timeout.value is not None
    if given and not 0 < timeout.value <= _LONGEST_AFFINITY:
        yield timeout.invalid(f"must be greater than 0 and less than {_LONGEST_AFFINITY}")


def _addresses(at: Field) -> Iterator[Cause]:
    """Refuse an address of the cluster that is none, or one that contradicts the list."""
    single, several = at.at("clusterIP"), at.at("clusterIPs")
    if at.get("type") == "ExternalName":
        return
    first = several.value[0] if several.value else None
    if single.value and first is not None and first != single.value:
        yield several.key(0).invalid("first value must match `clusterIP`", several.value)
    for index, value in enumerate(several.value or ([single.value] if single.value else [])):
        if value == "None":
            if index or len(several.value or ()) > 1:
                yield several.key(index).invalid(
                    "'None' must be the first and only value", several.value
                )
            continue
        yield from (several.key(index).invalid(why, value) for why in formats.address(value))


def _balancer_only(at: Field) -> Iterator[Cause]:
    # The API writes this field with a capital.
    ranges = at.at("loadBalancerSourceRanges")
    for index, each in enumerate(ranges.value or ()):
        place = at.at("LoadBalancerSourceRanges").key(index, each)
        yield from (place.invalid(why) for why in formats.cidr(each.strip()))
    if at.get("type") == "LoadBalancer":
        return
    if ranges.value:
        yield at.at("LoadBalancerSourceRanges").forbidden(_OF_BALANCERS)
    if at.get("allocateLoadBalancerNodePorts") is not None:
        yield at.at("allocateLoadBalancerNodePorts").forbidden(_OF_BALANCERS)
    if at.get("loadBalancerClass"):
        yield at.at("loadBalancerClass").forbidden(_OF_BALANCERS)


def _traffic(at: Field) -> Iterator[Cause]:
    policy, health = at.at("externalTrafficPolicy"), at.at("healthCheckNodePort")
    reachable = at.get("type") in ("NodePort", "LoadBalancer") or (
        at.get("type") == "ClusterIP" and at.get("externalIPs")
    )
    if policy.value and not reachable:
        yield policy.invalid("may only be set for externally-accessible services")
    elif policy.value and policy.value not in ("Cluster", "Local"):
        yield policy.unsupported(("Cluster", "Local"))
    if health.value:
        if at.get("type") != "LoadBalancer" or policy.value != "Local":
            yield health.invalid(
                "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is"
                " 'Local'"
            )
        else:
            yield from port_number(health)


def _ordinary_address(at: Field) -> Iterator[Cause]:
    """Refuse an address that means this machine, this link or nothing."""
    if not formats.is_address(at.value):
        yield from (at.invalid(why) for why in formats.address(at.value))
        return
    block = formats.network(f"{at.value}/{128 if ':' in at.value else 32}")
    found = block.network_address if block else ipaddress.ip_address("0.0.0.0")
    if found.is_unspecified:
        yield at.invalid(f"may not be unspecified ({at.value})")
    if found.is_loopback:
        yield at.invalid("may not be in the loopback range (127.0.0.0/8, ::1/128)")
    if found.is_link_local:
        yield at.invalid("may not be in the link-local range (169.254.0.0/16, fe80::/10)")


def _distribution(at: Field) -> Iterator[Cause]:
    newer = ("PreferClose", "PreferSameZone", "PreferSameNode")
    yield from one_of(*(newer if at.version >= (1, 34) else newer[:1]))(at)


SERVICE: Final = Table(
    row("spec.type", one_of(*TYPES)),
    row("spec", _type, _ports, _affinity, _addresses, _balancer_only, _traffic),
    row("spec.ports", unique(lambda each: each.get("name"), "name")),
    row("spec.ports[].name", text(formats.dns_label)),
    row("spec.ports[].port", port_number, needed=""),
    row("spec.ports[].protocol", one_of(*PROTOCOLS)),
    row("spec.ports[].targetPort", port),
    row("spec.ports[].appProtocol", label_key),
    row("spec.selector", labels),
    row("spec.sessionAffinity", one_of("ClientIP", "None")),
    row("spec.externalIPs[]", _ordinary_address),
    row("spec.internalTrafficPolicy", one_of("Cluster", "Local")),
    row("spec.trafficDistribution", _distribution),
    row("spec.ipFamilyPolicy", one_of("PreferDualStack", "RequireDualStack", "SingleStack")),
    row("spec.ipFamilies[]", one_of("IPv4", "IPv6")),
    row("spec.loadBalancerClass", label_key),
)


def _subset(at: Field) -> Iterator[Cause]:
    if not at.get("addresses") and not at.get("notReadyAddresses"):
        yield at.required("must specify `addresses` or `notReadyAddresses`")
    ports = at.get("ports") or ()
    for each in at.at("ports").items():
        if len(ports) > 1 and not each.get("name"):
            yield each.at("name").required()


_ENDPOINT: Final = Table(
    row("ip", _ordinary_address, needed=""),
    row("hostname", text(formats.dns_label)),
    row("nodeName", text(formats.dns_subdomain)),
)
ENDPOINTS: Final = Table(
    row("subsets[]", _subset),
    row("subsets[].addresses[]", _ENDPOINT),
    row("subsets[].notReadyAddresses[]", _ENDPOINT),
    row("subsets[].ports[].name", text(formats.dns_label)),
    row("subsets[].ports[].port", port_number, needed=""),
    row("subsets[].ports[].protocol", one_of(*PROTOCOLS)),
)


def _slice_address(at: Field) -> Iterator[Cause]:
    kind = at.get("addressType")
    for endpoint in at.at("endpoints").items():
        for each in endpoint.at("addresses").items():
            if kind in ("IPv4", "IPv6"):
                yield from _ordinary_address(each)
            elif kind == "FQDN":
                yield from (each.invalid(why) for why in formats.dns_subdomain(each.value))


ENDPOINT_SLICE: Final = Table(
    row("addressType", one_of("FQDN", "IPv4", "IPv6"), needed=""),
    row("endpoints[].addresses", needed="must contain at least 1 address"),
    row("", _slice_address),
    row("ports[].name", text(formats.dns_label)),
    row("ports[].protocol", one_of(*PROTOCOLS)),
)
