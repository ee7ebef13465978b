"""DATASOURCE::CS::ClusterUserKubeconfig."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from core.rehearsal.stack.resources.shape import DataSource, Made, Property, Site

if TYPE_CHECKING:
    from collections.abc import Mapping


class ClusterUserKubeconfig(DataSource):
    """The kubeconfig of a cluster."""

    properties: ClassVar[Mapping[str, Property]] = {
        "ClusterId": Property(required=True, updatable=True, kind=str),
        "PrivateIpAddress": Property(updatable=True, kind=bool),
        "TemporaryDurationMinutes": Property(updatable=True, kind=int, least=15, most=4320),
        "RefreshOptions": Property(updatable=True, kind=str, allowed=("Never", "Always")),
    }
    attributes = frozenset({"Config", "Expiration"})

    async def create(self, site: Site) -> Made:
        """Look it up."""
        minutes = site.properties.get("TemporaryDurationMinutes", 4320)
        expiration = datetime.now(UTC) + timedelta(minutes=minutes)
        cluster_id = site.properties["ClusterId"]
        attributes = {
            "Config": site.surroundings.kubeconfig,
            "Expiration": expiration.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        return Made(cluster_id, attributes)
