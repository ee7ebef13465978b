"""Keyrings that fail: nothing is said to be kept where it is not, and all is said in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from core.cloud.accounts import Accounts, Profile
from core.cloud.connection import Credentials
from core.cloud.errors import KeyringAbsent, KeyringClosed, SecretGone, UnknownAccount
from core.cloud.secrets import KeyringStore, SessionStore
from tests.support import odd_keyrings
from tests.support.odd_keyrings import KEEPING_NOTHING, FullAfter, Kept, Sound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from keyring.backend import KeyringBackend

PROFILE = Profile("work", "cn-beijing")
CREDENTIALS = Credentials("LTAI5tPlantedIdentifier", "planted-key-secret", "planted-sts-token")
OF_ENVIRONMENT = Credentials("LTAI5tOfTheEnvironment", "secret of the environment")
A_CLASS = re.compile(r"\b[A-Z][a-z]+[A-Z]\w*|\w+Error\b")


def names_a_class(said: object, backend: KeyringBackend) -> bool:
    return A_CLASS.search(str(said).replace(KeyringStore(backend).place, "")) is not None


def accounts_in(home: Path, backend: KeyringBackend) -> Accounts:
    return Accounts(home, KeyringStore(backend))


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", OF_ENVIRONMENT.access_key_id)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", OF_ENVIRONMENT.access_key_secret)


@pytest.mark.parametrize("backend", KEEPING_NOTHING)
def test_what_a_keyring_does_not_keep_lasts_for_the_session_and_says_so(
    home: Path, backend: Callable[[Kept], KeyringBackend]
) -> None:
    keyring = backend({})
    accounts = accounts_in(home, keyring)
    said = accounts.add(PROFILE, CREDENTIALS)
    assert "only until this session ends" in str(said)
    assert not said.lasting
    assert not names_a_class(said, keyring)
    assert "planted" not in str(said)
    assert accounts.credentials("work") == CREDENTIALS
    assert "work" in str(accounts.where_kept)
    assert accounts_in(home, backend({})).profiles() == ()


@pytest.mark.parametrize("backend", KEEPING_NOTHING)
def test_a_secret_of_a_launch_that_is_not_kept_is_recalled_in_the_session_alone(
    home: Path, backend: Callable[[Kept], KeyringBackend]
) -> None:
    kept: Kept = {}
    accounts = accounts_in(home, backend(kept))
    said = accounts.remember("shop", "auth.password", "planted-secret-of-a-launch")
    assert "only until this session ends" in str(said)
    assert "planted" not in str(said)
    assert accounts.recall("shop", "auth.password") == "planted-secret-of-a-launch"
    later = accounts_in(home, backend(kept))
    assert later.recalled("shop", ["auth.password"]) == {"auth.password": ""}


@pytest.mark.parametrize(
    ("secret", "lasting"),
    [("k" * 1_280, True), ("k" * 1_281, False), ("🔑" * 640, True), ("🔑" * 641, False)],
    ids=["1280 letters", "1281 letters", "640 keys", "641 keys"],
)
def test_a_secret_longer_than_windows_takes_lasts_for_the_session(
    home: Path, secret: str, lasting: bool
) -> None:
    keyring = odd_keyrings.Windows()
    said = accounts_in(home, keyring).remember("shop", "tls.key", secret)
    assert said.lasting is lasting
    assert ("too long for Windows Credential Manager" in str(said)) is not lasting
    recalled = accounts_in(home, keyring).recall("shop", "tls.key")
    assert recalled == (secret if lasting else None)


def test_a_secret_too_long_takes_the_place_of_the_one_that_was_kept(home: Path) -> None:
    keyring = odd_keyrings.Windows()
    accounts_in(home, keyring).remember("shop", "tls.key", "the old one")
    accounts_in(home, keyring).remember("shop", "tls.key", "k" * 4_000)
    assert accounts_in(home, keyring).recall("shop", "tls.key") is None


def test_an_account_whose_token_is_too_long_is_kept_whole_or_not_at_all(home: Path) -> None:
    keyring = odd_keyrings.Windows()
    accounts = accounts_in(home, keyring)
    long_token = Credentials("id", "secret", "t" * 1_281)
    assert "too long" in str(accounts.add(PROFILE, long_token))
    assert accounts.credentials("work") == long_token
    assert keyring.kept == {}
    assert accounts_in(home, keyring).profiles() == ()


@pytest.mark.parametrize("entries", [0, 1, 2])
def test_an_account_kept_by_halves_is_never_mixed_with_the_earlier_one(
    home: Path, entries: int
) -> None:
    kept: Kept = {}
    accounts_in(home, Sound(kept)).add(PROFILE, CREDENTIALS)
    other = Credentials("other-id", "other-secret", "other-token")
    now = accounts_in(home, FullAfter(kept, entries))
    assert "No space left on device" in str(now.add(PROFILE, other))
    assert now.credentials("work") == other
    later = accounts_in(home, Sound(kept))
    if entries == 0:
        assert later.credentials("work") == CREDENTIALS
    else:  # it could not be put back, and half of another account is none
        with pytest.raises(SecretGone):
            later.credentials("work")


@pytest.mark.parametrize("backend", [odd_keyrings.Tenacious, odd_keyrings.Stubborn])
def test_what_a_keyring_does_not_forget_is_said_and_the_account_stays(
    home: Path, backend: Callable[[Kept], KeyringBackend]
) -> None:
    keyring = backend({})
    accounts = accounts_in(home, keyring)
    accounts.add(PROFILE, CREDENTIALS)
    with pytest.raises(KeyringClosed) as refused:
        accounts.remove("work")
    assert "planted" not in str(refused.value)
    assert not names_a_class(refused.value, keyring)
    assert [profile.name for profile in accounts.profiles()] == ["work"]


def test_an_account_is_not_said_to_be_forgotten_where_its_keyring_is_out_of_reach(
    home: Path,
) -> None:
    kept: Kept = {}
    accounts_in(home, Sound(kept)).add(PROFILE, CREDENTIALS)
    with pytest.raises(KeyringAbsent):
        Accounts(home, SessionStore()).remove("work")
    accounts_in(home, Sound(kept)).remove("work")
    assert kept == {}


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("backend", [odd_keyrings.Locked, odd_keyrings.Unstarted])
def test_where_no_keyring_opens_the_environments_key_is_any_account(
    home: Path, backend: Callable[[Kept], KeyringBackend]
) -> None:
    accounts = accounts_in(home, backend({}))
    assert accounts.connection("default").credentials == OF_ENVIRONMENT
    assert "environment's AccessKey" in str(accounts.where_kept)
    accounts_in(home, Sound()).add(PROFILE, CREDENTIALS)
    known = accounts_in(home, backend({})).connection("work")
    assert (known.credentials, known.region) == (OF_ENVIRONMENT, "cn-beijing")


@pytest.mark.usefixtures("environment")
def test_without_a_keyring_the_environments_key_is_an_account_kept_elsewhere_too(
    home: Path,
) -> None:
    accounts_in(home, Sound()).add(PROFILE, CREDENTIALS)
    given = Accounts(home, SessionStore()).connection("work")
    assert (given.credentials, given.region) == (OF_ENVIRONMENT, "cn-beijing")


@pytest.mark.usefixtures("environment")
def test_beside_a_keyring_that_opens_the_environment_is_no_account(home: Path) -> None:
    kept: Kept = {}
    accounts_in(home, Sound(kept)).add(PROFILE, CREDENTIALS)
    with pytest.raises(UnknownAccount):
        accounts_in(home, Sound(kept)).connection("default")
    kept.clear()
    with pytest.raises(SecretGone):
        accounts_in(home, Sound(kept)).connection("work")


def test_a_locked_keyring_without_a_key_in_the_environment_is_named(home: Path) -> None:
    accounts_in(home, Sound()).add(PROFILE, CREDENTIALS)
    with pytest.raises(KeyringClosed, match="is locked"):
        accounts_in(home, odd_keyrings.Locked()).connection("work")
    with pytest.raises(UnknownAccount):
        accounts_in(home, odd_keyrings.Locked()).connection("default")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"name": "x", "site": "moon"}'])
def test_a_damaged_profile_costs_no_other(home: Path, text: str) -> None:
    kept: Kept = {}
    accounts_in(home, Sound(kept)).add(PROFILE, CREDENTIALS)
    (home / "accounts" / "broken.json").write_text(text)
    accounts = accounts_in(home, Sound(kept))
    assert [profile.name for profile in accounts.profiles()] == ["work"]
