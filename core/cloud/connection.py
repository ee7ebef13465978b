"""Who asks, where: credentials, a region, and the addresses of the services."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Credentials:
    """An AccessKey pair, with an STS token when temporary; its repr hides the secrets."""

    access_key_id: str
    access_key_secret: str = field(repr=False)
    security_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Endpoints:
    """Addresses that replace a service's own, as `http://host:port`; None means the real one."""

    ros: str | None = None
    cs: str | None = None
    sts: str | None = None
    oss: str | None = None


@dataclass(frozen=True)
class Connection:
    """What every client is made from."""

    credentials: Credentials
    region: str
    endpoints: Endpoints = Endpoints()
