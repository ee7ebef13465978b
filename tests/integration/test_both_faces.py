"""The command line and the window: the same verdict on the same plan file, in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import core.cli.plan
import core.cli.preparing
import core.wizard.launching
from core.chart.sources import open_chart
from core.errors import ChartNestError
from core.preparation import prepare
from core.wizard.launching import prepared_draft
from core.wizard.plan_files import read_flow
from gui.services import Services
from tests.support.both_faces import (
    CASES,
    Case,
    Verdict,
    by_the_command_line,
    not_opened,
    verdict_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from core.wizard.draft import Draft


def by_the_window(file: Path, kubernetes: str, home: Path) -> Verdict:
    draft = draft_for(file, kubernetes)
    plan = draft.plan()
    assert plan
    try:
        chart = open_chart(plan.chart, base=draft.base)
    except ChartNestError as error:
        return not_opened(str(error.sentence), str(error.advice))
    return verdict_of(prepared_draft(plan, chart, draft, Services(home)))


def draft_for(file: Path, kubernetes: str) -> Draft:
    draft = read_flow(file).draft
    cluster = draft.rehearsal.model_copy(update={"kubernetes_version": kubernetes})
    return draft.model_copy(update={"rehearsal": cluster})


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_both_faces_say_the_same_of_a_plan(case: Case, tmp_path: Path, home: Path) -> None:
    file = case.write(tmp_path)
    printed = by_the_command_line(file, case.kubernetes)
    shown = by_the_window(file, case.kubernetes, home)
    assert printed == shown
    assert printed.good is not bool(case.error)
    for severity, word in (("error", case.error), ("warning", case.warning)):
        assert not word or printed.says(severity, word)


def test_both_faces_call_one_function() -> None:
    assert core.cli.plan.prepare is core.wizard.launching.prepare is prepare
    assert core.cli.preparing.prepare is prepare
