"""ROS: stacks created, looked at, changed and deleted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from core.cloud.sdk import errors_translated, open_api_config
from core.cloud.stacks import (
    Event,
    NewStack,
    Operation,
    PlannedResource,
    Resource,
    Stack,
    StackOutput,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from core.cloud.connection import Connection

PAGE: Final = 50  # the most ROS gives at once


class RosClient:
    """A client for one account, region and endpoint; may be shared between threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create_stack(self, stack: NewStack) -> str:
        """Create a stack and return its id; with the same client token nothing is made twice."""
        body = self._call(
            "CreateStack",
            stack_name=stack.name,
            template_body=stack.template,
            client_token=stack.client_token,
            parameters=self._pairs("CreateStackRequestParameters", stack.parameters),
            tags=self._tags("CreateStackRequestTags", stack.tags),
            disable_rollback=stack.disable_rollback,
            timeout_in_minutes=stack.timeout_minutes,
        )
        return str(body.stack_id)

    def update_stack(  # noqa: PLR0913 - the fields of the call
        self,
        stack_id: str,
        *,
        template: str,
        client_token: str,
        parameters: Mapping[str, str],
        disable_rollback: bool = False,
        timeout_minutes: int = 60,
    ) -> None:
        """Update a stack to another template; raises `NothingToChange` when it is the same."""
        self._call(
            "UpdateStack",
            stack_id=stack_id,
            template_body=template,
            client_token=client_token,
            parameters=self._pairs("UpdateStackRequestParameters", parameters),
            disable_rollback=disable_rollback,
            timeout_in_minutes=timeout_minutes,
        )

    def delete_stack(self, stack_id: str, *, retain: Sequence[str] = ()) -> None:
        """Delete a stack; the resources named in `retain` are left alone."""
        self._call("DeleteStack", stack_id=stack_id, retain_resources=list(retain) or None)

    def cancel_operation(self, stack_id: str, *, quick: bool = False) -> None:
        """Cancel the running operation: at the next safe point, or at once when `quick`."""
        kind = "Quick" if quick else "Safe"
        self._call("CancelStackOperation", retry=False, stack_id=stack_id, cancel_type=kind)

    def continue_create(
        self, stack_id: str, *, recreate: Sequence[str], parameters: Mapping[str, str]
    ) -> None:
        """Go on with a failed creation, making the resources of `recreate` anew."""
        self._call(
            "ContinueCreateStack",
            retry=False,
            stack_id=stack_id,
            mode="Recreate",
            recreating_resources=list(recreate),
            parameters=self._pairs("ContinueCreateStackRequestParameters", parameters),
        )

    def signal(self, stack_id: str, logical_id: str, *, success: bool, signal_id: str) -> None:
        """Send a signal to a resource in the place of whoever should have."""
        self._call(
            "SignalResource",
            stack_id=stack_id,
            logical_resource_id=logical_id,
            status="SUCCESS" if success else "FAILURE",
            unique_id=signal_id,
        )

    def stack(self, stack_id: str, *, with_outputs: bool = True) -> Stack:
        """Return a stack with its progress; raises `StackNotFound`."""
        body = self._call(
            "GetStack",
            stack_id=stack_id,
            show_resource_progress="PercentageOnly",
            output_option="Enabled" if with_outputs else "Disabled",
            log_option="None",
        )
        return _stack(body)

    def stacks(
        self,
        *,
        ids: Sequence[str] = (),
        names: Sequence[str] = (),
        tags: Mapping[str, str] | None = None,
    ) -> tuple[Stack, ...]:
        """Return all stacks with one of the ids, one of the names and every tag; empty: any."""
        filters: dict[str, Any] = {}
        if ids:
            filters["stack_ids"] = list(ids)
        if names:
            filters["stack_name"] = list(names)
        if tags:
            filters["tag"] = self._tags("ListStacksRequestTag", tags)
        pages = self._pages("ListStacks", "stacks", **filters)
        return tuple(_stack(item) for page in pages for item in page)

    def events(self, stack_id: str, *, known: Collection[str] = ()) -> tuple[Event, ...]:
        """Return the events newer than every `known` event id, oldest first."""
        found: dict[str, Event] = {}
        for page in self._pages("ListStackEvents", "events", stack_id=stack_id):
            events = [_event(item) for item in page]
            # An event that arrives between two pages moves the rest: the same id comes twice.
            found.update({event.id: event for event in events if event.id not in known})
            if any(event.id in known for event in events):
                break
        return tuple(reversed(found.values()))

    def resources(self, stack_id: str) -> tuple[Resource, ...]:
        """Return every resource of a stack."""
        body = self._call("ListStackResources", stack_id=stack_id)
        return tuple(_resource(item) for item in body.resources or ())

    def attributes(self, stack_id: str, logical_id: str) -> dict[str, object]:
        """Return the attributes of one resource."""
        body = self._call(
            "GetStackResource",
            stack_id=stack_id,
            logical_resource_id=logical_id,
            show_resource_attributes=True,
        )
        return {
            str(pair.get("ResourceAttributeKey")): pair.get("ResourceAttributeValue")
            for pair in body.resource_attributes or ()
        }

    def template(self, stack_id: str) -> str:
        """Return the template of a stack as ROS keeps it."""
        return str(self._call("GetTemplate", stack_id=stack_id).template_body or "")

    def validate_template(self, template: str) -> None:
        """Raise the refusal when ROS takes the template for invalid."""
        self._call("ValidateTemplate", template_body=template)

    def preview(self, stack: NewStack) -> tuple[PlannedResource, ...]:
        """Return what creating `stack` would make; nothing is made."""
        body = self._call(
            "PreviewStack",
            stack_name=stack.name,
            template_body=stack.template,
            parameters=self._pairs("PreviewStackRequestParameters", stack.parameters),
            disable_rollback=stack.disable_rollback,
            timeout_in_minutes=stack.timeout_minutes,
        )
        planned = body.stack.resources if body.stack else ()
        return tuple(_planned(item) for item in planned or ())

    @cached_property
    def _models(self) -> Any:
        from alibabacloud_ros20190910 import models

        return models

    @cached_property
    def _retrying(self) -> Any:
        return self._client(retry=True)

    @cached_property
    def _trying_once(self) -> Any:
        return self._client(retry=False)

    def _client(self, *, retry: bool) -> Any:
        from alibabacloud_ros20190910.client import Client

        endpoint = self._connection.endpoints.ros
        return Client(open_api_config(self._connection, endpoint, retry=retry))

    def _call(self, action: str, *, retry: bool = True, **fields: object) -> Any:
        """Make one call and return the body of its answer.

        The SDK names the method of CreateStack `create_stack` and its fields `CreateStackRequest`.
        """
        client = self._retrying if retry else self._trying_once
        request = getattr(self._models, f"{action}Request")
        method = getattr(client, "".join(f"_{c.lower()}" if c.isupper() else c for c in action)[1:])
        with errors_translated("ROS", action):
            return method(request(region_id=self._connection.region, **fields)).body

    def _pages(self, action: str, field: str, **fields: Any) -> Iterator[Sequence[Any]]:
        number, seen = 1, 0
        while True:
            body = self._call(action, page_number=number, page_size=PAGE, **fields)
            page = getattr(body, field) or ()
            yield page
            number, seen = number + 1, seen + len(page)
            if len(page) < PAGE or seen >= (body.total_count or 0):
                return

    def _pairs(self, model: str, values: Mapping[str, str]) -> list[Any]:
        pair = getattr(self._models, model)
        return [pair(parameter_key=key, parameter_value=value) for key, value in values.items()]

    def _tags(self, model: str, values: Mapping[str, str]) -> list[Any]:
        tag = getattr(self._models, model)
        return [tag(key=key, value=value) for key, value in values.items()]


def _stack(body: Any) -> Stack:
    """Return the stack of a GetStack answer, or of an entry of ListStacks, which holds less."""
    progress = getattr(body, "resource_progress", None)
    parameters = getattr(body, "parameters", None) or ()
    outputs = getattr(body, "outputs", None) or ()
    return Stack(
        id=str(body.stack_id),
        name=str(body.stack_name),
        status=str(body.status),
        reason=str(body.status_reason or ""),
        created=str(body.create_time or ""),
        updated=str(body.update_time or ""),
        disable_rollback=bool(body.disable_rollback),
        tags={str(tag.key): str(tag.value) for tag in body.tags or ()},
        parameters={str(p.parameter_key): str(p.parameter_value) for p in parameters},
        outputs=tuple(_output(item) for item in outputs),
        operation=_operation(body.operation_info),
        progress=_percentage(progress),
    )


def _output(item: Mapping[str, Any]) -> StackOutput:
    return StackOutput(
        key=str(item.get("OutputKey")),
        value=item.get("OutputValue"),
        description=_description(item.get("Description")),
    )


def _description(untrusted: object) -> str:
    """Return a description; in a template it may be a map from languages to texts."""
    if isinstance(untrusted, dict):
        untrusted = untrusted.get("en") or next(iter(untrusted.values()), "")
    return str(untrusted or "")


def _operation(body: Any) -> Operation | None:
    if body is None or not (body.message or body.code):
        return None
    return Operation(
        action=str(body.action or ""),
        code=str(body.code or ""),
        logical_id=str(body.logical_resource_id or ""),
        message=str(body.message or ""),
        resource_type=str(body.resource_type or ""),
    )


def _percentage(progress: Any) -> float | None:
    value = progress and progress.stack_operation_progress
    return None if value is None else float(value)


def _event(item: Any) -> Event:
    return Event(
        id=str(item.event_id),
        time=str(item.create_time or ""),
        logical_id=str(item.logical_resource_id or ""),
        physical_id=str(item.physical_resource_id or ""),
        type=str(item.resource_type or ""),
        status=str(item.status or ""),
        reason=str(item.status_reason or ""),
    )


def _resource(item: Any) -> Resource:
    return Resource(
        logical_id=str(item.logical_resource_id or ""),
        physical_id=str(item.physical_resource_id or ""),
        type=str(item.resource_type or ""),
        status=str(item.status or ""),
        reason=str(item.status_reason or ""),
        created=str(item.create_time or ""),
        updated=str(item.update_time or ""),
    )


def _planned(item: Any) -> PlannedResource:
    return PlannedResource(
        logical_id=str(item.logical_resource_id or ""),
        type=str(item.resource_type or ""),
        action=str(item.action or ""),
        replacement=str(item.replacement or ""),
        required_by=tuple(str(name) for name in item.required_by or ()),
        properties=dict(item.properties or {}),
    )
