"""ALIYUN::ROS::Sleep."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final

from core.rehearsal.stack.resources.shape import Made, Property, ResourceType, Site

if TYPE_CHECKING:
    from collections.abc import Mapping


_SECONDS: Final = Property(updatable=True, kind=int, least=0, most=1800)


class Sleep(ResourceType):
    """Waits when it is created, updated and deleted."""

    properties: ClassVar[Mapping[str, Property]] = {
        "CreateDuration": _SECONDS,
        "UpdateDuration": _SECONDS,
        "DeleteDuration": _SECONDS,
        "UpdateRollbackDuration": _SECONDS,
        "Triggers": Property(updatable=True),
    }

    async def create(self, site: Site) -> Made:
        """Wait `CreateDuration`."""
        await asyncio.sleep(site.properties.get("CreateDuration", 0))
        return Made(f"{site.stack.id}-{site.resource.logical_id}")

    async def update(self, site: Site) -> Made:
        """Wait `UpdateDuration`."""
        await asyncio.sleep(site.properties.get("UpdateDuration", 0))
        return Made(site.resource.physical_id)

    async def delete(self, site: Site) -> None:
        """Wait `DeleteDuration`."""
        await asyncio.sleep(site.resource.properties.get("DeleteDuration", 0))
