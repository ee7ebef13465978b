"""WaitUntil: waits until objects of the cluster look as the template wants them."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final

from core.rehearsal.stack import json_path
from core.rehearsal.stack.refusals import ResourceFailed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.rehearsal.stack.kubernetes import Kubernetes

DEFAULT_TIMEOUT: Final = 600
_POLL: Final = 0.2
_STAGES: Final = {
    "Create": {"Create/Update", "Create"},
    "Update": {"Create/Update", "Update"},
    "Delete": {"Delete"},
}
_ALLOWED: Final = {
    "Operator": ("Empty", "NotEmpty", "Equals", "NotEquals"),
    "ValueType": ("String", "Json"),
    "Stage": ("Create/Update", "Create", "Update", "Delete"),
}
_MOST: Final = 5
_SHORTEST, _LONGEST = 10, 10_800


def check_conditions(untrusted_items: Sequence[Any]) -> None:
    """Raise `ResourceFailed` for what the real service takes for no condition."""
    if not 1 <= len(untrusted_items) <= _MOST:
        raise _wrong(f"there are {len(untrusted_items)} conditions, and 1 to {_MOST} are allowed")
    for item in untrusted_items:
        if not isinstance(item, dict):
            raise _wrong(f"{item!r} is no map")
        for name in ("Kind", "Name", "Operator"):
            if not item.get(name):
                raise _wrong(f"{name} is not assigned")
        for name, allowed in _ALLOWED.items():
            if name in item and item[name] not in allowed:
                raise _wrong(f"{name}: {item[name]!r} is not in {allowed}")
        seconds = str(item.get("Timeout", DEFAULT_TIMEOUT))
        if not seconds.isdecimal() or not _SHORTEST <= int(seconds) <= _LONGEST:
            raise _wrong(f"Timeout: {seconds} is not from {_SHORTEST} to {_LONGEST}")


def _wrong(complaint: str) -> ResourceFailed:
    return ResourceFailed("ValidationError", f"WaitUntil: {complaint}")


async def wait_until(
    kubernetes: Kubernetes, properties: Mapping[str, Any], stage: str, namespace: str
) -> list[Any]:
    """Wait for each item of the stage in turn; return what each has come to: WaitUntilData."""
    items: Sequence[Mapping[str, Any]] = properties.get("WaitUntil") or []
    return [
        await _wait(kubernetes, item, item.get("Namespace") or namespace)
        for item in items
        if item.get("Stage", "Create/Update") in _STAGES[stage]
    ]


async def _wait(kubernetes: Kubernetes, item: Mapping[str, Any], namespace: str) -> Any:
    seconds = float(item.get("Timeout") or DEFAULT_TIMEOUT)
    clock = asyncio.get_running_loop()
    end = clock.time() + seconds
    while not _holds(item, found := await look(kubernetes, item, namespace)):
        if clock.time() > end:
            what = f"{item['Kind']} {item['Name']} {item.get('JsonPath', '')} {item['Operator']}"
            raise ResourceFailed(
                "WaitUntilTimeout",
                f"{what} {item.get('Value', '')} after {seconds:.0f} s: {found!r}",
            )
        await asyncio.sleep(_POLL)
    return found


async def look(kubernetes: Kubernetes, item: Mapping[str, Any], namespace: str) -> Any:
    """Return what Kind, Name and JsonPath select: a list, or its first item; null for nothing."""
    found = await kubernetes.find(
        item["Kind"], item["Name"], namespace, item.get("ApiVersion") or None
    )
    if found is None or not item.get("JsonPath"):
        return found
    matches = json_path.find(item["JsonPath"], found)
    if str(item.get("FirstMatch", "")).lower() == "true":
        return matches[0] if matches else None
    return matches


def _holds(item: Mapping[str, Any], found: Any) -> bool:
    operator = str(item["Operator"])
    if operator in {"Empty", "NotEmpty"}:
        return (found in (None, "", [], {})) == (operator == "Empty")
    wanted = item.get("Value", "")
    if item.get("ValueType") == "Json":
        same = bool(found == json.loads(wanted))
    else:
        # A path that matches one value is compared by it, whether FirstMatch says so or not.
        one = found[0] if isinstance(found, list) and len(found) == 1 else found
        same = (one if isinstance(one, str) else json.dumps(one)) == str(wanted)
    return same == (operator == "Equals")
