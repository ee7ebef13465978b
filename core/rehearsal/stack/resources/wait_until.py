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
    from core.rehearsal.stack.resources.shape import Site

DEFAULT_TIMEOUT: Final = 600
_POLL: Final = 0.2
_STAGES: Final = {
    "Create": {"Create/Update", "Create"},
    "Update": {"Create/Update", "Update"},
    "Delete": {"Delete"},
}
_OPERATORS: Final = frozenset({"Empty", "NotEmpty", "Equals", "NotEquals"})


async def wait_until(
    site: Site, properties: Mapping[str, Any], stage: str, namespace: str
) -> list[Any]:
    """Wait for each item of the stage in turn; return what each has come to: WaitUntilData."""
    items: Sequence[Mapping[str, Any]] = properties.get("WaitUntil") or []
    kubernetes = site.surroundings.kubernetes
    return [
        await _wait(kubernetes, item, item.get("Namespace") or namespace)
        for item in items
        if item.get("Stage", "Create/Update") in _STAGES[stage]
    ]


async def _wait(kubernetes: Kubernetes, item: Mapping[str, Any], namespace: str) -> Any:
    if item.get("Operator") not in _OPERATORS:
        raise ResourceFailed("ValidationError", f"WaitUntil: Operator {item.get('Operator')!r}")
    seconds = int(item.get("Timeout") or DEFAULT_TIMEOUT)
    found: Any = None
    try:
        async with asyncio.timeout(seconds):
            while True:
                found = await look(kubernetes, item, namespace)
                if _holds(item, found):
                    return found
                await asyncio.sleep(_POLL)
    except TimeoutError:
        what = f"{item['Kind']} {item['Name']} {item.get('JsonPath', '')} {item['Operator']}"
        raise ResourceFailed(
            "WaitUntilTimeout", f"{what} {item.get('Value', '')} after {seconds} s: {found!r}"
        ) from None


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
