"""The history: what was meant and what became of it, for any number of processes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core.cloud.connection import Endpoints
from core.deployment.errors import (
    DeploymentAmbiguous,
    DeploymentUnknown,
    HistoryTooNew,
    HistoryUnusable,
)
from core.deployment.history import History, Intent
from core.deployment.model import DELETED, INTENDED, REFUSED, Change

INTENT = Intent(
    id="shop-abcde",
    fingerprint="f1",
    client_token="t1",
    plan_name="shop",
    plan_text="name: shop\n",
    account="work",
    region="cn-hangzhou",
    endpoints=Endpoints(ros="http://127.0.0.1:1"),
    namespace="prod",
    release="shop",
    template="Resources: {}\n",
    parameters={"ClusterId": "c1"},
    custom_resources=("shops.example.com",),
    plan_file="/plans/shop.yaml",
    author="ida",
    method="job",
    secret_outputs=("Output",),
    deletes_namespace=True,
)


def test_an_intent_is_there_whole_for_the_next_process() -> None:
    History().intend(INTENT)
    (deployment,) = History().deployments()
    assert (deployment.id, deployment.status, deployment.stack_id) == ("shop-abcde", INTENDED, None)
    assert (deployment.account, deployment.region) == ("work", "cn-hangzhou")
    assert deployment.endpoints == Endpoints(ros="http://127.0.0.1:1")
    assert deployment.custom_resources == ("shops.example.com",)
    assert not deployment.settled
    revision = deployment.revision
    assert (revision.number, revision.client_token) == (1, "t1")
    assert (revision.plan_text, revision.template) == ("name: shop\n", "Resources: {}\n")
    assert revision.parameters == {"ClusterId": "c1"}
    assert (revision.action, revision.origin, revision.author) == (Change.LAUNCH, None, "ida")
    assert (revision.method, revision.secret_outputs) == ("job", {"Output"})
    assert revision.deletes_namespace
    assert deployment.plan_file == "/plans/shop.yaml"


def test_the_same_launch_is_recorded_once() -> None:
    history = History()
    first, before = history.intend(INTENT)
    again, said_before = history.intend(replace(INTENT, id="shop-fghjk", client_token="t2"))
    assert (before, said_before) == (False, True)
    assert again == first


def test_another_launch_is_another_deployment() -> None:
    history = History()
    history.intend(INTENT)
    history.intend(replace(INTENT, id="shop-fghjk", fingerprint="f2"))
    assert [d.id for d in history.deployments()] == ["shop-fghjk", "shop-abcde"]


def test_a_refused_launch_is_not_the_same_launch_again() -> None:
    history = History()
    history.intend(INTENT)
    history.refuse(INTENT.id, "the right is missing")
    _, before = history.intend(replace(INTENT, id="shop-fghjk"))
    assert not before
    refused = history.deployment(INTENT.id)
    assert (refused.status, refused.reason) == (REFUSED, "the right is missing")


def test_what_is_seen_is_recorded_and_only_a_change_moves_the_time() -> None:
    history = History()
    history.intend(INTENT)
    history.found(INTENT.id, "stack-1", "CREATE_IN_PROGRESS")
    history.saw(INTENT.id, "CREATE_FAILED", "no such host")
    seen = history.deployment(INTENT.id)
    assert (seen.stack_id, seen.status, seen.reason) == ("stack-1", "CREATE_FAILED", "no such host")
    history.saw(INTENT.id, "CREATE_FAILED", "no such host")
    assert history.deployment(INTENT.id) == seen


def test_each_update_is_a_revision() -> None:
    history = History()
    history.intend(INTENT)
    history.settle(INTENT.id)
    before = history.deployment(INTENT.id)
    second = replace(INTENT, fingerprint="f2", template="second", namespace="n")
    history.revise(INTENT.id, replace(second, custom_resources=(), plan_file="/plans/b.yaml"))
    deployment = history.deployment(INTENT.id)
    assert (deployment.revision.number, deployment.revision.template) == (2, "second")
    assert deployment.namespace == "n"
    assert not deployment.settled
    assert [r.template for r in history.revisions(INTENT.id)] == ["Resources: {}\n", "second"]
    history.withdraw(before, 2)
    assert history.deployment(INTENT.id) == before


def test_a_revision_says_what_made_it_and_the_plan_file_is_the_last_known_one() -> None:
    history = History()
    history.intend(INTENT)
    history.revise(INTENT.id, replace(INTENT, plan_file="/plans/moved.yaml"))
    deployment = history.revise(INTENT.id, replace(INTENT, plan_file=None), origin=1)
    made = [(each.action, each.origin) for each in history.revisions(INTENT.id)]
    assert made == [(Change.LAUNCH, None), (Change.UPDATE, None), (Change.ROLLBACK, 1)]
    assert deployment.plan_file == "/plans/moved.yaml"


VERSION_1 = """
CREATE TABLE deployment (
    id TEXT PRIMARY KEY, plan_name TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL,
    endpoints TEXT NOT NULL, namespace TEXT NOT NULL, release TEXT NOT NULL,
    custom_resources TEXT NOT NULL, stack_id TEXT, status TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '', created TEXT NOT NULL, updated TEXT NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE revision (
    deployment TEXT NOT NULL REFERENCES deployment ON DELETE CASCADE, number INTEGER NOT NULL,
    fingerprint TEXT NOT NULL, client_token TEXT NOT NULL, plan_text TEXT NOT NULL,
    template TEXT NOT NULL, parameters TEXT NOT NULL, recorded TEXT NOT NULL,
    PRIMARY KEY (deployment, number)
);
CREATE INDEX revision_fingerprint ON revision (fingerprint);
INSERT INTO deployment VALUES ('shop-abcde', 'shop', 'work', 'cn-hangzhou', '{}', 'prod', 'shop',
    '["shops.example.com"]', 'stack-1', 'CREATE_COMPLETE', '', '2026-01-01T00:00:00.000+00:00',
    '2026-01-01T00:00:00.000+00:00', 1);
INSERT INTO revision VALUES ('shop-abcde', 1, 'f1', 't1', 'name: [cut off', 'Resources: {}', '{}',
    '2026-01-01T00:00:00.000+00:00');
INSERT INTO revision VALUES ('shop-abcde', 2, 'f2', 't2', 'apiVersion: chartnest/v1
delivery: {method: direct, deleteNamespace: true, output: {secret: {name: a, key: b}}}
', 'Resources: {}', '{"ClusterId": "c1"}', '2026-01-02T00:00:00.000+00:00');
PRAGMA user_version = 1;
"""


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """Return a history as the first version of ChartNest wrote it."""
    path = tmp_path / "history.sqlite"
    database = sqlite3.connect(path)
    database.executescript(VERSION_1)
    database.close()
    return path


def test_what_the_first_version_recorded_goes_on(first_version: Path) -> None:
    for _ in range(2):  # opened once more, it stays as it is
        history = History(first_version)
        deployment = history.deployment("shop-abcde")
        assert (deployment.stack_id, deployment.status) == ("stack-1", "CREATE_COMPLETE")
        assert deployment.custom_resources == ("shops.example.com",)
        assert deployment.plan_file is None
        first, second = history.revisions("shop-abcde")
        assert (first.action, first.method, first.secret_outputs) == (
            Change.LAUNCH,
            "",
            frozenset(),
        )
        assert (second.action, second.method) == (Change.UPDATE, "direct")
        assert (second.secret_outputs, second.deletes_namespace) == ({"Output"}, True)
    history.saw("shop-abcde", DELETED)
    assert history.deployment("shop-abcde").status == DELETED
    assert history.revise("shop-abcde", INTENT).revision.number == 3
    history.forget("shop-abcde")
    assert History(first_version).deployments() == ()


def test_the_beginning_of_an_id_is_enough_when_only_one_begins_so() -> None:
    history = History()
    history.intend(INTENT)
    history.intend(replace(INTENT, id="shop-abxyz", fingerprint="f2"))
    history.intend(replace(INTENT, id="shop", fingerprint="f3"))
    assert history.deployment("shop-abc").id == "shop-abcde"
    assert history.deployment("shop").id == "shop"
    with pytest.raises(DeploymentAmbiguous, match="shop-abxyz"):
        history.deployment("shop-ab")
    with pytest.raises(DeploymentUnknown, match="50%"):
        history.deployment("50%")


def test_what_is_deleted_or_was_refused_gives_way_to_what_is_there() -> None:
    history = History()
    for name in ("shop-deleted", "shop-refused", "shop-there"):
        history.intend(replace(INTENT, id=name, fingerprint=name))
    history.saw("shop-deleted", DELETED)
    history.refuse("shop-refused", "no")
    assert history.deployment("shop").id == "shop-there"
    assert history.deployment("shop-d").id == "shop-deleted"
    history.saw("shop-there", DELETED)
    with pytest.raises(DeploymentAmbiguous, match="shop-there"):
        history.deployment("shop")


def test_a_forgotten_deployment_is_gone_with_its_revisions() -> None:
    history = History()
    history.intend(INTENT)
    history.forget(INTENT.id)
    assert history.deployments() == ()
    assert history.revisions(INTENT.id) == ()


def test_a_history_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 3")
    database.close()
    with pytest.raises(HistoryTooNew):
        History(path)


def test_a_history_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder, no database")
    with pytest.raises(HistoryUnusable, match="file"):
        History(tmp_path / "file" / "history.sqlite")
    with pytest.raises(HistoryUnusable, match="not a database"):
        History(tmp_path / "file")


LAUNCHES_OF_ONE_PROCESS = """
import sys
from dataclasses import replace
from core.deployment.history import History
from tests.core.deployment.test_history import INTENT
for number in range(20):
    history = History()
    name = f"shop-{sys.argv[1]}-{number}"
    history.intend(replace(INTENT, id=name, fingerprint=name))
    history.saw(name, "CREATE_COMPLETE")
    history.intend(replace(INTENT, id=f"{name}-common", fingerprint=f"common-{number}"))
"""


def test_processes_that_write_at_once_lose_nothing() -> None:
    root = Path(__file__).parents[3]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", LAUNCHES_OF_ONE_PROCESS, str(n)],
            cwd=root,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(4)
    ]
    for process in processes:
        _, complaint = process.communicate()
        assert (process.returncode, complaint) == (0, "")
    names = [d.id for d in History().deployments()]
    assert len([name for name in names if not name.endswith("-common")]) == 80
    assert len([name for name in names if name.endswith("-common")]) == 20
