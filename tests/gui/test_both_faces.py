"""The window itself, driven to its review: it says of a plan what the command line says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.wizard.steps import Step
from gui.steps.review import ReviewPage
from tests.support.both_faces import CASES, by_the_command_line, not_opened, verdict_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.window import Driver


@pytest.mark.parametrize(
    "kind", ["a good chart with something to look at", "names that the API refuses"]
)
def test_its_review_says_what_the_command_line_says(
    driver: Driver, tmp_path: Path, kind: str
) -> None:
    case = CASES[kind]
    file = case.write(tmp_path)
    driver.main.plans.open_file(file)
    driver.wait(lambda: driver.main.shell, "the plan")
    driver.wait(lambda: driver.shell.wizard.chart, "the chart")
    driver.go_to(Step.REVIEW)
    page = driver.page
    assert isinstance(page, ReviewPage)
    driver.wait(lambda: page._reviewed and driver.main.background.idle, "the checks")
    assert page._reviewed
    verdict = verdict_of(page._reviewed)
    assert verdict == by_the_command_line(file, case.kubernetes)
    assert page.launch_button.isEnabled() == verdict.good


def test_a_chart_that_does_not_open_is_refused_in_the_same_words(
    driver: Driver, tmp_path: Path
) -> None:
    case = CASES["a damaged archive"]
    file = case.write(tmp_path)
    driver.main.plans.open_file(file)
    driver.wait(lambda: driver.main.shell, "the plan")
    driver.settle()
    (problem,) = driver.shell.wizard.flow.problems(Step.CHART)
    verdict = not_opened(str(problem.what), str(problem.remedy))
    assert verdict == by_the_command_line(file, case.kubernetes)
