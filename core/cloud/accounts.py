"""Accounts: named profiles whose secrets live in the keyring and nowhere else."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.cloud.connection import Connection, Credentials, Endpoints
from core.cloud.errors import (
    BadAccountName,
    BadRole,
    KeyringAbsent,
    KeyringClosed,
    SecretGone,
    UnknownAccount,
)
from core.cloud.secrets import SecretStore, SessionStore, secret_store, where_kept
from core.cloud.sts import Identity, StsClient
from core.errors import Sentence, say
from core.paths import data_directory, write_whole
from core.plan.names import PROFILE, ROLE_ARN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from core.errors import ChartNestError

DEFAULT_REGION: Final = "cn-hangzhou"
_PROBE: Final = "probe"
"""An entry that is never there: asking for it shows whether the keyring answers."""


class Site(StrEnum):
    """Which of the two Alibaba Clouds an account belongs to."""

    CHINA = "china"
    INTERNATIONAL = "international"


@dataclass(frozen=True)
class Profile:
    """An account by name, without its secrets; `key_hint` shows the ends of the AccessKey ID.

    `role_session` and `external_id` go with the role, where its owner asks for them.
    """

    name: str
    region: str
    site: Site = Site.CHINA
    role_arn: str | None = None
    key_hint: str = ""
    role_session: str | None = None
    external_id: str | None = None


@dataclass(frozen=True)
class Kept:
    """Where secrets went, in words, and whether they outlive this process there.

    `refusal` is why they do not although there is a keyring.
    """

    where: Sentence
    lasting: bool
    refusal: KeyringClosed | None = None

    def __str__(self) -> str:
        return str(self.where)


@dataclass(frozen=True)
class _OfSession:
    """An account that ends with this process, and why it does."""

    profile: Profile
    credentials: Credentials
    why: Sentence


class Accounts:
    """The profiles of this computer's user.

    Each is a file of its own without a secret in it, so that two processes never overwrite each
    other's; the AccessKey ID, its secret and the STS token are three entries of the keyring, all
    of them or none. An account that no keyring keeps stays in this object. Where no keyring can
    be asked, the environment's AccessKey stands for any account whose own is not at hand.
    Methods may block: never call them where a window is drawn.
    """

    def __init__(self, directory: Path | None = None, store: SecretStore | None = None) -> None:
        self._directory = (directory or data_directory()) / "accounts"
        self._store = store or secret_store()
        self._session = SessionStore()
        self._session_accounts: dict[str, _OfSession] = {}

    @property
    def where_kept(self) -> Sentence:
        """Say in words where secrets go, and which accounts they do not outlive."""
        if not self._store.lasting or not self._session_accounts:
            return where_kept(self._store)
        why = next(reversed(self._session_accounts.values())).why
        names = ", ".join(self._session_accounts)
        return say("{why} These accounts end with this session: {names}.", why=why, names=names)

    def profiles(self) -> tuple[Profile, ...]:
        """Return every profile by name."""
        found = {profile.name: profile for profile in self._stored_profiles()}
        found.update({name: each.profile for name, each in self._session_accounts.items()})
        return tuple(found[name] for name in sorted(found))

    def profile(self, name: str) -> Profile:
        """Return one profile; raises `UnknownAccount`."""
        for profile in self.profiles():
            if profile.name == name:
                return profile
        raise UnknownAccount(name=name)

    def add(self, profile: Profile, credentials: Credentials) -> Kept:
        """Keep a profile, in the place of one of the same name; return where its secrets are.

        What the keyring does not keep, whole, lasts for this session.
        """
        if PROFILE.broken_by(profile.name):
            raise BadAccountName(name=profile.name)
        if profile.role_arn and ROLE_ARN.broken_by(profile.role_arn):
            raise BadRole(role=profile.role_arn)
        kept = replace(profile, key_hint=_hint(credentials.access_key_id))
        if not self._store.lasting:
            self._add_for_session(kept, credentials, where_kept(self._store))
            return Kept(where_kept(self._store), lasting=False)
        try:
            self._keep_all(_entries(profile.name, credentials))
        except KeyringClosed as refusal:
            where = _only_this_session(refusal)
            self._add_for_session(kept, credentials, where)
            return Kept(where, lasting=False, refusal=refusal)
        self._write(kept)
        self._session_accounts.pop(kept.name, None)
        return Kept(where_kept(self._store), lasting=True)

    def remove(self, name: str) -> None:
        """Forget a profile and its secrets.

        Raises `UnknownAccount`, and `KeyringClosed` or `KeyringAbsent` when the secrets are still
        where they were: then the profile stays, too.
        """
        self.profile(name)
        if self._file(name).exists():
            if not self._store.lasting:
                raise KeyringAbsent(name=name)
            for key in _entries(name, Credentials("", "")):
                self._store.forget(key)
            self._file(name).unlink(missing_ok=True)
        self._session_accounts.pop(name, None)

    def credentials(self, name: str) -> Credentials:
        """Return the secrets of a profile; raises `UnknownAccount`, `SecretGone` or what closed.

        Where no keyring can be asked, those of the environment count.
        """
        self.profile(name)
        if name in self._session_accounts:
            return self._session_accounts[name].credentials
        refusal: ChartNestError = SecretGone(name=name, place=self._store.place)
        try:
            found = self._kept_credentials(name)
        except KeyringClosed as closed:
            found, refusal = None, closed
        if found is None and (isinstance(refusal, KeyringClosed) or not self._store.lasting):
            found = Credentials.from_environment(os.environ)
        if found is None:
            raise refusal
        return found

    def connection(
        self, name: str, *, region: str | None = None, endpoints: Endpoints | None = None
    ) -> Connection:
        """Return a connection for a profile, as its role where it names one.

        Without `endpoints` those of the environment count.
        """
        self._take_from_environment(name)
        profile = self.profile(name)
        connection = Connection(
            self.credentials(name),
            region or profile.region,
            endpoints or Endpoints.from_environment(os.environ),
        )
        if profile.role_arn is None:
            return connection
        granted = StsClient(connection).assume_role(
            profile.role_arn, session=profile.role_session, external_id=profile.external_id
        )
        return replace(connection, credentials=granted)

    def verify(self, name: str) -> Identity:
        """Ask STS whose account a profile is; raises what STS refuses."""
        return StsClient(self.connection(name)).identity()

    def remember(self, plan_name: str, value_path: str, secret: str) -> Kept:
        """Keep a secret that was given at a launch, for the plan's next ones.

        What the keyring does not keep lasts for this session, and what it had before is no more.
        """
        key = _launch_key(plan_name, value_path)
        self._session.forget(key)
        try:
            self._store.write(key, secret)
        except KeyringClosed as refusal:
            with suppress(KeyringClosed):
                self._store.forget(key)
            self._session.write(key, secret)
            return Kept(_only_this_session(refusal), lasting=False, refusal=refusal)
        return Kept(where_kept(self._store), self._store.lasting)

    def remember_all(self, plan_name: str, secrets: Mapping[str, str]) -> tuple[Kept, ...]:
        """Keep the secrets of a launch by their paths; say each place they went to once."""
        kept = [self.remember(plan_name, path, secret) for path, secret in secrets.items()]
        return tuple({str(each): each for each in kept}.values())

    def recall(self, plan_name: str, value_path: str) -> str | None:
        """Return a secret kept at an earlier launch, None when there is none.

        Raises `KeyringClosed` when the keyring cannot be asked.
        """
        key = _launch_key(plan_name, value_path)
        return self._session.read(key) or self._store.read(key)

    def recalled(self, plan_name: str, value_paths: Iterable[str]) -> dict[str, str]:
        """Return what is kept for each path, empty where there is nothing to be had."""
        found = dict.fromkeys(value_paths, "")
        with suppress(KeyringClosed):
            for path in found:
                found[path] = self.recall(plan_name, path) or ""
        return found

    def forget(self, plan_name: str, value_path: str) -> None:
        """Forget a secret kept at an earlier launch; raises `KeyringClosed`."""
        key = _launch_key(plan_name, value_path)
        self._session.forget(key)
        self._store.forget(key)

    def _take_from_environment(self, name: str) -> None:
        """Let the environment's AccessKey be an account that nobody added, if nothing can last."""
        credentials = Credentials.from_environment(os.environ)
        known = any(profile.name == name for profile in self.profiles())
        if known or credentials is None or self._keeps():
            return
        profile = Profile(name, DEFAULT_REGION, key_hint=_hint(credentials.access_key_id))
        why = say("No keyring opens: the environment's AccessKey is the account.")
        self._add_for_session(profile, credentials, why)

    def _keeps(self) -> bool:
        """Tell whether the keyring can be asked: it may be there and nobody can unlock it."""
        if not self._store.lasting:
            return False
        try:
            self._store.read(_PROBE)
        except KeyringClosed:
            return False
        return True

    def _add_for_session(self, profile: Profile, credentials: Credentials, why: Sentence) -> None:
        self._session_accounts.pop(profile.name, None)
        self._session_accounts[profile.name] = _OfSession(profile, credentials, why)

    def _keep_all(self, entries: Mapping[str, str | None]) -> None:
        """Keep all entries; when one is refused put back what was there, and raise.

        Where that is refused, too, nothing is left: better gone than half another account's.
        """
        before = {key: self._store.read(key) for key in entries}
        try:
            for key, secret in entries.items():
                self._keep(key, secret)
        except KeyringClosed:
            self._put_back(before)
            raise

    def _put_back(self, before: Mapping[str, str | None]) -> None:
        try:
            for key, secret in before.items():
                self._keep(key, secret)
        except KeyringClosed:
            for key in before:
                with suppress(KeyringClosed):
                    self._store.forget(key)

    def _keep(self, key: str, secret: str | None) -> None:
        if secret is None:
            self._store.forget(key)
        else:
            self._store.write(key, secret)

    def _kept_credentials(self, name: str) -> Credentials | None:
        key_id, secret, token = map(self._store.read, _entries(name, Credentials("", "")))
        return Credentials(key_id, secret, token) if key_id and secret else None

    def _stored_profiles(self) -> Iterator[Profile]:
        for file in sorted(self._directory.glob("*.json")):
            profile = _read_profile(file)
            if profile:
                yield profile

    def _write(self, profile: Profile) -> None:
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(self._file(profile.name), json.dumps(asdict(profile), indent=2))

    def _file(self, name: str) -> Path:
        return self._directory / f"{name}.json"


def _read_profile(file: Path) -> Profile | None:
    """Return the profile of a file, None for one that is none of ours: it costs no other one."""
    try:
        fields = json.loads(file.read_text("utf-8"))
        return Profile(**{**fields, "site": Site(fields["site"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _only_this_session(refusal: KeyringClosed) -> Sentence:
    why = refusal.sentence
    return say("{why} What was given is kept only until this session ends.", why=why)


def _entries(name: str, credentials: Credentials) -> dict[str, str | None]:
    """Return the keyring entries of a profile: id, secret and token."""
    return {
        f"account/{name}/access-key-id": credentials.access_key_id,
        f"account/{name}/access-key-secret": credentials.access_key_secret,
        f"account/{name}/security-token": credentials.security_token,
    }


def _launch_key(plan_name: str, value_path: str) -> str:
    return f"launch/{plan_name}/{value_path}"


def _hint(access_key_id: str) -> str:
    """Return the ends of an AccessKey ID, enough to tell one's own apart."""
    return f"{access_key_id[:4]}…{access_key_id[-4:]}" if len(access_key_id) > 12 else "…"
