"""The Account step: rehearse or an account, profiles and where their secrets are, who one is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QTableView

from core.wizard.steps import Step
from tests.support.secret_service import secret_service

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from core.rehearsal.rehearsal import Rehearsal
    from tests.support.window import Driver


def says(driver: Driver, text: str) -> bool:
    """Tell whether the page shows a text."""
    labels = driver.page.findChildren(QLabel)
    return any(text in label.text() for label in labels if label.isVisible())


def in_the_cloud(driver: Driver) -> None:
    driver.click("Alibaba Cloud")
    driver.settle()


def add_profile(driver: Driver, name: str, key: str, secret: str) -> None:
    driver.click("New profile")
    driver.type("Name", name)
    driver.type("AccessKey ID", key)
    driver.type("AccessKey secret", secret)
    driver.click("Add profile")
    driver.settle()


def test_a_rehearsal_is_what_a_first_start_offers_and_needs_nothing(empty: Driver) -> None:
    assert empty.shell.wizard.draft.rehearse
    assert says(empty, "ROS and a Kubernetes API run on this computer")
    empty.click(empty.shell.next_button)
    assert empty.shell.wizard.flow.current is Step.CLUSTER
    empty.settle()


def test_the_cards_can_be_chosen_by_the_arrow_keys(empty: Driver) -> None:
    empty.press(Qt.Key.Key_Right, on=empty.page.first_focus())
    assert not empty.shell.wizard.draft.rehearse
    empty.press(Qt.Key.Key_Left, on=empty.page.first_focus())
    assert empty.shell.wizard.draft.rehearse
    empty.settle()


def test_without_a_profile_the_way_on_is_closed_and_says_why(empty: Driver) -> None:
    in_the_cloud(empty)
    assert says(empty, "No profile yet.")
    empty.shell.wizard.answer(
        account=empty.shell.wizard.draft.account.model_copy(update={"profile": ""})
    )
    empty.click(empty.shell.next_button)
    assert empty.shell.banner.text == "No profile is chosen."
    assert empty.shell.wizard.flow.current is Step.ACCOUNT


def test_a_new_profile_is_listed_and_chosen_and_its_secret_leaves_the_form(
    empty: Driver, home: Path
) -> None:
    in_the_cloud(empty)
    add_profile(empty, "shop", "LTAI5tAbcdefgh1234", "planted-secret")
    table = empty.find(QTableView, "Profiles")
    assert table.model().index(0, 0).data() == "shop"
    assert "planted-secret" not in str(table.model().index(0, 1).data())
    assert empty.shell.wizard.draft.account.profile == "shop"
    secrets = [line.text() for line in empty.page.findChildren(QLineEdit)]
    assert "planted-secret" not in secrets
    written = [file.read_bytes() for file in home.rglob("*") if file.is_file()]
    assert not any(b"planted-secret" in content for content in written)


def test_a_field_left_empty_says_so_as_it_is_left_and_clears_nothing(empty: Driver) -> None:
    in_the_cloud(empty)
    empty.click("New profile")
    name = empty.find(QLineEdit, "Name")
    key, secret = empty.find(QLineEdit, "AccessKey ID"), empty.find(QLineEdit, "AccessKey secret")
    empty.type(secret, "planted-secret")
    assert not key.property("wrong")
    empty.type(key, "L")
    empty.press(Qt.Key.Key_Backspace, on=key)
    assert key.property("wrong") != "true"
    name.setFocus()
    assert key.accessibleDescription() == "This is needed."
    assert key.property("wrong") == "true"
    empty.click("Add profile")
    assert name.accessibleDescription() == "This is needed."
    assert secret.text() == "planted-secret"


def test_a_name_no_profile_may_have_keeps_what_was_typed(empty: Driver) -> None:
    in_the_cloud(empty)
    add_profile(empty, "../shop", "LTAI5tAbcdefgh1234", "planted-secret")
    assert empty.find(QLineEdit, "Name").text() == "../shop"
    assert empty.find(QLineEdit, "AccessKey secret").text() == "planted-secret"
    assert empty.find(QLineEdit, "Name").property("wrong") == "true"
    assert empty.find(QLineEdit, "Name").hasFocus()


def test_what_is_no_role_says_so_as_it_is_left(empty: Driver) -> None:
    in_the_cloud(empty)
    empty.click("New profile")
    role, name = empty.find(QLineEdit, "Role ARN"), empty.find(QLineEdit, "Name")
    empty.type(role, "deployer")
    assert role.property("wrong") != "true"
    name.setFocus()
    assert "acs:ram::ACCOUNT:role/NAME" in role.accessibleDescription()
    empty.type(role, "acs:ram::1234567890123456:role/deployer")
    name.setFocus()
    assert role.property("wrong") != "true"


def test_cancel_empties_the_form(empty: Driver) -> None:
    in_the_cloud(empty)
    empty.click("New profile")
    empty.type("AccessKey secret", "planted-secret")
    empty.click("Cancel")
    empty.click("New profile")
    assert empty.find(QLineEdit, "AccessKey secret").text() == ""


def test_without_a_keyring_it_says_that_secrets_end_with_the_session(empty: Driver) -> None:
    in_the_cloud(empty)
    assert says(empty, "this session")


def test_with_a_keyring_it_says_which(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "keyring"
    folder.mkdir()
    with secret_service(folder) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        driver.begin(sample=False)
        in_the_cloud(driver)
        assert says(driver, "GNOME Keyring")


def test_profiles_of_the_aliyun_cli_are_taken_over_with_their_region(
    empty: Driver, home: Path
) -> None:
    config = home / ".aliyun" / "config.json"
    config.parent.mkdir()
    entry = {"mode": "AK", "access_key_id": "LTAI5tAbcdefgh1234", "access_key_secret": "s"}
    profiles = [
        {"name": "abroad", "region_id": "ap-southeast-1", **entry},
        {"name": "by-browser", "mode": "CloudSSO"},
    ]
    config.write_text(json.dumps({"current": "abroad", "profiles": profiles}))
    in_the_cloud(empty)
    empty.click("Import from aliyun CLI")
    empty.settle()
    table = empty.find(QTableView, "Profiles")
    assert table.model().rowCount() == 1
    assert empty.shell.wizard.draft.account.profile == "abroad"
    assert empty.shell.wizard.draft.account.region == "ap-southeast-1"
    assert says(empty, "by-browser: the mode CloudSSO is not supported")


def test_the_current_profile_of_the_aliyun_cli_is_chosen_and_a_bad_one_costs_no_other(
    empty: Driver, home: Path
) -> None:
    config = home / ".aliyun" / "config.json"
    config.parent.mkdir()
    entry = {"mode": "AK", "access_key_id": "LTAI5tAbcdefgh1234", "access_key_secret": "s"}
    names = ["a", "white space", "current"]
    profiles = [{"name": name, **entry} for name in names]
    config.write_text(json.dumps({"current": "current", "profiles": [None, *profiles]}))
    in_the_cloud(empty)
    empty.click("Import from aliyun CLI")
    empty.settle()
    assert empty.find(QTableView, "Profiles").model().rowCount() == 2
    assert empty.shell.wizard.draft.account.profile == "current"
    assert says(empty, "white space cannot name an account.")


def test_a_locked_keyring_is_said_and_the_account_lasts_for_the_session(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.support.odd_keyrings.Locked")
    driver.begin(sample=False)
    in_the_cloud(driver)
    add_profile(driver, "shop", "LTAI5tAbcdefgh1234", "planted-secret")
    assert says(driver, "it is locked")
    assert says(driver, "These accounts end with this session: shop.")
    assert driver.find(QTableView, "Profiles").model().rowCount() == 1


def test_a_missing_aliyun_config_is_said_in_the_panel(empty: Driver, home: Path) -> None:
    in_the_cloud(empty)
    empty.click("Import from aliyun CLI")
    empty.wait(lambda: empty.shell.banner.text, "the panel")
    assert str(home / ".aliyun" / "config.json") in empty.shell.banner.text


def test_a_region_is_found_by_any_part_of_its_name(empty: Driver) -> None:
    in_the_cloud(empty)
    region = empty.find(QComboBox, "Region")
    line, completer = region.lineEdit(), region.completer()
    assert line
    assert completer
    empty.type(line, "singap")
    popup = completer.popup()
    assert popup
    empty.wait(popup.isVisible, "the regions that fit")
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert empty.shell.wizard.draft.account.region == "ap-southeast-1"


def test_a_region_that_is_none_is_said_as_its_field_is_left_and_holds_the_way_on(
    empty: Driver,
) -> None:
    in_the_cloud(empty)
    add_profile(empty, "shop", "LTAI5tAbcdefgh1234", "planted-secret")
    region = empty.find(QComboBox, "Region")
    empty.type(region, "atlantis")
    assert region.property("wrong") != "true"
    empty.find(QTableView, "Profiles").setFocus()
    assert region.property("wrong") == "true"
    assert region.currentText() == "atlantis"
    empty.click(empty.shell.next_button)
    assert empty.shell.banner.text == "No region is called atlantis."
    empty.type(region, "cn-beijing")
    empty.find(QTableView, "Profiles").setFocus()
    assert empty.shell.wizard.draft.account.region == "cn-beijing"
    assert region.property("wrong") != "true"
    empty.settle()


def test_verify_says_whose_accesskey_it_is(empty: Driver, cloud: Rehearsal) -> None:
    in_the_cloud(empty)
    keys = cloud.credentials
    add_profile(empty, "rehearsed", keys.access_key_id, keys.access_key_secret)
    empty.click("Verify")
    empty.wait(lambda: says(empty, "signed in as"), "the account")


def test_verify_says_what_a_wrong_secret_is_refused_for(empty: Driver, cloud: Rehearsal) -> None:
    in_the_cloud(empty)
    add_profile(empty, "mistyped", cloud.credentials.access_key_id, "mistyped-secret")
    empty.click("Verify")
    empty.wait(lambda: empty.main.background.idle, "an answer")
    assert says(empty, "SignatureDoesNotMatch") or says(empty, "secret")
    assert not says(empty, "mistyped-secret")
    assert not says(empty, "signed in as")


def test_a_removed_profile_is_gone(empty: Driver) -> None:
    in_the_cloud(empty)
    add_profile(empty, "shop", "LTAI5tAbcdefgh1234", "planted-secret")
    empty.click("Remove")
    empty.wait(lambda: says(empty, "No profile yet."), "no profile")
