"""Accounts: secrets in a real keyring or in memory, and never anywhere else."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.cli.secrets import forget_secrets
from core.cloud.accounts import Accounts, Profile, Site
from core.cloud.connection import Credentials, Endpoints
from core.cloud.errors import BadAccountName, BadRole, SecretGone, UnknownAccount
from core.cloud.secrets import KeyringStore, SessionStore, secret_store
from core.plan.model import AskedValue, ClusterParameter, PathChart, Plan, Release
from tests.support.secret_service import secret_service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="gnome-keyring is a Linux program")

PROFILE = Profile("work", "cn-beijing", Site.INTERNATIONAL, "acs:ram::1:role/deploy")
CREDENTIALS = Credentials("LTAI5tPlantedIdentifier", "planted-key-secret", "planted-sts-token")


@pytest.fixture
def keyring(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with secret_service(home) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield home


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")


def files_with(text: str, folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in files if text.encode() in path.read_bytes()]


@pytest.mark.usefixtures("keyring")
def test_an_added_account_is_there_for_the_next_process() -> None:
    Accounts().add(PROFILE, CREDENTIALS)
    accounts = Accounts()
    (profile,) = accounts.profiles()
    assert (profile.name, profile.region, profile.site) == ("work", "cn-beijing", "international")
    assert profile.role_arn == "acs:ram::1:role/deploy"
    assert accounts.credentials("work") == CREDENTIALS


@pytest.mark.usefixtures("keyring")
def test_it_says_which_keyring_keeps_the_secret() -> None:
    assert "GNOME Keyring" in str(Accounts().add(PROFILE, CREDENTIALS))


def test_no_secret_is_in_any_file(keyring: Path) -> None:
    Accounts().add(PROFILE, CREDENTIALS)
    Accounts().remember("shop", "auth.password", "planted-value")
    for secret in ("planted-key-secret", "planted-sts-token", "planted-value", "LTAI5tPlantedId"):
        assert files_with(secret, keyring) == []
    assert files_with("cn-beijing", keyring)


def test_nothing_of_a_removed_account_is_left(keyring: Path) -> None:
    accounts = Accounts()
    accounts.add(PROFILE, CREDENTIALS)
    accounts.remove("work")
    assert accounts.profiles() == ()
    assert Accounts().profiles() == ()
    assert secret_store().read("account/work/access-key-secret") is None
    assert files_with("cn-beijing", keyring) == []


@pytest.mark.usefixtures("keyring")
def test_adding_again_without_a_token_drops_the_token() -> None:
    accounts = Accounts()
    accounts.add(PROFILE, CREDENTIALS)
    accounts.add(PROFILE, Credentials("id", "secret"))
    assert accounts.credentials("work").security_token is None


@pytest.mark.usefixtures("keyring")
def test_a_launch_secret_is_recalled_until_it_is_forgotten() -> None:
    Accounts().remember("shop", "auth.password", "s3cret")
    assert Accounts().recall("shop", "auth.password") == "s3cret"
    assert Accounts().recall("other", "auth.password") is None
    plan = Plan(
        name="shop",
        cluster=ClusterParameter(parameter=True),
        chart=PathChart(path="."),
        parameters=(AskedValue(secret=True, path="auth.password"),),
        release=Release(name="shop"),
    )
    forget_secrets(plan)
    assert Accounts().recall("shop", "auth.password") is None


@pytest.mark.usefixtures("keyring")
def test_a_secret_deleted_in_the_keyring_is_missed_by_name() -> None:
    accounts = Accounts()
    accounts.add(PROFILE, CREDENTIALS)
    secret_store().forget("account/work/access-key-secret")
    with pytest.raises(SecretGone, match="work"):
        accounts.credentials("work")


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_the_account_lasts_for_the_session(home: Path) -> None:
    accounts = Accounts()
    said = accounts.add(PROFILE, CREDENTIALS)
    assert "only until this session ends" in str(said)
    assert accounts.credentials("work") == CREDENTIALS
    assert Accounts().profiles() == ()
    assert files_with("", home) == []


def test_without_a_keyring_the_environments_key_stands_for_an_unknown_account(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tOfTheEnvironment")
    with pytest.raises(UnknownAccount):
        Accounts().connection("work")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret of the environment")
    given = Accounts().connection("work", region="cn-beijing")
    assert given.credentials == Credentials("LTAI5tOfTheEnvironment", "secret of the environment")
    assert given.region == "cn-beijing"
    accounts = Accounts()
    accounts.add(replace(PROFILE, role_arn=None), CREDENTIALS)
    assert accounts.connection("work").credentials == CREDENTIALS
    assert files_with("", home) == []


def test_a_plaintext_backend_named_by_the_environment_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    assert isinstance(secret_store(), SessionStore)


def test_a_backend_that_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "nowhere.Keyring")
    assert isinstance(secret_store(), SessionStore)


def test_a_keyring_that_dies_is_named_and_no_secret_with_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with secret_service(home) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        accounts = Accounts()
    said = str(accounts.add(PROFILE, CREDENTIALS))
    assert "Secret Service" in said
    assert "only until this session ends" in said
    assert "planted" not in said
    assert accounts.credentials("work") == CREDENTIALS
    assert Accounts().profiles() == ()


@pytest.mark.parametrize("name", ["", "1st", "../up", "a/b", "a" * 65, "white space"])
@pytest.mark.usefixtures("no_keyring")
def test_a_name_that_cannot_be_a_file_is_refused(name: str) -> None:
    with pytest.raises(BadAccountName):
        Accounts().add(Profile(name, "cn-hangzhou"), CREDENTIALS)


@pytest.mark.parametrize("role", ["deployer", "acs:ram::1:user/x", "acs:ram::x:role/deployer"])
@pytest.mark.usefixtures("no_keyring")
def test_what_is_no_role_is_refused_and_nothing_is_kept(role: str) -> None:
    accounts = Accounts()
    with pytest.raises(BadRole, match=role):
        accounts.add(Profile("work", "cn-hangzhou", role_arn=role), CREDENTIALS)
    assert accounts.profiles() == ()


@pytest.mark.usefixtures("no_keyring")
def test_an_unknown_account_is_refused_by_name() -> None:
    with pytest.raises(UnknownAccount, match="elsewhere"):
        Accounts().connection("elsewhere")


@pytest.mark.usefixtures("no_keyring")
def test_the_environment_says_where_the_services_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTNEST_ENDPOINT_ROS", "http://127.0.0.1:1")
    monkeypatch.setenv("CHARTNEST_ENDPOINT_OSS", "http://127.0.0.1:2")
    accounts = Accounts()
    accounts.add(Profile("work", "cn-beijing"), CREDENTIALS)
    connection = accounts.connection("work", region="cn-shanghai")
    assert connection.endpoints == Endpoints(ros="http://127.0.0.1:1", oss="http://127.0.0.1:2")
    assert connection.region == "cn-shanghai"
    assert "planted" not in repr(connection)


@pytest.mark.usefixtures("keyring")
def test_only_a_change_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    store = secret_store()
    assert isinstance(store, KeyringStore)
    store.write("key", "secret")
    backend = store._backend
    monkeypatch.setattr(backend, "set_password", pytest.fail)
    store.write("key", "secret")
