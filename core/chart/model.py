"""What a chart is once it has been opened: immutable, whole, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.plan.model import ChartSource


@dataclass(frozen=True)
class Login:
    """A name and password for a chart's source; its repr hides the password."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Dependency:
    """A chart this chart depends on; `present` when it lies in `charts/`."""

    name: str
    version: str
    repository: str
    present: bool

    @property
    def origin(self) -> str:
        """Its repository as it may be shown: without a login."""
        return origin(self.repository)


def origin(repository: str) -> str:
    """Return the address of a dependency's repository without login, query and fragment."""
    try:
        parts = urlsplit(repository)
    except ValueError:  # no address; nothing can be told apart in it
        return "?"
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=host, query="", fragment="").geturl()


@dataclass(frozen=True)
class FetchedDependency:
    """A dependency that was not in `charts/` and was put there: `origin` is its repository.

    The name of what a dependency itself depends on has its parent's before it: `common/db`.
    """

    name: str
    version: str
    origin: str


@dataclass(frozen=True)
class Metadata:
    """The Chart.yaml, as strings; absent fields are empty."""

    name: str
    version: str
    app_version: str = ""
    description: str = ""
    kube_version: str = ""
    type: str = "application"
    icon: str = ""
    home: str = ""
    deprecated: bool = False
    dependencies: tuple[Dependency, ...] = ()


@dataclass(frozen=True)
class Chart:
    """An opened chart.

    `files` maps paths inside the chart folder (POSIX, `templates/deployment.yaml`) to bytes.
    `archive` is the .tgz: as fetched, or packed deterministically when a folder was opened.
    `address` is where a Job in the cluster fetches it (http(s), or oci:// without the tag), None
    when the chart must travel inside the hook chart. `pulled_version` is the version of the
    index's entry or the registry's tag that was fetched: what the Job asks for to get the same.
    It need not be the one in `metadata`, and is empty where there is none, as for a digest.
    `fetched` are the dependencies that the source lacked and `files` has.
    """

    source: ChartSource
    metadata: Metadata
    files: Mapping[str, bytes]
    archive: bytes
    default_values: str
    schema: Mapping[str, object] | None
    readme: str
    address: str | None
    fetched: tuple[FetchedDependency, ...] = ()
    pulled_version: str = ""


@dataclass(frozen=True)
class RenderedObject:
    """One Kubernetes object the chart renders: its text, and the template it came from."""

    source: str
    text: str
    api_version: str
    kind: str
    name: str
    namespace: str
    body: Mapping[str, object]


@dataclass(frozen=True)
class Rendering:
    """All a chart renders with given values; hooks among `objects`, NOTES apart."""

    objects: tuple[RenderedObject, ...]
    notes: str
