"""The status of the open plan: its newest stack, brought to the plan as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit

from core.plan.model import AskedValue, CommandOutput
from core.wizard.flow import StepState
from core.wizard.steps import Step
from gui.status.view import StatusView
from gui.steps.status import StatusPage
from tests.support.charts import chart_files, written
from tests.support.launches import draft_for, finished, launched
from tests.support.statuses import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from core.wizard.draft import Draft
    from tests.support.statuses import Deployed
    from tests.support.window import Driver

SECRET = "planted-secret"


def shop(tmp_path: Path, name: str) -> Draft:
    """Return the answers for the plain chart, in a folder that the window can open."""
    folder = written(tmp_path / name, chart_files())
    draft = draft_for(name)
    chart = draft.chart
    assert chart
    return draft.model_copy(
        update={"chart": chart.model_copy(update={"path": str(folder)}), "reference": str(folder)}
    )


def at_status(driver: Driver, draft: Draft, identity: str) -> StatusPage:
    """Open a plan whose stack is there already."""
    driver.begin(sample=False)
    wizard = driver.shell.wizard
    wizard.answer(**dict(draft))
    wizard.open_chart()
    driver.wait(lambda: wizard.chart, "the chart")
    wizard.launched(identity)
    driver.settle()
    page = driver.page
    assert isinstance(page, StatusPage)
    return page


def seen(driver: Driver, page: StatusPage) -> Opened:
    assert page.view
    return Opened(page.view, driver.window)


@pytest.fixture
def updatable(known: Driver, tmp_path: Path) -> tuple[Driver, StatusPage]:
    """A plan and its stack, made with it and complete."""
    draft, services = shop(tmp_path, "updated"), known.main.services
    identity = launched(services, draft)
    finished(services, identity)
    page = at_status(known, draft, identity)
    seen(known, page).wait_for("CREATE_COMPLETE")
    return known, page


def test_the_rail_says_how_the_stack_is(known: Driver, deployed: Deployed, tmp_path: Path) -> None:
    page = at_status(known, shop(tmp_path, "good"), deployed.good)
    seen(known, page).wait_for("CREATE_COMPLETE")
    known.settle()
    flow = known.shell.wizard.flow
    assert str(flow.summary(Step.STATUS)) == "Created"
    assert flow.state(Step.STATUS) is StepState.DONE
    known.shell.wizard.launched(deployed.failed)
    known.page.enter()
    seen(known, page).wait_for("CREATE_FAILED")
    known.settle()
    assert known.shell.wizard.flow.state(Step.STATUS) is StepState.ATTENTION
    views = [view for view in page.findChildren(StatusView) if view.isVisible()]
    assert views == [page.view]


def test_an_update_brings_the_stack_to_the_plan_as_it_is_now(
    updatable: tuple[Driver, StatusPage],
) -> None:
    driver, page = updatable
    wizard = driver.shell.wizard
    output = CommandOutput(command="echo updated-now")
    wizard.answer(outputs=(output,))
    driver.settle()
    driver.click("Update")
    seen(driver, page).wait_for("UPDATE_COMPLETE")
    assert page.view
    assert page.view.watcher.look
    (shown,) = page.view.watcher.look.snapshot.outputs
    assert shown.text.strip() == "updated-now"
    assert page.view.watcher.deployment
    assert page.view.watcher.deployment.revision.number == 2
    driver.settle()


def test_an_update_that_is_refused_is_refused_in_words(
    known: Driver, deployed: Deployed, tmp_path: Path
) -> None:
    page = at_status(known, shop(tmp_path, "good"), deployed.failed)
    seen(known, page).wait_for("CREATE_FAILED")
    assert page.view
    page.view.update_asked.emit()  # as if it had failed after the button was seen
    known.wait(lambda: known.shell.banner.text, "the refusal")
    assert "ROS updates no stack in this state." in known.shell.banner.text
    assert not page.busy.isVisible()
    known.settle()


def test_an_update_asks_for_its_secrets_and_keeps_them_when_it_fails(
    known: Driver, deployed: Deployed, tmp_path: Path
) -> None:
    page = at_status(known, shop(tmp_path, "good"), deployed.good)
    found = seen(known, page)
    found.wait_for("CREATE_COMPLETE")
    wizard = known.shell.wizard
    wizard.answer(parameters=(AskedValue(secret=True, path="greeting"),))
    known.settle()
    known.click("Update")
    line = known.find(QLineEdit, "greeting")
    known.type(line, SECRET)
    page._secrets._keep.setChecked(True)
    page._not_updated(PermissionError("refused"))
    assert known.find(QLineEdit, "greeting").text() == SECRET
    page._secrets.remember("good", wizard, page.fail)
    known.settle()
    assert known.main.services.accounts.recall("good", "greeting") == SECRET
    page._secrets._keep.setChecked(False)
    page._secrets.remember("good", wizard, page.fail)
    known.settle()
    assert known.main.services.accounts.recall("good", "greeting") is None
    known.click("Cancel")
    assert page._secrets.isHidden()


def test_a_plan_that_was_launched_goes_on_at_its_status(
    known: Driver, deployed: Deployed, tmp_path: Path
) -> None:
    at_status(known, shop(tmp_path, "again"), deployed.good)
    known.main.close_plan()
    known.settle()
    known.click("Continue again")
    known.wait(lambda: known.main.shell, "the draft")
    page = known.page
    assert isinstance(page, StatusPage)
    seen(known, page).wait_for("CREATE_COMPLETE")
    known.main.close_plan()
    known.settle()
    known.click("Discard the draft of again")
    known.settle()
