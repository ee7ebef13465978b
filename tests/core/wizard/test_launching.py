"""From the answers to a running stack, and the command line that says the same."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.cli import _parser
from core.cloud.kubeconfig import KubeconfigUnusable
from core.delivery.bundle import make_bundle
from core.errors import ProblemsFound
from core.plan.model import AskedValue
from core.wizard.draft import RehearsalCluster
from core.wizard.launching import Launch, command_line, foreseen_by_ros, place_of_draft
from gui.services import Services
from tests.support.charts import chart_files, opened
from tests.support.launches import draft_for, finished, launched, prepared

if TYPE_CHECKING:
    from tests.support.statuses import Deployed


def test_a_launch_said_again_finds_the_same_stack(deployed: Deployed) -> None:
    services = Services(deployed.home)
    first = launched(services, draft_for("said-twice"))
    assert launched(services, draft_for("said-twice")) == first
    assert finished(services, first).status == "CREATE_COMPLETE"
    assert [d.plan_name for d in services.history.deployments()].count("said-twice") == 1


def test_a_secret_that_is_missing_stops_it_before_anything_exists(deployed: Deployed) -> None:
    services = Services(deployed.home)
    draft = draft_for("secretive", parameters=(AskedValue(secret=True, path="greeting"),))
    with pytest.raises(ProblemsFound):
        launched(services, draft)
    assert "secretive" not in {d.plan_name for d in services.history.deployments()}


def test_a_launch_shows_no_secret_of_its_own() -> None:
    draft = draft_for("quiet")
    launch = Launch(draft, prepared(draft), {"greeting": "planted-secret"})
    assert "planted-secret" not in repr(launch)


def test_ros_says_what_it_would_make_and_makes_nothing(deployed: Deployed) -> None:
    services, draft = Services(deployed.home), draft_for("foreseen")
    plan = draft.plan()
    assert plan
    bundle = make_bundle(plan, opened(chart_files()))
    found = foreseen_by_ros(draft, bundle, services)
    assert {each.action for each in found} == {"Add"}
    made = bundle.template["Resources"]
    assert isinstance(made, dict)
    assert {each.logical_id for each in found} == set(made)
    assert "foreseen" not in {d.plan_name for d in services.history.deployments()}


def test_a_kubeconfig_that_cannot_be_read_is_refused_by_its_name(
    home: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "missing"
    draft = draft_for("own", rehearsal=RehearsalCluster(kubeconfig=str(missing)))
    with pytest.raises(KubeconfigUnusable, match=str(missing)):
        place_of_draft(draft, Services(home))


def test_the_command_line_says_all_that_the_window_was_told() -> None:
    cluster = RehearsalCluster(kubeconfig="/my files/config", callback_host="192.168.1.20")
    secrets = (
        AskedValue(secret=True, path="auth.password"),
        AskedValue(secret=True, path="auth.token"),
    )
    draft = draft_for("shop", rehearsal=cluster, parameters=secrets)
    assert shlex.split(command_line(draft)) == [
        *("chartnest", "launch", "shop.yaml", "--rehearse"),
        *("--kubeconfig", "/my files/config", "--callback-host", "192.168.1.20"),
        *("--secret", "auth.password=env:SECRET_1", "--secret", "auth.token=env:SECRET_2"),
    ]


def test_for_the_cloud_it_names_the_plan_file_alone() -> None:
    draft = draft_for("shop", rehearse=False, file=Path("/plans/my shop.yaml"))
    assert command_line(draft) == "chartnest launch '/plans/my shop.yaml'"


def test_the_window_and_the_command_line_mean_the_same_options() -> None:
    cluster = RehearsalCluster(kubeconfig="config", context="kind", callback_host="192.168.1.20")
    draft = draft_for("shop", rehearsal=cluster, parameters=(AskedValue(secret=True, path="a"),))
    _program, *words = shlex.split(command_line(draft))
    assert _parser(words).parse_args(words).context == "kind"
