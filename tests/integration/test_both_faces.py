"""The command line and the window: the same verdict on the same plan file, in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import core.cli.plan
import core.cli.preparing
import core.wizard.launching
from core.chart.sources import open_chart
from core.cloud.connection import ID_VARIABLE, KEY_VARIABLE
from core.errors import ChartNestError
from core.preparation import prepare
from core.rehearsal.options import Options
from core.wizard.launching import prepared_draft
from core.wizard.plan_files import read_flow
from gui.services import Services
from tests.core.deployment.conftest import serving
from tests.support.both_faces import (
    CASES,
    Case,
    Verdict,
    by_the_command_line,
    not_opened,
    verdict_of,
    verdict_printed,
)
from tests.support.charts import chart_files
from tests.support.command_line import chartnest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.rehearsal.rehearsal import Rehearsal
    from core.wizard.draft import Draft


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rehearsal]:
    """A cloud and its AccessKey, as the environment has them."""
    with serving(Options()) as running:
        for service in ("ROS", "CS", "STS", "OSS"):
            monkeypatch.setenv(f"CHARTNEST_ENDPOINT_{service}", running.endpoint)
        monkeypatch.setenv(ID_VARIABLE, running.credentials.access_key_id)
        monkeypatch.setenv(KEY_VARIABLE, running.credentials.access_key_secret)
        yield running


def by_the_window(draft: Draft, home: Path) -> Verdict:
    plan = draft.plan()
    assert plan
    try:
        chart = open_chart(plan.chart, base=draft.base)
    except ChartNestError as error:
        return not_opened(str(error.sentence), str(error.advice))
    return verdict_of(prepared_draft(plan, chart, draft, Services(home)))


def rehearsed(file: Path, kubernetes: str) -> Draft:
    draft = read_flow(file).draft
    cluster = draft.rehearsal.model_copy(update={"kubernetes_version": kubernetes})
    return draft.model_copy(update={"rehearsal": cluster})


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_both_faces_say_the_same_of_a_plan(case: Case, tmp_path: Path, home: Path) -> None:
    file = case.write(tmp_path)
    printed = by_the_command_line(file, case.kubernetes)
    shown = by_the_window(rehearsed(file, case.kubernetes), home)
    assert printed == shown
    assert printed.good is not bool(case.error)
    for severity, word in (("error", case.error), ("warning", case.warning)):
        assert not word or printed.says(severity, word)


def test_both_faces_refuse_a_launch_in_the_cloud_whose_hook_chart_has_no_address(
    tmp_path: Path, home: Path, cloud: Rehearsal
) -> None:
    file = Case(chart_files(), plan={"cluster": {"id": cloud.cluster_id}}).write(tmp_path)
    said = chartnest("launch", file, "--json")
    assert said.code == 2
    printed = verdict_printed(said.document)
    draft = read_flow(file).draft.model_copy(update={"rehearse": False})
    assert printed == by_the_window(draft, home)
    assert printed.says("error", "delivery.hosting")


def test_both_faces_call_one_function() -> None:
    assert core.cli.plan.prepare is core.wizard.launching.prepare is prepare
    assert core.cli.preparing.prepare is prepare
