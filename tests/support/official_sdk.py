"""The official SDK's clients, pointed at a rehearsal."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING, Any

import pytest

from core.rehearsal.rehearsal import REGION

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.cloud.connection import Credentials
    from core.rehearsal.rehearsal import Rehearsal

_NUMBERS = itertools.count(1)


def config(rehearsal: Rehearsal, credentials: Credentials | None = None) -> Any:
    """Return the SDK's configuration."""
    from alibabacloud_tea_openapi.utils_models import Config

    key = credentials or rehearsal.credentials
    return Config(
        access_key_id=key.access_key_id,
        access_key_secret=key.access_key_secret,
        security_token=key.security_token,
        endpoint=rehearsal.endpoint.removeprefix("http://"),
        protocol="http",
        region_id=REGION,
        no_proxy="127.0.0.1",
    )


class Ros:
    """The official ROS client with the region filled in, and words for what tests do most."""

    def __init__(self, rehearsal: Rehearsal, credentials: Credentials | None = None) -> None:
        from alibabacloud_ros20190910 import models
        from alibabacloud_ros20190910.client import Client

        self.models = models
        self._client = Client(config(rehearsal, credentials))

    def call(self, action: str, **fields: Any) -> Any:
        """Call `get_stack` and the like; return the answer's body."""
        name = "".join(word.capitalize() for word in action.split("_"))
        request = getattr(self.models, f"{name}Request")()
        for key, value in {"region_id": REGION, **fields}.items():
            setattr(request, key, value)
        return getattr(self._client, action)(request).body

    def create(self, template: str, **fields: Any) -> str:
        """Create a stack and return its id."""
        pairs = fields.pop("parameters", {})
        model = self.models.CreateStackRequestParameters
        fields["parameters"] = [
            model(parameter_key=key, parameter_value=value) for key, value in pairs.items()
        ]
        named = {"stack_name": f"stack-{next(_NUMBERS)}", **fields}
        return str(self.call("create_stack", template_body=template, **named).stack_id)

    def ended(self, stack_id: str) -> Any:
        """Return the stack once nothing is going on."""
        while True:
            stack = self.call("get_stack", stack_id=stack_id)
            if not stack.status.endswith("_IN_PROGRESS"):
                return stack
            time.sleep(0.02)

    def running(self, stack_id: str, name: str) -> None:
        """Return once the resource is being created."""
        while not self.call(
            "list_stack_events",
            stack_id=stack_id,
            logical_resource_id=[name],
            status=["CREATE_IN_PROGRESS"],
        ).events:
            time.sleep(0.02)

    def attributes(self, stack_id: str, name: str) -> dict[str, Any]:
        """Return a resource's attributes, once it has some."""
        while True:
            resource = self.call(
                "get_stack_resource",
                stack_id=stack_id,
                logical_resource_id=name,
                show_resource_attributes=True,
            )
            found = {
                each["ResourceAttributeKey"]: each["ResourceAttributeValue"]
                for each in resource.resource_attributes or []
            }
            if found:
                return found
            time.sleep(0.02)


class Cs:
    """The official ACK client."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        from alibabacloud_cs20151215 import models
        from alibabacloud_cs20151215.client import Client

        self.models = models
        self.client = Client(config(rehearsal))

    def clusters(self, **filters: Any) -> Any:
        """Return a page of clusters."""
        request = self.models.DescribeClustersV1Request(**filters)
        return self.client.describe_clusters_v1(request).body


def caller(rehearsal: Rehearsal, credentials: Credentials | None = None) -> Any:
    """Return who STS says is asking."""
    from alibabacloud_sts20150401.client import Client

    return Client(config(rehearsal, credentials)).get_caller_identity().body


def refusal(call: Callable[..., Any], *arguments: Any, **fields: Any) -> tuple[str, int]:
    """Call what must be refused; return the error's code and HTTP status."""
    error = refused(call, *arguments, **fields)
    return error.code, error.status_code


def refused(call: Callable[..., Any], *arguments: Any, **fields: Any) -> Any:
    """Call what must be refused; return the SDK's exception."""
    from alibabacloud_tea_openapi.exceptions import ClientException

    with pytest.raises(ClientException) as caught:
        call(*arguments, **fields)
    return caught.value
