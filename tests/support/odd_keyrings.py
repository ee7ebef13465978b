"""Keyrings with the faults of real ones; what each keeps outlives it in `kept`, as a file would."""

from __future__ import annotations

from typing import TYPE_CHECKING

# ruff: noqa: ARG002 - test code may be slow to import; a fault looks at no argument
from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

if TYPE_CHECKING:
    from collections.abc import Callable

Kept = dict[tuple[str, str], str]


class Sound(KeyringBackend):
    """A keyring without a fault."""

    priority = 5  # type: ignore[assignment]

    def __init__(self, kept: Kept | None = None) -> None:
        super().__init__()
        self.kept: Kept = {} if kept is None else kept

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("no such password")


class Locked(Sound):
    """As in a session without a desktop, where nobody can unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("Failed to unlock the collection!")

    set_password = delete_password = get_password  # type: ignore[assignment]


class Unstarted(Sound):
    """Its service is not there."""

    def get_password(self, service: str, username: str) -> str | None:
        raise InitError("Failed to initialise")


class WriteOnly(Sound):
    """It takes everything and has nothing."""

    def get_password(self, service: str, username: str) -> str | None:
        return None


class Cutting(Sound):
    """It keeps the beginning only."""

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:8])


class Talkative(Sound):
    """Its error repeats what it was given."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AttributeError(f"cannot keep {password}")


class Full(Sound):
    """The system below it refuses, in the system's words."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(28, "No space left on device")


class Binary(Sound):
    """It answers with what is no text."""

    def get_password(self, service: str, username: str) -> str | None:
        return b"\x00\x01"  # type: ignore[return-value]


class Tenacious(Sound):
    """It never forgets, and does not say so."""

    def delete_password(self, service: str, username: str) -> None:
        pass


class Stubborn(Sound):
    """It refuses to forget."""

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError("denied")


class Windows(Sound):
    """Windows Credential Manager: 2,560 bytes of UTF-16 in an entry."""

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > 2_560:
            raise OSError(1783, "The stub received bad data")
        super().set_password(service, username, password)


# What a keyring takes is told by where its class comes from.
Windows.__module__ = "keyring.backends.Windows"


class FullAfter(Sound):
    """It keeps so many entries, and then no more."""

    def __init__(self, kept: Kept, entries: int) -> None:
        super().__init__(kept)
        self._left = entries

    def set_password(self, service: str, username: str, password: str) -> None:
        self._left -= 1
        if self._left < 0:
            raise OSError(28, "No space left on device")
        super().set_password(service, username, password)


KEEPING_NOTHING: tuple[Callable[[Kept], KeyringBackend], ...] = (
    Locked,
    Unstarted,
    WriteOnly,
    Cutting,
    Talkative,
    Full,
    Binary,
)

# Every backend that is imported offers itself to all that ask for a keyring: these do not.
KeyringBackend._classes -= {each for each in KeyringBackend._classes if issubclass(each, Sound)}
