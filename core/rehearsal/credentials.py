"""The key pairs of a rehearsal, made once per state and kept in it."""

from __future__ import annotations

import secrets
import string
from typing import TYPE_CHECKING, Final

from core.cloud.connection import Credentials

if TYPE_CHECKING:
    from core.rehearsal.stack.store import Store

_ALPHABET: Final = string.ascii_letters + string.digits


def credentials(store: Store) -> Credentials:
    """Return the account's key pair."""
    return Credentials(
        _kept(store, "access_key_id", "LTAI5t", 18), _kept(store, "access_key_secret", "", 30)
    )


def temporary_credentials(store: Store) -> Credentials:
    """Return a key pair with the STS token it needs."""
    return Credentials(
        _kept(store, "temporary_key_id", "STS.NT", 18),
        _kept(store, "temporary_key_secret", "", 30),
        _kept(store, "security_token", "CAIS", 60),
    )


def signal_key(store: Store) -> str:
    """Return what addresses of WaitConditionHandles are signed with."""
    return _kept(store, "signal_key", "", 30)


def cluster_secret(store: Store) -> str:
    """Return what makes an address of the built-in cluster the trusted one."""
    return _kept(store, "cluster_secret", "", 30)


def cluster_id(store: Store) -> str:
    """Return the ACK id of the cluster."""
    known = store.fact("cluster_id")
    if known is None:
        known = f"c{secrets.token_hex(16)}"
        store.set_fact("cluster_id", known)
    return known


def _kept(store: Store, name: str, prefix: str, length: int) -> str:
    known = store.fact(name)
    if known is None:
        known = prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))
        store.set_fact(name, known)
    return known
