"""What the security settings of Pods and containers must satisfy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.kubernetes.rules.checks import local_path, one_of, user_id
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field

_SYSCTL: Final = r"([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
_PROFILES: Final = ("Localhost", "RuntimeDefault", "Unconfined")


def seccomp(at: Field) -> Iterator[Cause]:
    """Refuse a seccomp profile that is none."""
    kind, profile = at.at("type"), at.at("localhostProfile")
    if not kind.value:
        yield kind.required("type is required when seccompProfile is set")
    elif kind.value not in _PROFILES:
        yield kind.unsupported(_PROFILES)
    if kind.value == "Localhost" and profile.value is None:
        yield profile.required("must be set when seccomp type is Localhost")
    elif kind.value == "Localhost":
        yield from local_path(profile)
    elif profile.value is not None:
        yield profile.invalid("can only be set when seccomp type is Localhost", at.value)


def app_armor(at: Field) -> Iterator[Cause]:
    """Refuse an AppArmor profile that is none."""
    kind, profile = at.at("type"), at.at("localhostProfile")
    if not kind.value:
        yield kind.required("type is required when appArmorProfile is set")
    elif kind.value not in _PROFILES:
        yield kind.unsupported(_PROFILES)
    elif kind.value != "Localhost":
        if profile.value is not None:
            yield profile.invalid("can only be set when AppArmor type is Localhost")
    elif not (profile.value or "").strip():
        yield profile.required("must be set when AppArmor type is Localhost")
    elif profile.value != profile.value.strip():
        yield profile.invalid("must not be padded with whitespace")


def _sysctls(at: Field) -> Iterator[Cause]:
    seen: set[str] = set()
    for each in at.items():
        name = each.at("name")
        if not name.value:
            yield name.required()
        elif len(name.value) > 253 or not re.fullmatch(_SYSCTL, name.value):
            yield name.invalid(f"must have at most 253 characters and match regex ^{_SYSCTL}$")
        elif name.value in seen:
            yield name.duplicate()
        seen.add(name.value or "")


POD_SECURITY: Final = Table(
    row("fsGroup", user_id),
    row("runAsUser", user_id),
    row("runAsGroup", user_id),
    row("supplementalGroups[]", user_id),
    row("sysctls", _sysctls),
    row("fsGroupChangePolicy", one_of("Always", "OnRootMismatch")),
    row("supplementalGroupsPolicy", one_of("Merge", "Strict")),
    row("seLinuxChangePolicy", one_of("MountOption", "Recursive")),
    row("seccompProfile", seccomp),
    row("appArmorProfile", app_armor),
)
