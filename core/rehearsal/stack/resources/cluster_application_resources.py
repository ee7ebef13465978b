"""DATASOURCE::CS::ClusterApplicationResources: what an object of the cluster says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from core.rehearsal.stack.refusals import ResourceFailed
from core.rehearsal.stack.resources.shape import DataSource, Made, Property, Site
from core.rehearsal.stack.resources.wait_until import look

if TYPE_CHECKING:
    from collections.abc import Mapping


class ClusterApplicationResources(DataSource):
    """A JSONPath into one object."""

    properties: ClassVar[Mapping[str, Property]] = {
        "ClusterId": Property(required=True, updatable=True, kind=str),
        "Kind": Property(required=True, updatable=True, kind=str),
        "Name": Property(required=True, updatable=True, kind=str),
        "Namespace": Property(updatable=True, kind=str),
        "ApiVersion": Property(updatable=True, kind=str),
        "JsonPath": Property(updatable=True, kind=str),
        "FirstMatch": Property(updatable=True, kind=bool),
        "RefreshOptions": Property(updatable=True, kind=str, allowed=("Never", "Always")),
    }
    attributes = frozenset({"Response"})

    async def create(self, site: Site) -> Made:
        """Look it up."""
        wanted = site.properties
        kubernetes = site.surroundings.kubernetes
        found = await look(kubernetes, wanted, wanted.get("Namespace") or "default")
        if found is None:
            raise ResourceFailed(
                "ResponseException", f"{wanted['Kind']} {wanted['Name']} could not be found"
            )
        return Made(f"{wanted['ClusterId']}/{wanted['Kind']}/{wanted['Name']}", {"Response": found})
