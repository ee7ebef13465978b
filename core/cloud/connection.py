"""Who asks, where: credentials, a region, and the addresses of the services."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

# The names that Alibaba Cloud's own tools use.
ID_VARIABLE: Final = "ALIBABA_CLOUD_ACCESS_KEY_ID"
KEY_VARIABLE: Final = "ALIBABA_CLOUD_ACCESS_KEY_SECRET"
_STS_VARIABLE: Final = "ALIBABA_CLOUD_SECURITY_TOKEN"


@dataclass(frozen=True)
class Credentials:
    """An AccessKey pair, with an STS token when temporary; its repr hides the secrets."""

    access_key_id: str
    access_key_secret: str = field(repr=False)
    security_token: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Credentials | None:
        """Return the AccessKey of the environment, None when it holds no whole one."""
        key_id, secret = environment.get(ID_VARIABLE), environment.get(KEY_VARIABLE)
        if not key_id or not secret:
            return None
        return cls(key_id, secret, environment.get(_STS_VARIABLE) or None)


@dataclass(frozen=True)
class Endpoints:
    """Addresses that replace a service's own, as `http://host:port`; None means the real one."""

    ros: str | None = None
    cs: str | None = None
    sts: str | None = None
    oss: str | None = None

    @classmethod
    def all_at(cls, address: str) -> Endpoints:
        """Return endpoints with every service at one address, as a rehearsal serves them."""
        return cls(ros=address, cs=address, sts=address, oss=address)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Endpoints:
        """Return what `CHARTNEST_ENDPOINT_ROS`, `_CS`, `_STS` and `_OSS` override."""
        return cls(
            ros=environment.get("CHARTNEST_ENDPOINT_ROS") or None,
            cs=environment.get("CHARTNEST_ENDPOINT_CS") or None,
            sts=environment.get("CHARTNEST_ENDPOINT_STS") or None,
            oss=environment.get("CHARTNEST_ENDPOINT_OSS") or None,
        )


@dataclass(frozen=True)
class Connection:
    """What every client is made from."""

    credentials: Credentials
    region: str
    endpoints: Endpoints = Endpoints()


def is_loopback(address: str | None) -> bool:
    """Tell whether `http://host:port` is on this computer."""
    host = ""
    try:
        host = urlsplit(address or "").hostname or ""
        return ip_address(host).is_loopback
    except ValueError:  # no address, or no IP address
        return host == "localhost"
