"""A real Secret Service for tests: gnome-keyring on a session bus of its own, unlocked."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "the keyring's own password"


@contextmanager
def secret_service(home: Path) -> Iterator[dict[str, str]]:
    """Run a keyring that lives in `home`; yield the environment that leads to it."""
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    environment = {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_RUNTIME_DIR": str(runtime),
    }
    with _bus(environment) as address:
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        with _keyring(environment):
            _forget_backends()
            yield environment
    _forget_backends()


def _forget_backends() -> None:
    """Have this process look again which keyrings there are: `keyring` looks once."""
    from keyring.backend import get_all_keyring

    vars(get_all_keyring).pop("saved_result", None)


@contextmanager
def _bus(environment: dict[str, str]) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with _running(command, environment, stdin=subprocess.DEVNULL) as bus:
        assert bus.stdout
        yield bus.stdout.readline().decode().strip()


@contextmanager
def _keyring(environment: dict[str, str]) -> Iterator[None]:
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    with _running(command, environment, stdin=subprocess.PIPE) as keyring:
        assert keyring.stdin
        assert keyring.stdout
        keyring.stdin.write(PASSWORD.encode())
        keyring.stdin.close()
        keyring.stdout.readline()  # GNOME_KEYRING_CONTROL=…: it answers from now on
        yield


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], stdin: int
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        command,
        env={"PATH": os.environ["PATH"], **environment},
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
