"""The Cluster step: built in, or from the table of an account."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import yaml
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView

from core.cloud.accounts import Profile
from core.cloud.connection import Credentials
from core.wizard.flow import StepState
from core.wizard.launching import command_line
from core.wizard.steps import Step
from gui.steps.cluster import ClusterPage
from tests.gui.steps.test_account import says

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

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


KUBECONFIG = """\
current-context: kind
contexts: [{name: kind, context: {cluster: kind, user: kind}}]
clusters: [{name: kind, cluster: {server: "http://127.0.0.1:6443"}}]
users: [{name: kind, user: {token: t}}]
"""


def test_a_cluster_of_ones_own_needs_a_kubeconfig_that_can_be_read(
    empty: Driver, tmp_path: Path
) -> None:
    empty.go_to(Step.CLUSTER)
    empty.click("A cluster of yours")
    file = empty.find(QLineEdit, "Kubeconfig file")
    assert file.hasFocus()
    assert file.property("wrong") != "true"
    empty.click(empty.shell.next_button)
    assert empty.shell.wizard.flow.current is Step.CLUSTER
    assert empty.shell.banner.text == "No kubeconfig is named."
    empty.type(file, str(tmp_path / "missing"))
    assert file.property("wrong") != "true"
    assert empty.shell.wizard.draft.rehearsal.kubeconfig == str(tmp_path / "missing")
    empty.find(QLineEdit, "Namespace").setFocus()
    empty.settle()
    assert file.property("wrong") == "true"
    assert file.text() == str(tmp_path / "missing")
    empty.click(empty.shell.next_button)
    assert empty.shell.wizard.flow.current is Step.CLUSTER
    empty.click("Go to")
    assert file.hasFocus()
    config = tmp_path / "config"
    config.write_text(KUBECONFIG)
    empty.type(file, str(config))
    empty.find(QLineEdit, "Namespace").setFocus()
    empty.settle()
    assert file.property("wrong") != "true"
    assert empty.find(QComboBox, "Context").currentText() == "kind"
    empty.type("Address of this computer", "192.168.1.20")
    assert empty.shell.wizard.draft.rehearsal.callback_host == "192.168.1.20"
    empty.go_to(Step.CHART)


def test_going_back_to_the_built_in_cluster_opens_the_way_on(empty: Driver) -> None:
    empty.go_to(Step.CLUSTER)
    empty.click("A cluster of yours")
    empty.click("Built in")
    empty.settle()
    empty.go_to(Step.CHART)


def test_a_namespace_is_judged_as_it_is_left_and_kept_whole(empty: Driver) -> None:
    empty.go_to(Step.CLUSTER)
    namespace = empty.find(QLineEdit, "Namespace")
    bad = "Shop_" + "x" * 70
    empty.type(namespace, bad)
    assert namespace.property("wrong") != "true"
    empty.page.first_focus().setFocus()
    assert namespace.property("wrong") == "true"
    assert namespace.text() == bad
    empty.click(empty.shell.next_button)
    assert empty.shell.wizard.flow.current is Step.CLUSTER
    empty.click("Go to")
    assert namespace.hasFocus()
    empty.type(namespace, "shop")
    assert namespace.property("wrong") != "true"
    empty.go_to(Step.CHART)


def test_asking_for_clusters_can_be_stopped_and_is_done_again_at_the_next_visit(
    empty: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = Credentials("LTAI5tAbcdefgh1234", "secret")
    empty.main.services.accounts.add(Profile("slow", "cn-hangzhou"), keys)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("CHARTNEST_ENDPOINT_CS", f"http://127.0.0.1:{silent.getsockname()[1]}")
        empty.click("Alibaba Cloud")
        empty.settle()
        empty.click(empty.shell.next_button)
        empty.click("Cancel")
        assert not empty.page.busy.isVisible()
        page = empty.page
        assert isinstance(page, ClusterPage)
        assert page._fetched_for is None
    empty.settle()
