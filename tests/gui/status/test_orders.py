"""What can be done to a stack: cancel, retry, delete, a report; asked with a real rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from core.deployment.leftovers import Leftover
from gui.status.delete_question import DeleteQuestion
from gui.status.orders import Kept, what_is_kept
from gui.status.watching import target_of
from tests.support.charts import chart_files
from tests.support.launches import NEEDY, draft_for, finished, launched
from tests.support.statuses import Opened, opened

if TYPE_CHECKING:
    from gui.services import Services
    from tests.support.statuses import Deployed
    from tests.support.window import Driver


def choose(found: Opened, text: str) -> None:
    """Choose an entry of the menu under Cancel."""
    actions = found.view.header.findChildren(QAction)
    next(action for action in actions if action.text() == text).trigger()


def ask_to_delete(found: Opened) -> DeleteQuestion:
    found.click("Delete")
    found.wait(lambda: found.view.findChildren(DeleteQuestion), "the question")
    question: DeleteQuestion = found.view.findChildren(DeleteQuestion)[0]
    return question


def test_what_goes_on_is_cancelled_at_once(known: Driver, services: Services) -> None:
    identity = launched(services, draft_for("cancelled", delivery={"readiness_command": "false"}))
    found = opened(known, identity, "CREATE_IN_PROGRESS")
    choose(found, "At once")
    found.wait_for("CREATE_FAILED")
    assert found.view.failure._remedy.text().startswith("It was cancelled. Then press Retry;")


def test_a_safe_cancel_lets_what_is_begun_come_to_its_end(
    known: Driver, services: Services
) -> None:
    identity = launched(services, draft_for("safely", delivery={"readiness_command": "sleep 2"}))
    found = opened(known, identity, "CREATE_IN_PROGRESS")
    found.wait(lambda: len(found.view.watcher.lines) > 3, "that something is begun")
    choose(found, "At the next safe point")
    found.wait_for("CREATE_FAILED")
    resources = found.view.resources.table.model
    assert "CREATE_COMPLETE" in {
        resources.row(number).status for number in range(resources.rowCount())
    }


def test_a_deletion_asks_first_and_says_what_stays(known: Driver, services: Services) -> None:
    identity = launched(services, draft_for("deleted"))
    finished(services, identity)
    found = opened(known, identity, "CREATE_COMPLETE")
    question = ask_to_delete(found)
    assert question.isModal()
    assert "• Namespace deleted" in question.informativeText()
    question.cancel_button.click()
    known.settle()
    assert found.status == "CREATE_COMPLETE"
    found.wait(lambda: not found.view.findChildren(DeleteQuestion), "the question to go")
    ask_to_delete(found).delete_button.click()
    found.wait_for("DELETE_COMPLETE")
    assert services.history.deployment(identity).status == "DELETE_COMPLETE"
    found.wait(lambda: found.view.banner.text, "what is left")
    assert found.view.banner.text == "These stay in the cluster: Namespace deleted"


def test_it_says_that_an_answer_is_awaited_and_asks_once(known: Driver, deployed: Deployed) -> None:
    found = opened(known, deployed.good, "CREATE_COMPLETE")
    found.click("Delete")
    found.click("Delete")
    assert found.view.header._facts.text().endswith("waiting for an answer…")
    found.wait(lambda: found.view.findChildren(DeleteQuestion), "the question")
    assert not found.view.header._facts.text().endswith("waiting for an answer…")
    known.settle()
    (question,) = found.view.findChildren(DeleteQuestion)
    question.cancel_button.click()


def test_while_it_goes_on_a_stack_can_be_deleted(known: Driver, services: Services) -> None:
    identity = launched(services, draft_for("early", delivery={"readiness_command": "false"}))
    found = opened(known, identity, "CREATE_IN_PROGRESS")
    ask_to_delete(found).delete_button.click()
    found.wait_for("DELETE_COMPLETE")


def test_a_retry_makes_what_failed_anew(known: Driver, services: Services) -> None:
    identity = launched(services, draft_for("again"), chart_files(templates=NEEDY))
    finished(services, identity)
    found = opened(known, identity, "CREATE_FAILED")
    events = found.view.events.model.total
    found.click("Retry")
    found.wait(lambda: found.view.events.model.total > events + 2, "the second try")
    found.wait(lambda: not found.view.watcher.watching, "its end")
    assert found.status == "CREATE_FAILED"
    assert found.view.failure.text == "database.host is needed."


def test_what_the_cloud_refuses_is_said_above_the_tabs(known: Driver, deployed: Deployed) -> None:
    found = opened(known, deployed.good, "CREATE_COMPLETE")
    found.view.orders.cancel(quick=True)
    found.wait(lambda: found.view.banner.text, "the refusal")
    assert "should not" not in found.view.banner.text


def test_a_namespace_that_goes_with_the_stack_is_not_said_to_stay(
    services: Services, deployed: Deployed
) -> None:
    going = launched(services, draft_for("going", delivery={"delete_namespace": True}))
    finished(services, going)
    kept = []
    for identity in (deployed.good, going):
        deployment = services.history.deployment(identity)
        kept.append(what_is_kept(deployment, target_of(deployment, services)))
    assert kept == [Kept((Leftover("Namespace", "good"),)), Kept(())]
