"""The tables of the history, and the way from each older version of them to this one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlite3

VERSION: Final = 2
_TABLES: Final = """
CREATE TABLE deployment (
    id TEXT PRIMARY KEY,
    plan_name TEXT NOT NULL,
    plan_file TEXT,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    endpoints TEXT NOT NULL,
    namespace TEXT NOT NULL,
    release TEXT NOT NULL,
    custom_resources TEXT NOT NULL,
    stack_id TEXT,
    status TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE revision (
    deployment TEXT NOT NULL REFERENCES deployment ON DELETE CASCADE,
    number INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    client_token TEXT NOT NULL,
    plan_text TEXT NOT NULL,
    template TEXT NOT NULL,
    parameters TEXT NOT NULL,
    recorded TEXT NOT NULL,
    action TEXT NOT NULL DEFAULT 'launch',
    origin INTEGER,
    author TEXT NOT NULL DEFAULT '',
    method TEXT NOT NULL DEFAULT '',
    secret_outputs TEXT NOT NULL DEFAULT '[]',
    deletes_namespace INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (deployment, number)
);
CREATE INDEX revision_fingerprint ON revision (fingerprint);
CREATE INDEX deployment_plan_file ON deployment (plan_file);
"""
# What a plan was published as; the steps of publishing write it.
_PUBLICATIONS: Final = """
CREATE TABLE publication (
    id TEXT PRIMARY KEY,
    plan_name TEXT NOT NULL,
    plan_file TEXT,
    plan_text TEXT NOT NULL,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    service_id TEXT,
    step TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL
);
"""
_FROM_1: Final = """
ALTER TABLE deployment ADD COLUMN plan_file TEXT;
ALTER TABLE revision ADD COLUMN action TEXT NOT NULL DEFAULT 'launch';
ALTER TABLE revision ADD COLUMN origin INTEGER;
ALTER TABLE revision ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN method TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN secret_outputs TEXT NOT NULL DEFAULT '[]';
ALTER TABLE revision ADD COLUMN deletes_namespace INTEGER NOT NULL DEFAULT 0;
CREATE INDEX deployment_plan_file ON deployment (plan_file);
UPDATE revision SET action = 'update' WHERE number > 1;
"""


def bring_up_to_date(database: sqlite3.Connection, version: int) -> None:
    """Make the tables, or those of an older version into today's; within one transaction."""
    if version == VERSION:
        return
    _run(database, _TABLES if version == 0 else _FROM_1)
    _run(database, _PUBLICATIONS)
    if version == 1:
        _fill_in(database)
    database.execute(f"PRAGMA user_version = {VERSION}")


def _run(database: sqlite3.Connection, script: str) -> None:
    """Run statements one by one: `executescript` would commit first."""
    for statement in script.split(";"):
        database.execute(statement)


def _fill_in(database: sqlite3.Connection) -> None:
    """Note of each plan what is asked of it later: the plan files of then are no longer read."""
    rows = database.execute("SELECT deployment, number, plan_text FROM revision").fetchall()
    for deployment, number, plan_text in rows:
        delivery = _delivery_of(plan_text)
        if delivery is None:
            continue
        output = delivery.get("output")
        secret = ["Output"] if isinstance(output, dict) and "secret" in output else []
        database.execute(
            "UPDATE revision SET method = ?, secret_outputs = ?, deletes_namespace = ? "
            "WHERE deployment = ? AND number = ?",
            (
                str(delivery.get("method", "hook")),
                json.dumps(secret),
                delivery.get("deleteNamespace") is True,
                deployment,
                number,
            ),
        )


def _delivery_of(plan_text: str) -> dict[str, Any] | None:
    """Return what a plan of then says of its delivery, None when it cannot be read."""
    import yaml  # noqa: PLC0415 - 20 ms, and once in a history's life

    from core.yaml import safe as safe_yaml  # noqa: PLC0415

    try:
        plan = safe_yaml.load(plan_text)
    except (yaml.YAMLError, ValueError):
        return None
    delivery = (plan.get("delivery") or {}) if isinstance(plan, dict) else None
    return delivery if isinstance(delivery, dict) else None
