"""Accounts taken over from the aliyun command line's configuration, which is only read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.cloud.accounts import DEFAULT_REGION, Profile
from core.cloud.connection import Credentials
from core.cloud.errors import AliyunConfigUnreadable
from core.errors import Sentence, say, why_unreadable
from core.plan.names import ROLE_ARN

if TYPE_CHECKING:
    from collections.abc import Mapping

# Each mode that an AccessKey of its own, or of the profile it names, is enough for, and what it
# needs; as in https://github.com/aliyun/aliyun-cli/blob/master/config/profile.go.
_NEEDS: Final = {
    "AK": ("access_key_id", "access_key_secret"),
    "StsToken": ("access_key_id", "access_key_secret", "sts_token"),
    "RamRoleArn": ("access_key_id", "access_key_secret", "ram_role_arn"),
    "ChainableRamRoleArn": ("source_profile", "ram_role_arn"),
}
# A token that stands in any other mode was left there by an earlier one, and is stale.
_WITH_TOKEN: Final = frozenset({"StsToken", "RamRoleArn"})
_WITH_ROLE: Final = frozenset({"RamRoleArn", "ChainableRamRoleArn"})
_MODES: Final = {mode.lower(): mode for mode in _NEEDS}
_UNNAMED: Final = "?"

_Fields = dict[str, str]


@dataclass(frozen=True)
class Importable:
    """A profile that can be taken over, with its secrets."""

    profile: Profile
    credentials: Credentials


@dataclass(frozen=True)
class NotImportable:
    """A profile whose way to sign in, `mode`, is not ours, or that lacks something; and `why`."""

    name: str
    mode: str
    why: Sentence


@dataclass(frozen=True)
class AliyunProfiles:
    """All profiles of a configuration; `current` names its default, empty when it has none."""

    current: str
    importable: tuple[Importable, ...]
    others: tuple[NotImportable, ...]


def aliyun_config() -> Path:
    """Return where the aliyun command line keeps its configuration."""
    return Path.home() / ".aliyun" / "config.json"


def read_aliyun_profiles(path: Path) -> AliyunProfiles:
    """Read a configuration; raises `AliyunConfigUnreadable`.

    What is taken over is an AccessKey, with the token or the role its mode uses. Modes that need a
    browser, an instance's role or a program of their own are named and left, and so is a profile
    that lacks something: neither costs the others.
    """
    untrusted = _document(path)
    listed = untrusted.get("profiles") or []
    entries = [entry for entry in listed if isinstance(entry, dict)]
    if listed and not entries:
        raise AliyunConfigUnreadable(path=path, message=say("none of its profiles can be read"))
    by_name: dict[str, _Fields] = {}
    for entry in entries:
        fields = _fields(entry)
        by_name.setdefault(fields["name"], fields)  # of two, the first one counts
    taken = [_taken(fields, by_name) for fields in by_name.values()]
    strangers = [
        NotImportable(_UNNAMED, "", say("it is no profile"))
        for entry in listed
        if not isinstance(entry, dict)
    ]
    current = untrusted.get("current")
    return AliyunProfiles(
        current if isinstance(current, str) else "",
        tuple(each for each in taken if isinstance(each, Importable)),
        (*(each for each in taken if isinstance(each, NotImportable)), *strangers),
    )


def _document(path: Path) -> dict[str, Any]:
    """Return the configuration's object, whose profiles are a list or absent."""
    message: str | Sentence = say("it holds no list of profiles")
    try:
        untrusted = json.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as failure:
        message = why_unreadable(failure)
    except json.JSONDecodeError as failure:
        message = say("line {line} is no JSON", line=failure.lineno)
    except (ValueError, RecursionError):
        message = say("it is no JSON that can be read")
    else:
        if isinstance(untrusted, dict) and isinstance(untrusted.get("profiles"), list | None):
            return untrusted
    raise AliyunConfigUnreadable(path=path, message=message)


def _fields(untrusted: Mapping[str, object]) -> _Fields:
    """Return the texts of an entry, the mode recognised as the aliyun command line does."""
    texts = {key: value for key, value in untrusted.items() if isinstance(value, str)}
    texts = {"name": "", "mode": "", **texts}
    texts["mode"] = _MODES.get(texts["mode"].lower(), texts["mode"]) or _recognised(texts)
    return texts


def _recognised(fields: Mapping[str, str]) -> str:
    """Return the mode of a profile that does not say it."""
    if not fields.get("access_key_id") or not fields.get("access_key_secret"):
        return ""
    if fields.get("sts_token"):
        return "StsToken"
    return "RamRoleArn" if fields.get("ram_role_arn") else "AK"


def _taken(fields: _Fields, by_name: Mapping[str, _Fields]) -> Importable | NotImportable:
    why = _refusal(fields, by_name)
    if why:
        return NotImportable(fields["name"] or _UNNAMED, fields["mode"], why)
    keys = by_name[fields["source_profile"]] if _is_chained(fields) else fields
    token = keys.get("sts_token") if keys["mode"] in _WITH_TOKEN else None
    region = fields.get("region_id") or keys.get("region_id") or DEFAULT_REGION
    profile = Profile(fields["name"], region)
    if fields["mode"] in _WITH_ROLE:
        profile = Profile(
            fields["name"],
            region,
            role_arn=fields["ram_role_arn"],
            role_session=fields.get("ram_session_name") or None,
            external_id=fields.get("external_id") or None,
        )
    credentials = Credentials(keys["access_key_id"], keys["access_key_secret"], token or None)
    return Importable(profile, credentials)


def _refusal(fields: _Fields, by_name: Mapping[str, _Fields]) -> Sentence | None:
    """Return why a profile cannot be taken over, None when it can."""
    if not fields["name"]:
        return say("it has no name")
    if not fields["mode"]:
        return say("it was never configured")
    if fields["mode"] not in _NEEDS:
        return say("the mode {mode} is not supported", mode=fields["mode"])
    for needed in _NEEDS[fields["mode"]]:
        if not fields.get(needed):
            return say("it lacks {field}", field=needed)
    if fields["mode"] in _WITH_ROLE and ROLE_ARN.broken_by(fields["ram_role_arn"]):
        return say("{role} is not a role's ARN", role=fields["ram_role_arn"])
    return _refusal_of_source(fields, by_name) if _is_chained(fields) else None


def _refusal_of_source(fields: _Fields, by_name: Mapping[str, _Fields]) -> Sentence | None:
    source = by_name.get(fields["source_profile"])
    if source is None:
        return say("its source profile {name} is not there", name=fields["source_profile"])
    if source["mode"] in _WITH_ROLE:
        name = source["name"]
        return say("its source profile {name} is a role, too: one role is supported", name=name)
    why = _refusal(source, by_name)
    return why and say("of its source profile {name}: {why}", name=source["name"], why=why)


def _is_chained(fields: Mapping[str, str]) -> bool:
    return fields["mode"] == "ChainableRamRoleArn"
