"""The history of deployments in SQLite; several processes and threads may share it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from core.cloud.connection import Endpoints
from core.deployment.errors import (
    DeploymentAmbiguous,
    DeploymentUnknown,
    HistoryTooNew,
    HistoryUnusable,
)
from core.deployment.history_schema import VERSION, bring_up_to_date
from core.deployment.model import DELETED, INTENDED, REFUSED, Change, Deployment, Revision
from core.paths import data_directory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_SELECT: Final = """
SELECT * FROM deployment JOIN revision ON revision.deployment = deployment.id
WHERE revision.number = (SELECT max(number) FROM revision WHERE deployment = deployment.id)
"""


@dataclass(frozen=True)
class Intent:
    """What is about to be asked of the cloud, recorded before it is.

    `fingerprint` is the same for the same launch said again; `parameters` hold no secret.
    `plan_file` is where the plan was read from, `author` whoever asked; the rest is as in
    `Deployment` and `Revision`.
    """

    id: str
    fingerprint: str
    client_token: str
    plan_name: str
    plan_text: str
    account: str
    region: str
    endpoints: Endpoints
    namespace: str
    release: str
    template: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    custom_resources: tuple[str, ...] = ()
    plan_file: str | None = None
    author: str = ""
    method: str = ""
    secret_outputs: tuple[str, ...] = ()
    deletes_namespace: bool = False


class History:
    """All deployments made from this computer."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or data_directory() / "history.sqlite"
        with self._database() as database:
            database.execute("PRAGMA journal_mode = WAL")
        with self._transaction() as database:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise HistoryTooNew(path=self._path)
            bring_up_to_date(database, version)

    def deployments(self) -> tuple[Deployment, ...]:
        """Return every deployment, the newest first."""
        return self._select("", ())

    def deployment(self, name: str) -> Deployment:
        """Return the deployment of that id, or of the only id that begins so.

        What was deleted or never came to be gives way to the only one that is still there. Raises
        `DeploymentUnknown` or `DeploymentAmbiguous`.
        """
        found = self._select("AND substr(deployment.id, 1, ?) = ?", (len(name), name))
        if not found:
            raise DeploymentUnknown(name=name)
        exact = [d for d in found if d.id == name]
        there = [d for d in found if d.status not in (DELETED, REFUSED)]
        for meant in (exact, found, there):
            if len(meant) == 1:
                return meant[0]
        raise DeploymentAmbiguous(name=name, candidates=", ".join(d.id for d in there or found))

    def revisions(self, deployment_id: str) -> tuple[Revision, ...]:
        """Return every revision of a deployment, the first first."""
        with self._database() as database:
            rows = database.execute(
                "SELECT * FROM revision WHERE deployment = ? ORDER BY number", (deployment_id,)
            )
            return tuple(_revision(row) for row in rows)

    def intend(self, intent: Intent, *, adopt: bool = True) -> tuple[Deployment, bool]:
        """Record a launch before its first call; return it, and whether it was said before.

        With `adopt` the same launch said before, unless it was refused, is returned instead.
        """
        with self._transaction() as database:
            before = _launched_before(database, intent) if adopt else None
            if before is None:
                _insert(database, intent)
        return self.deployment(before or intent.id), before is not None

    def revise(
        self, deployment_id: str, intent: Intent, *, origin: int | None = None
    ) -> Deployment:
        """Record an update before its call, as the deployment's next revision.

        With `origin` it brings back what that revision was.
        """
        action = Change.UPDATE if origin is None else Change.ROLLBACK
        with self._transaction() as database:
            (number,) = database.execute(
                "SELECT max(number) + 1 FROM revision WHERE deployment = ?", (deployment_id,)
            ).fetchone()
            change = {"number": number, "action": action, "origin": origin}
            _insert_revision(database, deployment_id, intent, change)
            database.execute(
                "UPDATE deployment SET settled = 0, namespace = ?, custom_resources = ?, "
                "plan_file = coalesce(?, plan_file) WHERE id = ?",
                (
                    intent.namespace,
                    json.dumps(intent.custom_resources),
                    intent.plan_file,
                    deployment_id,
                ),
            )
        return self.deployment(deployment_id)

    def withdraw(self, before: Deployment, number: int) -> None:
        """Drop a revision that the cloud refused; the deployment is what it was `before`."""
        with self._transaction() as database:
            database.execute(
                "DELETE FROM revision WHERE deployment = ? AND number = ?", (before.id, number)
            )
            database.execute(
                "UPDATE deployment SET settled = ?, namespace = ?, custom_resources = ?, "
                "plan_file = ? WHERE id = ?",
                (
                    before.settled,
                    before.namespace,
                    json.dumps(before.custom_resources),
                    before.plan_file,
                    before.id,
                ),
            )

    def found(self, deployment_id: str, stack_id: str, status: str) -> Deployment:
        """Record the stack that belongs to a deployment."""
        self._update(deployment_id, stack_id=stack_id, status=status, reason="")
        return self.deployment(deployment_id)

    def saw(self, deployment_id: str, status: str, reason: str = "") -> None:
        """Record the status a stack was seen in."""
        self._update(deployment_id, status=status, reason=reason)

    def settle(self, deployment_id: str) -> None:
        """Record that a deployment was watched to an end."""
        self._update(deployment_id, settled=1)

    def refuse(self, deployment_id: str, reason: str) -> None:
        """Record that the cloud refused the launch: no stack exists."""
        self._update(deployment_id, status=REFUSED, reason=reason, settled=1)

    def forget(self, deployment_id: str) -> None:
        """Drop a deployment from the history; its stack is left alone."""
        with self._transaction() as database:
            database.execute("DELETE FROM deployment WHERE id = ?", (deployment_id,))

    def _select(self, condition: str, arguments: tuple[object, ...]) -> tuple[Deployment, ...]:
        query = f"{_SELECT} {condition} ORDER BY deployment.created DESC, deployment.rowid DESC"
        with self._database() as database:
            return tuple(_deployment(row) for row in database.execute(query, arguments))

    def _update(self, deployment_id: str, **fields: object) -> None:
        """Change some columns; nothing is written, nor is `updated`, when they are so already."""
        columns = ", ".join(f"{name} = ?" for name in fields)
        same = " AND ".join(f"{name} IS ?" for name in fields)
        with self._transaction() as database:
            database.execute(
                f"UPDATE deployment SET {columns}, updated = ? WHERE id = ? AND NOT ({same})",  # noqa: S608 - our own column names
                (*fields.values(), _now(), deployment_id, *fields.values()),
            )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that has the write lock; commit at the end, roll back on an error."""
        with self._database() as database:
            database.execute("BEGIN IMMEDIATE")
            with database:
                yield database

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with closing(sqlite3.connect(self._path, timeout=30, isolation_level=None)) as database:
                database.row_factory = sqlite3.Row
                database.execute("PRAGMA foreign_keys = ON")
                yield database
        except (sqlite3.Error, OSError) as failure:
            raise HistoryUnusable(path=self._path, message=failure) from None


def _launched_before(database: sqlite3.Connection, intent: Intent) -> str | None:
    """Return the newest deployment whose last revision is this same launch and not refused."""
    row = database.execute(
        f"{_SELECT} AND fingerprint = ? AND status != ? ORDER BY deployment.rowid DESC",
        (intent.fingerprint, REFUSED),
    ).fetchone()
    return None if row is None else str(row["id"])


def _insert(database: sqlite3.Connection, intent: Intent) -> None:
    now = _now()
    row: dict[str, object] = {
        "id": intent.id,
        "plan_name": intent.plan_name,
        "plan_file": intent.plan_file,
        "account": intent.account,
        "region": intent.region,
        "endpoints": json.dumps(asdict(intent.endpoints)),
        "namespace": intent.namespace,
        "release": intent.release,
        "custom_resources": json.dumps(intent.custom_resources),
        "status": INTENDED,
        "created": now,
        "updated": now,
    }
    _insert_row(database, "deployment", row)
    _insert_revision(database, intent.id, intent, {"number": 1, "action": Change.LAUNCH})


def _insert_revision(
    database: sqlite3.Connection, deployment_id: str, intent: Intent, change: dict[str, object]
) -> None:
    row: dict[str, object] = {
        "deployment": deployment_id,
        "fingerprint": intent.fingerprint,
        "client_token": intent.client_token,
        "plan_text": intent.plan_text,
        "template": intent.template,
        "parameters": json.dumps(dict(intent.parameters)),
        "recorded": _now(),
        "author": intent.author,
        "method": intent.method,
        "secret_outputs": json.dumps(intent.secret_outputs),
        "deletes_namespace": intent.deletes_namespace,
    }
    _insert_row(database, "revision", row | change)


def _insert_row(database: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    columns, places = ", ".join(row), ", ".join("?" * len(row))
    database.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608 - our own column names
        tuple(row.values()),
    )


def _deployment(row: sqlite3.Row) -> Deployment:
    return Deployment(
        id=row["id"],
        plan_name=row["plan_name"],
        account=row["account"],
        region=row["region"],
        endpoints=Endpoints(**json.loads(row["endpoints"])),
        namespace=row["namespace"],
        release=row["release"],
        stack_id=row["stack_id"],
        status=row["status"],
        reason=row["reason"],
        created=row["created"],
        updated=row["updated"],
        settled=bool(row["settled"]),
        revision=_revision(row),
        custom_resources=tuple(json.loads(row["custom_resources"])),
        plan_file=row["plan_file"],
    )


def _revision(row: sqlite3.Row) -> Revision:
    return Revision(
        number=row["number"],
        client_token=row["client_token"],
        plan_text=row["plan_text"],
        template=row["template"],
        parameters=json.loads(row["parameters"]),
        recorded=row["recorded"],
        action=Change(row["action"]),
        origin=row["origin"],
        author=row["author"],
        method=row["method"],
        secret_outputs=frozenset(json.loads(row["secret_outputs"])),
        deletes_namespace=bool(row["deletes_namespace"]),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
