"""Drafts of plans on disk: written as a person types, offered again after a crash."""

from __future__ import annotations

import itertools
import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ValidationError

from core.paths import write_whole
from core.wizard.draft import Draft  # noqa: TC001 - pydantic reads the annotation
from core.wizard.flow import Flow
from core.wizard.steps import Step  # noqa: TC001 - as above

if TYPE_CHECKING:
    from collections.abc import Callable


RECENT: Final = 10


class _Saved(BaseModel):
    draft: Draft
    confirmed: tuple[Step, ...]
    current: Step


@dataclass(frozen=True)
class SavedDraft:
    """A draft found on disk; `saved_at` is in seconds since the epoch."""

    identity: str
    flow: Flow
    saved_at: float


class Drafts:
    """The drafts and the list of recent plans in one folder; every write is whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, identity: str, flow: Flow) -> None:
        """Keep the answers of `flow` under `identity`."""
        saved = _Saved(draft=flow.draft, confirmed=tuple(flow.confirmed), current=flow.current)
        self._write(self._file(identity), saved.model_dump_json())

    def all(self) -> tuple[SavedDraft, ...]:
        """Return every draft that can be read, newest first."""
        found = (self._read(path) for path in self._folder.glob("*.draft.json"))
        drafts = [draft for draft in found if draft]
        return tuple(sorted(drafts, key=lambda draft: draft.saved_at, reverse=True))

    def remove(self, identity: str) -> None:
        """Forget a draft; one that is not there is no error."""
        self._file(identity).unlink(missing_ok=True)

    def recent(self) -> tuple[Path, ...]:
        """Return the plan files opened or saved last, newest first, that still exist."""
        try:
            untrusted = json.loads((self._folder / "recent.json").read_text("utf-8"))
        except (OSError, ValueError):
            return ()
        paths = [Path(each) for each in untrusted if isinstance(each, str)]
        return tuple(path for path in paths if path.is_file())

    def remember(self, plan_file: Path) -> None:
        """Put a plan file on top of the recent ones."""
        paths = [plan_file, *(path for path in self.recent() if path != plan_file)]
        self._write(self._folder / "recent.json", json.dumps([str(p) for p in paths[:RECENT]]))

    def _file(self, identity: str) -> Path:
        return self._folder / f"{identity}.draft.json"

    def _read(self, path: Path) -> SavedDraft | None:
        try:
            saved = _Saved.model_validate_json(path.read_bytes())
            saved_at = path.stat().st_mtime
        except (OSError, ValidationError):
            return None
        flow = Flow(saved.draft, saved.current).restored(saved.confirmed)
        return SavedDraft(path.name.removesuffix(".draft.json"), flow, saved_at)

    def _write(self, path: Path, text: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, text)


class DraftInWriting:
    """One draft written again and again by any threads: the newest state is what stays."""

    def __init__(self, drafts: Drafts, identity: str) -> None:
        self._drafts, self.identity = drafts, identity
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._written = 0

    def write(self, flow: Flow) -> Callable[[], None]:
        """Return what writes `flow` as it is now."""
        return self._in_turn(lambda: self._drafts.save(self.identity, flow))

    def remove(self) -> Callable[[], None]:
        """Return what forgets the draft."""
        return self._in_turn(lambda: self._drafts.remove(self.identity))

    def _in_turn(self, act: Callable[[], None]) -> Callable[[], None]:
        number = next(self._numbers)

        def in_turn() -> None:
            with self._lock:
                if number > self._written:
                    act()
                    self._written = number

        return in_turn
