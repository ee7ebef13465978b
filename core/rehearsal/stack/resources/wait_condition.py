"""ALIYUN::ROS::WaitCondition: waits until enough signals have come, or one of failure."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from core.rehearsal.stack.refusals import ResourceFailed
from core.rehearsal.stack.resources.shape import Made, Property, ResourceType, Site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.rehearsal.stack.model import Resource, Signal


class WaitCondition(ResourceType):
    """Its timeout runs from the moment it starts; only Count can be updated."""

    properties: ClassVar[Mapping[str, Property]] = {
        "Handle": Property(required=True, kind=str),
        "Timeout": Property(required=True, kind=int, least=1, most=43_200),
        "Count": Property(updatable=True, kind=int, least=0),
    }
    attributes = frozenset({"Data", "ErrorData", "JoinedErrorData"})

    async def create(self, site: Site) -> Made:
        """Wait for the signals."""
        handle = _handle(site)
        return Made(uuid.uuid4().hex, await _wait(handle, site))

    async def update(self, site: Site) -> Made:
        """Wait again; a handle of mode Increment forgets the signals it had."""
        handle = _handle(site)
        if handle.properties.get("Mode") == "Increment":
            handle.signals.clear()
        return Made(site.resource.physical_id, await _wait(handle, site))


def _handle(site: Site) -> Resource:
    physical_id = site.properties["Handle"]
    for resource in site.stack.resources.values():
        if resource.physical_id == physical_id and resource.type.endswith("WaitConditionHandle"):
            return resource
    raise ResourceFailed("ValidationError", f"Handle: there is no handle {physical_id!r}")


async def _wait(handle: Resource, site: Site) -> dict[str, Any]:
    wanted = site.properties.get("Count", 1)
    try:
        async with asyncio.timeout(site.properties["Timeout"]):
            while not _enough(handle.signals, wanted):
                await site.arrived(handle)
    except ResourceFailed:
        site.resource.attributes = _attributes(handle.signals)
        raise
    except TimeoutError:
        received = len(handle.signals)
        raise ResourceFailed("WaitConditionTimeout", f"{received} of {wanted} received") from None
    return _attributes(handle.signals)


def _enough(signals: list[Signal], wanted: int) -> bool:
    failures = [signal.reason for signal in signals if signal.status == "FAILURE"]
    if failures:
        raise ResourceFailed("WaitConditionFailure", ";".join(failures))
    if len(signals) < wanted:
        return False
    if signals and all(signal.status == "WARNING" for signal in signals):
        raise ResourceFailed("WaitConditionFailure", "All signals are warnings")
    return True


def _attributes(signals: list[Signal]) -> dict[str, Any]:
    errors = {signal.id: signal.data for signal in signals if signal.status == "FAILURE"}
    return {
        "Data": json.dumps({signal.id: signal.data for signal in signals}, ensure_ascii=False),
        "ErrorData": json.dumps(errors, ensure_ascii=False),
        "JoinedErrorData": ";".join(errors.values()),
    }
