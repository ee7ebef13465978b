"""The defaults of a Service: addresses and ports that a cluster would give it, and would keep."""

from __future__ import annotations

import hashlib
from typing import Any, Final

Body = dict[str, Any]

_OF_ADDRESSES: Final = ("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")
_OF_REACHABLE: Final = ("externalTrafficPolicy", "healthCheckNodePort")
_OF_BALANCERS: Final = ("allocateLoadBalancerNodePorts", "loadBalancerClass")
_REACHABLE: Final = ("NodePort", "LoadBalancer")


def set_absent(target: Body, **defaults: Any) -> None:
    """Set what is absent, or is the empty text that Go takes for absent."""
    for name, value in defaults.items():
        if target.get(name) in (None, ""):
            target[name] = value


def fill_in_service(body: Body, before: Body | None) -> None:
    """Put defaults into a Service; what it was given `before` it keeps, unless its type forbids."""
    spec = body["spec"] = body.get("spec") or {}
    set_absent(spec, type="ClusterIP", sessionAffinity="None")
    had = (before or {}).get("spec") or {}
    if spec["sessionAffinity"] == "ClientIP":
        set_absent(spec, sessionAffinityConfig={"clientIP": {"timeoutSeconds": 10800}})
    for port in spec.get("ports") or ():
        set_absent(port, protocol="TCP")
        port["targetPort"] = port.get("targetPort") or port.get("port")
    _drop_what_the_type_forbids(spec, had)
    if spec["type"] == "ExternalName":
        return
    _addresses(body, spec, had)
    if spec["type"] in _REACHABLE:
        set_absent(spec, externalTrafficPolicy="Cluster")
        _node_ports(body, spec, had)
    if spec["type"] == "LoadBalancer":
        set_absent(spec, allocateLoadBalancerNodePorts=True)


def _drop_what_the_type_forbids(spec: Body, had: Body) -> None:
    """Drop what a change of the type leaves over, as long as nobody asked for it anew."""
    names: list[str] = []
    if spec["type"] == "ExternalName":
        names += _OF_ADDRESSES
    if spec["type"] not in _REACHABLE:
        names += _OF_REACHABLE
        given = {port.get("nodePort") for port in had.get("ports") or ()}
        for port in spec.get("ports") or ():
            if port.get("nodePort") in given:
                port.pop("nodePort", None)
    if spec["type"] != "LoadBalancer":
        names += _OF_BALANCERS
    for name in names:
        if name in had and spec.get(name) == had[name]:
            spec.pop(name, None)


def _addresses(body: Body, spec: Body, had: Body) -> None:
    number = _number(body)
    if had.get("type") != "ExternalName":
        set_absent(spec, **{name: had[name] for name in _OF_ADDRESSES if had.get(name)})
    if spec.get("clusterIPs") and not spec.get("clusterIP"):
        spec["clusterIP"] = spec["clusterIPs"][0]
    set_absent(
        spec,
        clusterIP=f"10.{96 + number % 16}.{number // 16 % 256}.{number // 4096 % 254 + 1}",
        internalTrafficPolicy="Cluster",
        ipFamilies=["IPv4"],
        ipFamilyPolicy="SingleStack",
    )
    changed = spec["clusterIP"] != had.get("clusterIP")
    if changed and spec.get("clusterIPs") == had.get("clusterIPs"):
        spec.pop("clusterIPs", None)
    set_absent(spec, clusterIPs=[spec["clusterIP"]])


def _node_ports(body: Body, spec: Body, had: Body) -> None:
    if spec["type"] == "LoadBalancer" and spec.get("allocateLoadBalancerNodePorts") is False:
        return
    number = _number(body)
    given = {
        (port.get("protocol"), port.get("port")): port.get("nodePort")
        for port in had.get("ports") or ()
    }
    for index, port in enumerate(spec.get("ports") or ()):
        kept = given.get((port["protocol"], port.get("port")))
        set_absent(port, nodePort=kept or 30000 + (number + index) % 2768)


def _number(body: Body) -> int:
    """Return a number that is the same for the same object, for addresses and ports."""
    metadata = body["metadata"]
    named = f"{metadata.get('namespace')}/{metadata.get('name')}"
    return int.from_bytes(hashlib.sha256(named.encode()).digest()[:6])
