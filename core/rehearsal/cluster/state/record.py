"""The SQLite file in which the cluster's objects outlive its process."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from core.rehearsal.cluster.state.objects import Key, Stored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS object (
  resource TEXT, namespace TEXT, name TEXT, text BLOB NOT NULL,
  trusted INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (resource, namespace, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS script (text TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS version (only INTEGER PRIMARY KEY CHECK (only = 1), number INTEGER);
"""


class SqliteRecord:
    """Keeps each object the moment it changes; a killed process loses nothing."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600)
        self._database = sqlite3.connect(path, isolation_level=None)
        # Surviving a killed process, not a power cut, is what is asked: no fsync per change.
        self._database.executescript(
            f"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; {_SCHEMA}"
        )
        # A file from before trust was kept: nothing in it is trusted.
        columns = {row[1] for row in self._database.execute("PRAGMA table_info(object)")}
        if "trusted" not in columns:
            self._database.execute(
                "ALTER TABLE object ADD COLUMN trusted INTEGER NOT NULL DEFAULT 0"
            )

    def load(self) -> tuple[int, list[Stored]]:
        """Return the last resource version given and all objects."""
        number = self._database.execute("SELECT number FROM version").fetchone()
        rows = self._database.execute("SELECT resource, text, trusted FROM object")
        return (
            number[0] if number else 0,
            [
                Stored.of(resource, json.loads(text), trusted=bool(trusted))
                for resource, text, trusted in rows
            ],
        )

    def save(self, stored: Stored) -> None:
        """Keep an object in place of the one at its key."""
        key = stored.key
        with self._change(stored.resource_version):
            self._database.execute(
                "REPLACE INTO object VALUES (?, ?, ?, ?, ?)",
                (key.resource, key.namespace, key.name, stored.text, stored.trusted),
            )

    def forget(self, key: Key, resource_version: int) -> None:
        """Drop the object at `key`."""
        with self._change(resource_version):
            self._database.execute(
                "DELETE FROM object WHERE (resource, namespace, name) = (?, ?, ?)",
                (key.resource, key.namespace, key.name),
            )

    def scripts(self, ours: str) -> frozenset[str]:
        """Return our script and those of every ChartNest that has served this file before."""
        self._database.execute("INSERT OR IGNORE INTO script VALUES (?)", (ours,))
        return frozenset(text for (text,) in self._database.execute("SELECT text FROM script"))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    @contextmanager
    def _change(self, resource_version: int) -> Iterator[None]:
        """Keep what the block writes together with the number of the change, or nothing."""
        with self._database:
            self._database.execute("BEGIN")
            yield
            self._database.execute("REPLACE INTO version VALUES (1, ?)", (resource_version,))
