"""Delivery: methods as cards that say what they can for this chart, and what each asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QWidget,
)

from core.delivery.images import PRESETS
from core.plan.methods import DeliveryMethod
from core.plan.model import (
    Bucket,
    CommandOutput,
    HostedAt,
    InstallAs,
    JobImage,
    NotesOutput,
    ObjectOutput,
    OnDeleteFailure,
    RbacScope,
    SecretOutput,
    ServiceOutput,
)
from core.wizard.flow import StepState
from core.wizard.steps import Step
from gui.steps.delivery import DeliveryPage
from gui.widgets.card import ChoiceCard
from tests.support.charts import chart_files, written

if TYPE_CHECKING:
    from pathlib import Path

    from core.plan.model import Delivery, Output
    from tests.support.window import Driver

LOOKUP = '{{ (lookup "v1" "Secret" "default" "x").data }}\n'


@pytest.fixture
def at_delivery(opened: Driver) -> Driver:
    """The sample at its fifth step, every method tried."""
    opened.go_to(Step.DELIVERY)
    return opened


NAME = "notes"  # as the sample calls its output


def delivery(driver: Driver) -> Delivery:
    return driver.shell.wizard.draft.delivery


def output_of(driver: Driver) -> Output:
    (output,) = driver.shell.wizard.draft.outputs
    return output


def cards(driver: Driver) -> list[ChoiceCard]:
    found = driver.page.findChildren(ChoiceCard)
    return sorted(found, key=lambda card: card.mapTo(driver.page, card.rect().topLeft()).x())


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def settle(driver: Driver) -> None:
    """Wait for the judgement that follows a pause."""
    page = driver.page
    assert isinstance(page, DeliveryPage)
    driver.wait(lambda: not page._soon.isActive(), "the pause")
    driver.settle()


def choose(driver: Driver, name: str, data: object) -> None:
    box = driver.find(QComboBox, name)
    box.setFocus()
    place = box.findData(data)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)
    driver.settle()


def leave(driver: Driver, to: str = "Release name") -> None:
    """Take the keyboard elsewhere, and wait for what is said then."""
    driver.find(QLineEdit, to).setFocus()
    settle(driver)


def tick(driver: Driver, text: str) -> None:
    box = driver.find(QCheckBox, text)
    box.setFocus()
    driver.press(Qt.Key.Key_Space, on=box)


def wrong(driver: Driver, name: str) -> str:
    """Return what is said at a field, empty while nothing is wrong with it."""
    field = driver.find(QWidget, name)
    return field.accessibleDescription() if field.property("wrong") == "true" else ""


def test_the_recommended_method_stands_first_and_says_so(at_delivery: Driver) -> None:
    first, *others = cards(at_delivery)
    assert first.key == DeliveryMethod.HOOK.value
    assert "Recommended for this chart" in said(first)
    assert not any("Recommended" in said(card) for card in others)


def test_a_method_that_cannot_carry_the_chart_says_why(driver: Driver, tmp_path: Path) -> None:
    driver.begin(sample=False)
    chart = written(tmp_path, chart_files(templates={"secret.yaml": LOOKUP}))
    driver.shell.wizard.take_chart(chart)
    driver.wait(lambda: driver.shell.wizard.chart, "the chart")
    driver.go_to(Step.DELIVERY)
    by_key = {card.key: said(card) for card in cards(driver)}
    assert "lookup" in by_key["direct"]
    assert "lookup" not in by_key["hook"]


def test_a_chosen_method_that_cannot_carry_the_chart_holds_the_way_on(at_delivery: Driver) -> None:
    at_delivery.click("ROS alone")
    settle(at_delivery)
    assert delivery(at_delivery).method is DeliveryMethod.DIRECT
    at_delivery.click(at_delivery.shell.next_button)
    assert at_delivery.shell.wizard.flow.current is Step.DELIVERY
    assert at_delivery.shell.banner.text
    at_delivery.click("Jobs alone")
    settle(at_delivery)
    at_delivery.go_to(Step.REVIEW)


def test_the_arrow_keys_choose_a_method(at_delivery: Driver) -> None:
    first = at_delivery.page.first_focus()
    at_delivery.press(Qt.Key.Key_Right, on=first)
    assert delivery(at_delivery).method is DeliveryMethod.JOB
    at_delivery.settle()


def test_a_release_name_is_judged_as_it_is_left_and_kept(at_delivery: Driver) -> None:
    name = at_delivery.find(QLineEdit, "Release name")
    at_delivery.type(name, "Shop_" + "x" * 60)
    settle(at_delivery)
    assert wrong(at_delivery, "Release name") == ""
    at_delivery.page.first_focus().setFocus()
    settle(at_delivery)
    assert "Shop_" in wrong(at_delivery, "Release name")
    assert name.text() == "Shop_" + "x" * 60
    at_delivery.click(at_delivery.shell.next_button)
    assert at_delivery.shell.wizard.flow.current is Step.DELIVERY
    at_delivery.click("Go to")
    assert name.hasFocus()
    at_delivery.type(name, "shop")
    at_delivery.wait(lambda: not wrong(at_delivery, "Release name"), "no complaint any more")
    at_delivery.settle()


def test_waiting_and_the_time_limit_are_taken(at_delivery: Driver) -> None:
    limit = at_delivery.find(QSpinBox, "Time limit")
    limit.setFocus()
    limit.selectAll()
    at_delivery.type(limit, "900", replace=False)
    tick(at_delivery, "Wait until the workloads are ready")
    tick(at_delivery, "Wait until the chart's Jobs are complete")
    draft = at_delivery.shell.wizard.draft
    assert (draft.timeout, draft.wait, draft.wait_for_jobs) == (900, False, True)
    at_delivery.settle()


def test_every_kind_of_output_is_asked_for_by_its_own_fields(at_delivery: Driver) -> None:
    kind = "What the stack shows"
    choose(at_delivery, kind, CommandOutput)
    at_delivery.type("Command", "helm get notes")
    assert output_of(at_delivery) == CommandOutput(name=NAME, command="helm get notes")
    choose(at_delivery, kind, ServiceOutput)
    at_delivery.type("Service", "web")
    assert output_of(at_delivery) == ServiceOutput(name=NAME, service="web")
    choose(at_delivery, kind, SecretOutput)
    at_delivery.type("Secret", "login")
    at_delivery.type("Key", "password")
    output = output_of(at_delivery)
    assert isinstance(output, SecretOutput)
    assert (output.secret.name, output.secret.key) == ("login", "password")
    choose(at_delivery, kind, ObjectOutput)
    at_delivery.type("Kind", "Service")
    at_delivery.type("Name", "web")
    at_delivery.type("JSONPath", "{.spec.clusterIP}")
    output = output_of(at_delivery)
    assert isinstance(output, ObjectOutput)
    assert output.object.json_path == "{.spec.clusterIP}"
    choose(at_delivery, kind, CommandOutput)
    assert output_of(at_delivery) == CommandOutput(name=NAME, command="helm get notes")
    choose(at_delivery, kind, NotesOutput)
    assert output_of(at_delivery) == NotesOutput(name=NAME, notes=True)


BAD: dict[type, dict[str, str]] = {
    CommandOutput: {"Command": ""},
    ServiceOutput: {"Service": "No_Service"},
    SecretOutput: {"Secret": "-x", "Key": "a/b"},
    ObjectOutput: {"Kind": "--kind", "Name": "A B", "API version": "v 1", "JSONPath": "{.a b}"},
}


def test_a_bad_answer_is_said_at_its_field_as_it_is_left_and_not_before(
    at_delivery: Driver,
) -> None:
    for kind, fields in BAD.items():
        choose(at_delivery, "What the stack shows", kind)
        settle(at_delivery)
        assert {wrong(at_delivery, name) for name in fields} == {""}
        for name, bad in fields.items():
            at_delivery.type(name, bad)
        settle(at_delivery)
        assert wrong(at_delivery, list(fields)[-1]) == ""
        leave(at_delivery)
        for name, bad in fields.items():
            assert wrong(at_delivery, name), name
            assert at_delivery.find(QLineEdit, name).text() == bad
        assert at_delivery.shell.wizard.flow.state(Step.DELIVERY) is not StepState.DONE


def test_the_image_is_one_of_the_presets_or_typed(at_delivery: Driver) -> None:
    box = at_delivery.find(QComboBox, "Image of the Job")
    choose(at_delivery, "Image of the Job", PRESETS[0].reference)
    assert delivery(at_delivery).image == JobImage(reference=PRESETS[0].reference)
    count = box.count()
    at_delivery.type(box, "registry.example.com/helm:3.16.4")
    assert delivery(at_delivery).image == JobImage(reference="registry.example.com/helm:3.16.4")
    assert box.count() == count
    leave(at_delivery)
    assert box.currentText() == "registry.example.com/helm:3.16.4"
    at_delivery.type(box, "not an image")
    leave(at_delivery)
    assert "not an image" in wrong(at_delivery, "Image of the Job")
    choose(at_delivery, "Image of the Job", "")
    assert delivery(at_delivery).image is None


def test_the_rights_of_the_job_and_its_own_account(at_delivery: Driver) -> None:
    choose(at_delivery, "Rights of the Job", RbacScope.NAMESPACE)
    assert delivery(at_delivery).rbac.scope is RbacScope.NAMESPACE
    choose(at_delivery, "Rights of the Job", RbacScope.EXISTING)
    at_delivery.type("ServiceAccount", "No Account")
    leave(at_delivery)
    assert "No Account" in wrong(at_delivery, "ServiceAccount")
    assert wrong(at_delivery, "Rights of the Job") == ""
    at_delivery.type("ServiceAccount", "installer")
    leave(at_delivery)
    assert wrong(at_delivery, "ServiceAccount") == ""
    assert delivery(at_delivery).rbac.service_account == "installer"


def test_a_rehearsal_hosts_the_chart_itself(at_delivery: Driver) -> None:
    boxes = {box.accessibleName(): box for box in at_delivery.page.findChildren(QComboBox)}
    assert not boxes["Where the hook chart is"].isVisible()


def test_in_the_cloud_one_says_where_the_hook_chart_is_hosted(at_delivery: Driver) -> None:
    at_delivery.shell.wizard.answer(rehearse=False)
    at_delivery.settle()
    at_delivery.type("Bucket", "shop-charts")
    assert delivery(at_delivery).hosting == Bucket(bucket="shop-charts")
    at_delivery.type("Bucket", "No Bucket")
    leave(at_delivery)
    assert "No Bucket" in wrong(at_delivery, "Bucket")
    assert wrong(at_delivery, "Where the hook chart is") == ""
    choose(at_delivery, "Where the hook chart is", HostedAt)
    at_delivery.type("Address", "ftp://x")
    leave(at_delivery)
    assert wrong(at_delivery, "Address")
    at_delivery.type("Address", "https://charts.example.com/hook.tgz")
    leave(at_delivery)
    assert wrong(at_delivery, "Address") == ""
    assert delivery(at_delivery).hosting == HostedAt(url="https://charts.example.com/hook.tgz")


def test_what_most_plans_leave_as_it_is_lies_folded_away(at_delivery: Driver) -> None:
    fold = at_delivery.find(QToolButton, "Advanced")
    boxes = {box.accessibleName(): box for box in at_delivery.page.findChildren(QComboBox)}
    assert not boxes["The install Job is"].isVisible()
    fold.click()
    choose(at_delivery, "The install Job is", InstallAs.OBJECT)
    at_delivery.type("Readiness command", "test -f /tmp/ready")
    tick(at_delivery, "Delete the stack even when the uninstall fails")
    tick(at_delivery, "Delete the namespace with the stack")
    limit = at_delivery.find(QSpinBox, "Longest output")
    limit.setFocus()
    limit.selectAll()
    at_delivery.type(limit, "1024", replace=False)
    answered = delivery(at_delivery)
    assert answered.install_as is InstallAs.OBJECT
    assert answered.readiness_command == "test -f /tmp/ready"
    assert answered.on_delete_failure is OnDeleteFailure.IGNORE
    assert not answered.delete_namespace
    assert answered.output_limit == 1024
    at_delivery.settle()


def test_going_to_a_problem_that_is_folded_away_opens_the_fold(at_delivery: Driver) -> None:
    bad = delivery(at_delivery).model_copy(update={"readiness_command": " "})
    at_delivery.shell.wizard.answer(delivery=bad)
    at_delivery.page.enter()
    at_delivery.settle()
    at_delivery.click(at_delivery.shell.next_button)
    at_delivery.click("Go to")
    assert at_delivery.find(QLineEdit, "Readiness command").hasFocus()


def test_what_is_typed_is_in_the_draft_before_the_field_is_left(at_delivery: Driver) -> None:
    choose(at_delivery, "What the stack shows", CommandOutput)
    at_delivery.type("Command", "kubectl get svc")
    assert output_of(at_delivery) == CommandOutput(name=NAME, command="kubectl get svc")
    at_delivery.settle()
