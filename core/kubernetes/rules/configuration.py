"""What ConfigMaps, Secrets, quotas and priorities must satisfy."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Final

from core.kubernetes import formats
from core.kubernetes.causes import Cause, invalid_value, too_long
from core.kubernetes.rules.checks import above_zero, one_of
from core.kubernetes.rules.resources import limit_range, quota
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.fields import Field
    from core.kubernetes.rules.table import Check

_LARGEST: Final = 1024 * 1024
_REDACTED: Final = "<secret contents redacted>"
_LARGEST_PRIORITY: Final = 1_000_000_000
SYSTEM_PRIORITIES: Final = {
    "system-cluster-critical": 2000000000,
    "system-node-critical": 2000001000,
}


def _keys(at: Field) -> Iterator[Cause]:
    for key, each in at.entries():
        yield from (each.invalid(why, key) for why in formats.config_key(key))


def _decoded_size(at: Field) -> int:
    texts = [value or "" for value in (at.value or {}).values()]
    return sum(len(text) * 3 // 4 - text[-2:].count("=") for text in texts)


def _config_size(at: Field) -> Iterator[Cause]:
    data, binary = at.at("data"), at.at("binaryData")
    for key in data.value or ():
        if key in (binary.value or ()):
            yield data.key(key).invalid("duplicate of key present in binaryData", key)
    size = sum(len((value or "").encode()) for value in (data.value or {}).values())
    if size + _decoded_size(binary) > _LARGEST:
        # No field is to blame, and that is how the API writes it.
        yield too_long("[]", _LARGEST)


CONFIG_MAP: Final = Table(row("data", _keys), row("binaryData", _keys), row("", _config_size))


def _secret_size(at: Field) -> Iterator[Cause]:
    if _decoded_size(at) > _LARGEST:
        yield too_long(at.path, _LARGEST)


def _needed_keys(*keys: str) -> Check:
    def check(at: Field) -> Iterator[Cause]:
        data = at.at("data")
        yield from (data.key(key).required() for key in keys if key not in (data.value or ()))

    return check


def _login(at: Field) -> Iterator[Cause]:
    data = at.at("data")
    if not {"username", "password"} & set(data.value or ()):
        yield from (data.key(key).required() for key in ("username", "password"))


def _account_token(at: Field) -> Iterator[Cause]:
    name = at.at("metadata", "annotations").key("kubernetes.io/service-account.name")
    if not name.value:
        yield name.required()


def _registry(key: str) -> Check:
    def check(at: Field) -> Iterator[Cause]:
        each = at.at("data").key(key)
        if each.value is None:
            yield each.required()
            return
        try:
            json.loads(base64.b64decode(each.value))
        except ValueError as error:
            yield invalid_value(each.path, _REDACTED, _go_words(each.value, error))

    return check


def _go_words(encoded: str, error: ValueError) -> str:
    text = base64.b64decode(encoded).decode(errors="replace").lstrip()
    if not text:
        return "unexpected end of JSON input"
    if text[0] not in '{["-0123456789tfn':
        return f"invalid character {text[0]!r} looking for beginning of value"
    return str(error)


_TYPES: Final[dict[str, Check]] = {
    "kubernetes.io/service-account-token": _account_token,
    "kubernetes.io/dockercfg": _registry(".dockercfg"),
    "kubernetes.io/dockerconfigjson": _registry(".dockerconfigjson"),
    "kubernetes.io/basic-auth": _login,
    "kubernetes.io/ssh-auth": _needed_keys("ssh-privatekey"),
    "kubernetes.io/tls": _needed_keys("tls.crt", "tls.key"),
}


def _typed(at: Field) -> Iterator[Cause]:
    check = _TYPES.get(at.get("type") or "")
    if check:
        yield from check(at)


SECRET: Final = Table(row("data", _keys, _secret_size), row("", _typed))

RESOURCE_QUOTA: Final = Table(row("spec.hard", quota))


def _limit_types(at: Field) -> Iterator[Cause]:
    seen: set[str] = set()
    for each in at.items():
        kind = each.at("type")
        if not kind.value:
            yield kind.required()
        elif kind.value in seen:
            yield kind.duplicate()
        elif kind.value not in _LIMITED and "/" not in kind.value:
            yield kind.invalid("must be a standard limit type or fully qualified")
        seen.add(kind.value)


_LIMITED: Final = frozenset({"Pod", "Container", "PersistentVolumeClaim"})
LIMIT_RANGE: Final = Table(row("spec.limits", _limit_types), row("spec.limits[]", limit_range))


def _priority(at: Field) -> Iterator[Cause]:
    name, value = at.at("metadata", "name"), at.at("value")
    if (name.value or "").startswith("system-"):
        known = SYSTEM_PRIORITIES.get(name.value)
        if known is None or value.value != known:
            what = (
                f"{name.value} is not a known system priority class"
                if known is None
                else (f"value of {name.value} PriorityClass must be {known}")
            )
            yield name.forbidden(
                "priority class names with 'system-' prefix are reserved for system use only."
                f" error: {what}"
            )
    elif (value.value or 0) > _LARGEST_PRIORITY:
        yield value.forbidden(
            f"maximum allowed value of a user defined priority is {_LARGEST_PRIORITY}"
        )


LEASE: Final = Table(row("spec.leaseDurationSeconds", above_zero))
PRIORITY_CLASS: Final = Table(
    row("", _priority), row("preemptionPolicy", one_of("PreemptLowerPriority", "Never"))
)


def _namespace_finalizers(at: Field) -> Iterator[Cause]:
    for each in at.value:
        if "/" not in each and each != "kubernetes":
            yield at.invalid(
                "name is neither a standard finalizer name nor is it fully qualified", each
            )


NAMESPACE: Final = Table(row("spec.finalizers", _namespace_finalizers))
