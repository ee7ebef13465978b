"""The rehearsal's state in one SQLite file, or in memory."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, astuple
from typing import TYPE_CHECKING, Final

from core.errors import ChartNestError, ExitCode
from core.rehearsal.stack.model import Event, Resource, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS stacks (id TEXT PRIMARY KEY, document TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS resources (
    stack_id TEXT NOT NULL, logical_id TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (stack_id, logical_id));
CREATE TABLE IF NOT EXISTS events (
    sequence INTEGER PRIMARY KEY, id TEXT NOT NULL, stack_id TEXT NOT NULL,
    stack_name TEXT NOT NULL, logical_id TEXT NOT NULL, physical_id TEXT NOT NULL,
    type TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL, created TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS events_of_a_stack ON events (stack_id, sequence);
CREATE TABLE IF NOT EXISTS tokens (
    action TEXT NOT NULL, token TEXT NOT NULL, request TEXT NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (action, token));
CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (bucket, key));
"""
_EVENT_COLUMNS: Final = (
    "id, stack_id, stack_name, logical_id, physical_id, type, status, reason, created"
)


class StateInUse(ChartNestError):
    """Another rehearsal server has the state file."""

    code = "rehearsal-state-in-use"
    what = "The state file {path} is in use by another rehearsal server."
    remedy = "Use the one that is running, end it, or give another --state."
    in_window = "Use the one that is running, or end it."
    exit_code = ExitCode.BAD_INPUT


class StateUnusable(ChartNestError):
    """The state file is no state file, or cannot be written."""

    code = "rehearsal-state-unusable"
    what = "The state file {path} cannot be used: {message}."
    remedy = "Give another --state, or remove the file to begin anew."
    in_window = "Remove the file to begin anew."
    exit_code = ExitCode.BAD_INPUT


class Store:
    """One connection, used from the server's loop only; it holds the file while it is open."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                path.touch(mode=0o600)
            except OSError as error:
                raise StateUnusable(path=path, message=error.strerror or error) from None
        self._database = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=0)
        try:
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(_SCHEMA)
        except sqlite3.OperationalError as error:
            self._database.close()
            raise StateInUse(path=path) from error
        except sqlite3.DatabaseError as error:
            self._database.close()
            raise StateUnusable(path=path, message=error) from None

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def fact(self, name: str) -> str | None:
        """Return one of the server's own facts: its key pair, its port."""
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_fact(self, name: str, value: str) -> None:
        """Keep one of the server's own facts."""
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def save_stack(self, stack: Stack) -> None:
        """Keep a stack, without its resources."""
        self._database.execute(
            "INSERT INTO stacks VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET document = excluded.document",
            (stack.id, json.dumps(stack.document())),
        )

    def save_resource(self, stack_id: str, resource: Resource) -> None:
        """Keep one resource of a stack."""
        self._database.execute(
            "INSERT INTO resources VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET document = excluded.document",
            (stack_id, resource.logical_id, json.dumps(asdict(resource))),
        )

    def forget_resource(self, stack_id: str, logical_id: str) -> None:
        """Drop a resource that an update has removed."""
        self._database.execute(
            "DELETE FROM resources WHERE stack_id = ? AND logical_id = ?", (stack_id, logical_id)
        )

    def stacks(self) -> Iterator[Stack]:
        """Yield every stack with its resources, in the order they were created."""
        for (document,) in self._database.execute("SELECT document FROM stacks ORDER BY rowid"):
            stack = Stack.load(json.loads(document))
            rows = self._database.execute(
                "SELECT document FROM resources WHERE stack_id = ? ORDER BY rowid", (stack.id,)
            )
            for (resource_document,) in rows:
                resource = Resource.load(json.loads(resource_document))
                stack.resources[resource.logical_id] = resource
            yield stack

    def add_event(self, event: Event) -> None:
        """Add a line to a stack's history."""
        self._database.execute(
            f"INSERT INTO events ({_EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            astuple(event),
        )

    def events(
        self, stack_id: str, *, offset: int, count: int, **wanted: tuple[str, ...]
    ) -> tuple[int, list[Event]]:
        """Return how many events there are, and `count` of them from `offset`, newest first.

        `wanted` keeps those whose column (`logical_id`, `type`, `status`) is one of the values.
        """
        conditions, values = ["stack_id = ?"], [stack_id]
        for column, allowed in wanted.items():
            if allowed:
                conditions.append(f"{column} IN ({', '.join('?' * len(allowed))})")
                values.extend(allowed)
        where = " AND ".join(conditions)
        (total,) = self._database.execute(
            f"SELECT count(*) FROM events WHERE {where}",  # noqa: S608 - columns are ours
            values,
        ).fetchone()
        rows = self._database.execute(
            f"SELECT {_EVENT_COLUMNS} FROM events WHERE {where}"  # noqa: S608 - as above
            " ORDER BY sequence DESC LIMIT ? OFFSET ?",
            (*values, count, offset),
        )
        return int(total), [Event(*row) for row in rows]

    def answer(self, action: str, token: str) -> tuple[str, str] | None:
        """Return the request digest and the answer that a client token was used with."""
        row: tuple[str, str] | None = self._database.execute(
            "SELECT request, answer FROM tokens WHERE action = ? AND token = ?", (action, token)
        ).fetchone()
        return row

    def keep_answer(self, action: str, token: str, request: str, answer: str) -> None:
        """Keep what a client token was used for."""
        self._database.execute(
            "INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?)", (action, token, request, answer)
        )

    def put_object(self, bucket: str, key: str, content_type: str, body: bytes) -> None:
        """Keep a file."""
        self._database.execute(
            "INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?)", (bucket, key, content_type, body)
        )

    def get_object(self, bucket: str, key: str) -> tuple[str, bytes] | None:
        """Return a file's type and bytes."""
        row: tuple[str, bytes] | None = self._database.execute(
            "SELECT type, body FROM objects WHERE bucket = ? AND key = ?", (bucket, key)
        ).fetchone()
        return row
