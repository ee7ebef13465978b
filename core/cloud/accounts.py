"""Accounts: named profiles whose secrets live in the keyring and nowhere else."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.cloud.connection import Connection, Credentials, Endpoints
from core.cloud.errors import BadAccountName, BadRole, SecretGone, UnknownAccount
from core.cloud.secrets import SecretStore, SessionStore, secret_store, where_kept
from core.cloud.sts import Identity, StsClient
from core.errors import Sentence, say
from core.paths import data_directory, write_whole
from core.plan.names import PROFILE, ROLE_ARN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEFAULT_REGION: Final = "cn-hangzhou"


class Site(StrEnum):
    """Which of the two Alibaba Clouds an account belongs to."""

    CHINA = "china"
    INTERNATIONAL = "international"


@dataclass(frozen=True)
class Profile:
    """An account by name, without its secrets; `key_hint` shows the ends of the AccessKey ID."""

    name: str
    region: str
    site: Site = Site.CHINA
    role_arn: str | None = None
    key_hint: str = ""


class Accounts:
    """The profiles of this computer's user.

    Each is a file of its own without a secret in it, so that two processes never overwrite each
    other's; the AccessKey ID, its secret and the STS token are three entries of the keyring.
    Without a keyring everything stays in this object, and the environment's AccessKey stands for
    an account that is not known. Methods may block: never call them where a
    window is drawn.
    """

    def __init__(self, directory: Path | None = None, store: SecretStore | None = None) -> None:
        self._directory = (directory or data_directory()) / "accounts"
        self._store = store or secret_store()
        self._session = SessionStore()
        self._session_profiles: dict[str, Profile] = {}

    @property
    def lasting(self) -> bool:
        """Tell whether accounts outlive this process."""
        return self._store.lasting

    @property
    def where_kept(self) -> Sentence:
        """Say in words where secrets go."""
        return where_kept(self._store)

    def profiles(self) -> tuple[Profile, ...]:
        """Return every profile by name."""
        found = {profile.name: profile for profile in self._stored_profiles()}
        found.update(self._session_profiles)
        return tuple(found[name] for name in sorted(found))

    def profile(self, name: str) -> Profile:
        """Return one profile; raises `UnknownAccount`."""
        for profile in self.profiles():
            if profile.name == name:
                return profile
        raise UnknownAccount(name=name)

    def add(self, profile: Profile, credentials: Credentials) -> Sentence:
        """Keep a profile, in the place of one of the same name; return where its secrets are."""
        if PROFILE.broken_by(profile.name):
            raise BadAccountName(name=profile.name)
        if profile.role_arn and ROLE_ARN.broken_by(profile.role_arn):
            raise BadRole(role=profile.role_arn)
        kept = replace(profile, key_hint=_hint(credentials.access_key_id))
        for key, secret in _entries(profile.name, credentials).items():
            self._keep(key, secret)
        if self._store.lasting:
            self._write(kept)
        else:
            self._session_profiles[kept.name] = kept
        token = credentials.security_token
        if self._store.lasting and token and not self._store.takes(token):
            return say(
                "The AccessKey is kept in {place}; the STS token is too long for it and is kept "
                "only until this session ends.",
                place=self._store.place,
            )
        return self.where_kept

    def remove(self, name: str) -> None:
        """Forget a profile and its secrets; raises `UnknownAccount`."""
        self.profile(name)
        for key in _entries(name, Credentials("", "")):
            self._keep(key, None)
        self._session_profiles.pop(name, None)
        self._file(name).unlink(missing_ok=True)

    def credentials(self, name: str) -> Credentials:
        """Return the secrets of a profile; raises `UnknownAccount` or `SecretGone`."""
        self.profile(name)
        id_key, secret_key, token_key = _entries(name, Credentials("", ""))
        access_key_id, secret = self._read(id_key), self._read(secret_key)
        if not access_key_id or not secret:
            raise SecretGone(name=name, place=self._store.place)
        return Credentials(access_key_id, secret, self._read(token_key))

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
        granted = StsClient(connection).assume_role(profile.role_arn)
        return replace(connection, credentials=granted)

    def verify(self, name: str) -> Identity:
        """Ask STS whose account a profile is; raises what STS refuses."""
        return StsClient(self.connection(name)).identity()

    def remember(self, plan_name: str, value_path: str, secret: str) -> Sentence:
        """Keep a secret that was given at a launch, for the plan's next ones."""
        self._keep(_launch_key(plan_name, value_path), secret)
        return self.where_kept

    def recall(self, plan_name: str, value_path: str) -> str | None:
        """Return a secret kept at an earlier launch, None when there is none."""
        return self._read(_launch_key(plan_name, value_path))

    def forget(self, plan_name: str, value_path: str) -> None:
        """Forget a secret kept at an earlier launch."""
        self._keep(_launch_key(plan_name, value_path), None)

    def _take_from_environment(self, name: str) -> None:
        """Let the environment's AccessKey be the account, if nothing else can last."""
        known = any(profile.name == name for profile in self.profiles())
        credentials = Credentials.from_environment(os.environ)
        if credentials and not known and not self.lasting:
            self.add(Profile(name, DEFAULT_REGION), credentials)

    def _keep(self, key: str, secret: str | None) -> None:
        """Put a secret where it fits, and nowhere else; None forgets it."""
        fits = secret is not None and self._store.takes(secret)
        if secret is None or not fits:
            self._store.forget(key)
        if secret is None or fits:
            self._session.forget(key)
        if secret is not None:
            (self._store if fits else self._session).write(key, secret)

    def _read(self, key: str) -> str | None:
        return self._session.read(key) or self._store.read(key)

    def _stored_profiles(self) -> Iterator[Profile]:
        for file in sorted(self._directory.glob("*.json")):
            fields = json.loads(file.read_text("utf-8"))
            yield Profile(**{**fields, "site": Site(fields["site"])})

    def _write(self, profile: Profile) -> None:
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(self._file(profile.name), json.dumps(asdict(profile), indent=2))

    def _file(self, name: str) -> Path:
        return self._directory / f"{name}.json"


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
