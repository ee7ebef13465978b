"""Where secrets are kept: the operating system's keyring, or only this process's memory."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

from core.cloud.errors import (
    KeyringClosed,
    KeyringFailed,
    KeyringForgotNot,
    KeyringKeptNot,
    SecretTooLong,
)
from core.errors import Sentence, say
from core.log import Log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyring.backend import KeyringBackend

_LOG: Final = Log("keyring")
_SERVICE: Final = "chartnest"
_WINDOWS_LIMIT: Final = 1_280  # UTF-16 units of one credential; WinError 1783 beyond
_NAMES: Final = {
    "keyring.backends.SecretService": "the Secret Service keyring (GNOME Keyring, KeePassXC …)",
    "keyring.backends.libsecret": "the Secret Service keyring (GNOME Keyring, KeePassXC …)",
    "keyring.backends.kwallet": "KWallet",
    "keyring.backends.Windows": "Windows Credential Manager",
    "keyring.backends.macOS": "the macOS Keychain",
}


class SecretStore(Protocol):
    """Keeps secrets by key; may block for as long as a keyring asks its owner for a password.

    Whatever a keyring cannot do is a `KeyringClosed`: what returns has been done.
    """

    @property
    def place(self) -> str:
        """Name the place, to stand in a sentence."""

    @property
    def lasting(self) -> bool:
        """Tell whether secrets outlive this process."""

    def read(self, key: str) -> str | None:
        """Return the secret, None when there is none."""

    def write(self, key: str, secret: str) -> None:
        """Keep the secret; nothing is written when it is kept already."""

    def forget(self, key: str) -> None:
        """Forget the secret, if there is one."""


class SessionStore:
    """Keeps secrets in memory: they are gone when the process ends."""

    place = "the memory of this session"
    lasting = False

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def read(self, key: str) -> str | None:
        """Return the secret, None when there is none."""
        return self._secrets.get(key)

    def write(self, key: str, secret: str) -> None:
        """Keep the secret until the process ends."""
        self._secrets[key] = secret

    def forget(self, key: str) -> None:
        """Forget the secret, if there is one."""
        self._secrets.pop(key, None)


class KeyringStore:
    """Keeps each secret as an entry of its own in the operating system's keyring."""

    lasting = True

    def __init__(self, backend: KeyringBackend) -> None:
        self._backend = backend
        module = type(_first(backend)).__module__
        self.place = _NAMES.get(module, f"the keyring {backend.name}")
        self._limit = _WINDOWS_LIMIT if module == "keyring.backends.Windows" else sys.maxsize

    def read(self, key: str) -> str | None:
        """Return the secret, None when there is none; raises `KeyringClosed`."""
        with self._opened():
            secret = self._kept(key)
        _LOG.debug("read", action=_kind_of(key), count=int(secret is not None))
        return secret

    def write(self, key: str, secret: str) -> None:
        """Keep the secret; raises `KeyringClosed` when it is not kept, whole and readable.

        macOS deletes and adds at each write, so only a change is written. What was written is
        read back: some keyrings take a secret without a word and keep none, or a part of it.
        """
        if _utf16_units(secret) > self._limit:
            raise SecretTooLong(place=self.place, limit=self._limit)
        with self._opened():
            if self._kept(key) == secret:
                return
            self._backend.set_password(_SERVICE, key, secret)
            written = self._kept(key)
        _LOG.debug("written", action=_kind_of(key))
        if written != secret:
            _LOG.warning("kept something else", bytes=len(secret))
            raise KeyringKeptNot(place=self.place)

    def forget(self, key: str) -> None:
        """Forget the secret, if there is one; raises `KeyringClosed` when it is still there."""
        with self._opened():
            if self._kept(key) is None:
                return
            self._backend.delete_password(_SERVICE, key)
            remaining = self._kept(key)
        _LOG.debug("forgotten", action=_kind_of(key))
        if remaining is not None:
            raise KeyringForgotNot(place=self.place, key=key)

    def _kept(self, key: str) -> str | None:
        """Return what the backend has, which may be anything; text alone is a secret."""
        untrusted: object = self._backend.get_password(_SERVICE, key)
        return untrusted if isinstance(untrusted, str) else None

    @contextmanager
    def _opened(self) -> Iterator[None]:
        """Turn what a locked or broken keyring raises into `KeyringClosed`.

        Its own words are left out unless they are the system's: a secret may stand in them.
        """
        from keyring.errors import KeyringLocked

        try:
            yield
        except KeyringLocked:
            _LOG.warning("locked", place=self.place)
            raise KeyringClosed(place=self.place) from None
        except Exception as failure:  # noqa: BLE001 - a backend raises its own system's errors
            _LOG.warning("failed", error=type(failure).__name__)
            reason = failure.strerror if isinstance(failure, OSError) else None
            said = reason or say("it does not say why")
            raise KeyringFailed(place=self.place, reason=said) from None


def _kind_of(key: str) -> str:
    """Return what an entry is for; the rest of its key are names that a person gave."""
    return key.partition("/")[0]


def _first(backend: KeyringBackend) -> KeyringBackend:
    """Return the keyring that is written to, where several are chained."""
    chained = getattr(backend, "backends", None)
    return chained[0] if isinstance(chained, list) and chained else backend


def _utf16_units(secret: str) -> int:
    return len(secret.encode("utf-16-le", "surrogatepass")) // 2


def secret_store() -> SecretStore:
    """Return the operating system's keyring, or memory when there is none fit for secrets.

    A backend of low priority is refused: `keyrings.alt` would write a plaintext file.
    """
    import keyring.core

    try:
        keyring.core.init_backend(limit=keyring.core.recommended)
        backend = keyring.core.get_keyring()
        # PYTHON_KEYRING_BACKEND and keyringrc.cfg go past the limit.
        fit = backend.priority >= 1
    except Exception:  # noqa: BLE001 - a backend named by the user raises what it likes at import
        fit = False
    return KeyringStore(backend) if fit else SessionStore()


def where_kept(store: SecretStore) -> Sentence:
    """Say in words where secrets go."""
    if store.lasting:
        return say("Secrets are kept in {place}.", place=store.place)
    return say("This computer offers no keyring: secrets are kept only until this session ends.")
