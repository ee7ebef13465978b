"""ALIYUN::ROS::WaitConditionHandle: where signals are sent to."""

from __future__ import annotations

import json
import shlex
import uuid
from typing import TYPE_CHECKING, ClassVar

from core.rehearsal.stack.resources.shape import Made, Property, ResourceType, Site

if TYPE_CHECKING:
    from collections.abc import Mapping


class WaitConditionHandle(ResourceType):
    """A mailbox with a signed address; signals that come before anyone waits are kept."""

    properties: ClassVar[Mapping[str, Property]] = {
        "Mode": Property(allowed=("Full", "Increment")),
        "Count": Property(kind=int, least=-1),
    }
    attributes = frozenset({"URL", "Headers", "CurlCli", "WindowsCurlCli", "PowerShellCurlCli"})

    async def create(self, site: Site) -> Made:
        """Sign an address."""
        url = site.surroundings.signal_url(site.stack, site.resource.logical_id)
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "x-acs-region-id": site.stack.region,
        }
        as_text = site.surroundings.switches.headers_as_text
        return Made(
            uuid.uuid4().hex,
            {
                "URL": url,
                "Headers": json.dumps(headers) if as_text else headers,
                **_command_lines(url, headers),
            },
        )


def _command_lines(url: str, headers: Mapping[str, str]) -> dict[str, str]:
    pairs = [f"{name}: {value}" for name, value in headers.items()]
    # The real one leaves the address unquoted, with its & behind backslashes.
    quoted = " ".join(f"-H {shlex.quote(pair)}" for pair in pairs)
    double_quoted = " ".join(f'-H "{pair}"' for pair in pairs)
    table = "; ".join(f"'{name}'='{value}'" for name, value in headers.items())
    escaped = url.replace("&", r"\&")
    return {
        "CurlCli": f"curl -i -X POST {quoted} {escaped}",
        "WindowsCurlCli": f'curl -i -X POST {double_quoted} "{url}"',
        "PowerShellCurlCli": (
            f"Invoke-WebRequest -Method POST -Headers @{{{table}}} -Uri '{url}' -UseBasicParsing"
        ),
    }
