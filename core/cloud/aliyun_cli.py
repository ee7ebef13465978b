"""Accounts taken over from the aliyun command line's configuration, which is only read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.cloud.accounts import DEFAULT_REGION, Profile
from core.cloud.connection import Credentials
from core.cloud.errors import AliyunConfigUnreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

_IMPORTABLE: Final = frozenset({"AK", "StsToken", "RamRoleArn"})


@dataclass(frozen=True)
class Importable:
    """A profile that can be taken over, with its secrets."""

    profile: Profile
    credentials: Credentials


@dataclass(frozen=True)
class NotImportable:
    """A profile whose way to sign in, `mode`, is not ours."""

    name: str
    mode: str


@dataclass(frozen=True)
class AliyunProfiles:
    """All profiles of a configuration; `current` names its default."""

    current: str
    importable: tuple[Importable, ...]
    others: tuple[NotImportable, ...]


def aliyun_config() -> Path:
    """Return where the aliyun command line keeps its configuration."""
    return Path.home() / ".aliyun" / "config.json"


def read_aliyun_profiles(path: Path) -> AliyunProfiles:
    """Read a configuration; raises `AliyunConfigUnreadable`.

    Modes AK, StsToken and RamRoleArn are taken over; those that need a browser, an instance's
    role or a program of their own are named and left.
    """
    try:
        untrusted = json.loads(path.read_text("utf-8-sig"))
        profiles = [_strings(entry) for entry in untrusted["profiles"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as failure:
        reason = failure.strerror if isinstance(failure, OSError) else None
        message = f"{reason or type(failure).__name__}."
        raise AliyunConfigUnreadable(path=path, message=message) from None
    importable = [_importable(p) for p in profiles if _complete(p)]
    others = [NotImportable(p["name"], p["mode"]) for p in profiles if not _complete(p)]
    return AliyunProfiles(str(untrusted.get("current", "")), tuple(importable), tuple(others))


def _strings(entry: Mapping[str, object]) -> dict[str, str]:
    texts = {key: value for key, value in entry.items() if isinstance(value, str)}
    return {"name": "", "mode": "", **texts}


def _complete(profile: Mapping[str, str]) -> bool:
    needed = {"access_key_id", "access_key_secret"}
    if profile["mode"] == "StsToken":
        needed.add("sts_token")
    if profile["mode"] == "RamRoleArn":
        needed.add("ram_role_arn")
    return profile["mode"] in _IMPORTABLE and all(profile.get(field) for field in needed)


def _importable(profile: Mapping[str, str]) -> Importable:
    role_arn = profile["ram_role_arn"] if profile["mode"] == "RamRoleArn" else None
    region = profile.get("region_id") or DEFAULT_REGION
    credentials = Credentials(
        profile["access_key_id"], profile["access_key_secret"], profile.get("sts_token") or None
    )
    return Importable(Profile(profile["name"], region, role_arn=role_arn), credentials)
