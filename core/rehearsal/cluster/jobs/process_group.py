"""One command of a Job with everything it starts, ended together as a container would be.

All that differs between operating systems is here.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# subprocess.CREATE_NEW_PROCESS_GROUP, which only Windows knows.
_NEW_GROUP: Final = 0x200


if sys.platform == "win32":
    _PLEASE_END: Final = signal.CTRL_BREAK_EVENT
else:
    _PLEASE_END: Final = signal.SIGTERM


class ProcessGroup:
    """A running command, first of its own session."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(
        cls, command: Iterable[str], environment: Mapping[str, str], folder: Path, log: Path
    ) -> ProcessGroup:
        """Run `command` in `folder`, its output going to the file `log`."""
        program, *arguments = command
        on_windows = sys.platform == "win32"
        with log.open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                program,
                *arguments,
                env=dict(environment),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=not on_windows,
                creationflags=_NEW_GROUP if on_windows else 0,
            )
        return cls(process)

    @property
    def pid(self) -> int:
        """Return the process id, which is also the session's."""
        return self._process.pid

    async def wait(self) -> int:
        """Return the first process's exit code, 128 + number when a signal ended it."""
        code = await self._process.wait()
        return 128 - code if code < 0 else code

    def kill(self) -> None:
        """End every process that is left, as the end of a container does."""
        end_session(self.pid)

    async def stop(self, grace: float) -> None:
        """Ask the first process to end, as a kubelet does, and after `grace` seconds end all."""
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(_PLEASE_END)
        try:
            await asyncio.wait_for(self._process.wait(), grace)
        except TimeoutError:
            self.kill()


def end_session(leader: int) -> None:
    """Kill every process of the session that `leader` began, whether it still lives or not."""
    if sys.platform == "win32":
        command = ["taskkill", "/T", "/F", "/PID", str(leader)]
        subprocess.run(command, check=False, capture_output=True)
        return
    for pid in _members(leader):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def end_leftover(leader: int, folder: Path) -> None:
    """Kill what a killed server left running in `folder`; process ids are used anew, so look."""
    if any(str(folder) in _command_line(pid) for pid in _members(leader)):
        end_session(leader)


def _members(leader: int) -> list[int]:
    if sys.platform == "win32":
        return []
    members = []
    for pid in _all_pids():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getsid(pid) == leader:
                members.append(pid)
    return members


def _all_pids() -> list[int]:
    if sys.platform == "linux":
        return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    listed = subprocess.run(["ps", "-A", "-o", "pid="], check=False, capture_output=True, text=True)
    return [int(line) for line in listed.stdout.split()]


def _command_line(pid: int) -> str:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        return ""
    command = ["ps", "-o", "args=", "-p", str(pid)]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout
