"""The Cluster step: built in, or from the table of an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView

from core.cloud.accounts import Profile
from core.flow import Step, StepState
from gui.launching import command_line
from tests.gui.steps.test_account import says

if TYPE_CHECKING:
    from pathlib import Path

    from core.rehearsal.rehearsal import Rehearsal
    from tests.support.window import Driver


def in_ack(driver: Driver, cloud: Rehearsal) -> QTableView:
    """Go to the cluster step with the rehearsal's own account; return the table."""
    driver.main.services.accounts.add(Profile("rehearsed", "cn-hangzhou"), cloud.credentials)
    driver.click("Alibaba Cloud")
    driver.settle()
    driver.go_to(Step.CLUSTER)
    return driver.find(QTableView, "Clusters")


def test_the_version_of_the_built_in_cluster_is_chosen_from_those_it_knows(empty: Driver) -> None:
    empty.go_to(Step.CLUSTER)
    version = empty.find(QComboBox, "Kubernetes version")
    assert version.currentData() == empty.shell.wizard.draft.rehearsal.kubernetes_version
    assert version.count() > 3
    version.setCurrentIndex(version.count() - 1)
    version.activated.emit(version.count() - 1)
    assert empty.shell.wizard.draft.rehearsal.kubernetes_version == version.currentData()


def test_the_table_lists_the_clusters_of_the_account_and_finds_them(
    empty: Driver, cloud: Rehearsal
) -> None:
    table = in_ack(empty, cloud)
    model = table.model()
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert cloud.cluster_id in shown
    assert "cn-hangzhou" in shown
    empty.type("Search in Clusters", "nothing such")
    assert model.rowCount() == 0
    empty.type("Search in Clusters", cloud.cluster_id[:8])
    assert model.rowCount() == 1
    empty.click("Refresh")
    empty.settle()
    assert model.rowCount() == 1


def test_the_chosen_cluster_opens_the_way_on(empty: Driver, cloud: Rehearsal) -> None:
    table = in_ack(empty, cloud)
    empty.click(empty.shell.next_button)
    assert empty.shell.banner.text == "No cluster is chosen."
    table.selectRow(0)
    table.setCurrentIndex(table.model().index(0, 0))
    assert empty.shell.wizard.draft.cluster_id == cloud.cluster_id
    empty.go_to(Step.CHART)
    assert empty.shell.wizard.flow.state(Step.CLUSTER) is StepState.DONE


def test_a_region_without_clusters_says_so(empty: Driver, cloud: Rehearsal) -> None:
    in_ack(empty, cloud)
    empty.shell.wizard.back()
    account = empty.shell.wizard.draft.account.model_copy(update={"region": "cn-beijing"})
    empty.shell.wizard.answer(account=account)
    empty.click(empty.shell.next_button)
    empty.settle()
    assert says(empty, "This account has no ACK cluster in this region.")


def kubeconfig(folder: Path) -> Path:
    """Return a kubeconfig with two contexts, set to the second."""
    contexts = [{"name": name, "context": {"cluster": name, "user": "u"}} for name in ("a", "b")]
    file = folder / "kubeconfig"
    file.write_text(yaml.safe_dump({"contexts": contexts, "current-context": "b"}))
    return file


def test_a_kubeconfig_offers_its_contexts(empty: Driver, tmp_path: Path) -> None:
    empty.go_to(Step.CLUSTER)
    empty.click("A cluster of yours")
    field = empty.find(QLineEdit, "Kubeconfig file")
    empty.type(field, str(kubeconfig(tmp_path)))
    empty.press(Qt.Key.Key_Return, on=field)
    empty.settle()
    context = empty.find(QComboBox, "Context")
    assert [context.itemText(number) for number in range(context.count())] == ["a", "b"]
    assert context.currentText() == "b"
    context.setCurrentIndex(0)
    context.activated.emit(0)
    assert empty.shell.wizard.draft.rehearsal.context == "a"
    assert "--context a" in command_line(empty.shell.wizard.draft)


def test_what_is_no_kubeconfig_is_said_at_its_field(empty: Driver, tmp_path: Path) -> None:
    empty.go_to(Step.CLUSTER)
    empty.click("A cluster of yours")
    field = empty.find(QLineEdit, "Kubeconfig file")
    empty.type(field, str(tmp_path / "none"))
    empty.press(Qt.Key.Key_Return, on=field)
    empty.settle()
    assert "No such file" in field.accessibleDescription()
    assert not empty.find(QComboBox, "Context").isEnabled()
