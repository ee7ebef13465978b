"""Which proxy a request goes through, as the environment says and Go, and so Helm, reads it."""

from __future__ import annotations

import importlib.util
import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self
from urllib.request import getproxies

from core.chart.errors import BadProxy, SocksNotInstalled

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

_SOCKS: Final = ("socks5", "socks5h")
# GNOME's settings write socks://, by which they mean version 5.
_SPELLED: Final = {"socks": "socks5"}


@dataclass(frozen=True)
class Proxies:
    """The proxies by scheme (`http`, `https`, `all`) and, in `no`, the hosts that go without."""

    settings: Mapping[str, str]

    @classmethod
    def of_environment(cls) -> Self:
        """Return what HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY say, or the system."""
        return cls(getproxies())

    def proxy_for(self, url: httpx.URL) -> httpx.Proxy | None:
        """Return the proxy of a request; None where it goes directly.

        Raises `BadProxy` or `SocksNotInstalled` only for a request that would need the proxy.
        This computer itself is never reached through one.
        """
        scheme = url.scheme if self.settings.get(url.scheme) else "all"
        address = self.settings.get(scheme, "").strip()
        if not address or self._goes_without(url.host, url.port or _default_port(url.scheme)):
            return None
        return _proxy(f"{scheme.upper()}_PROXY", address)

    def _goes_without(self, host: str, port: int) -> bool:
        host = host.lower().rstrip(".")
        address = _address(host)
        if host == "localhost" or (address and address.is_loopback):
            return True
        entries = (entry.strip().lower() for entry in self.settings.get("no", "").split(","))
        return any(_covers(entry, host, address, port) for entry in entries if entry)


_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _covers(entry: str, host: str, address: _Address | None, port: int) -> bool:
    """Tell whether an entry of NO_PROXY names a host; one that means nothing names none."""
    if entry == "*":
        return True
    if "/" in entry:
        return address is not None and _in_network(address, entry)
    named, _, named_port = entry.rpartition(":")
    if named and named_port.isdecimal() and (":" not in named or named.startswith("[")):
        return int(named_port) == port and _names(named, host, address)
    return _names(entry, host, address)


def _names(entry: str, host: str, address: _Address | None) -> bool:
    if address:
        return _address(entry.strip("[]")) == address
    name = entry.removeprefix("*")
    return host.endswith(name if name.startswith(".") else f".{name}") or host == name


def _in_network(address: _Address, network: str) -> bool:
    try:
        return address in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def _proxy(variable: str, address: str) -> httpx.Proxy:
    import httpx

    scheme, separator, rest = address.partition("://")
    if not separator:
        scheme, rest = "http", address
    scheme = _SPELLED.get(scheme.lower(), scheme.lower())
    if scheme in _SOCKS and importlib.util.find_spec("socksio") is None:
        raise SocksNotInstalled(variable=variable)
    try:
        proxy = httpx.Proxy(f"{scheme}://{rest}")
    except (ValueError, httpx.InvalidURL):
        raise BadProxy(variable=variable) from None
    if not proxy.url.host:
        raise BadProxy(variable=variable)
    return proxy


def _address(host: str) -> _Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80
