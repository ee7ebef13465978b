"""Stacks on an engine without a cluster: templates, a driver, and what to wait for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from core.rehearsal.stack.engine import Engine, NewStack
from core.rehearsal.stack.model import Signal, Stack, in_progress
from core.rehearsal.stack.refusals import ResourceFailed
from core.rehearsal.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.rehearsal.stack.kubernetes import Kubernetes


@dataclass(frozen=True)
class NoCluster:
    """Surroundings without a cluster."""

    switches: Switches = field(default_factory=Switches)

    @property
    def kubeconfig(self) -> str:
        raise ResourceFailed("ErrorClusterNotFound", "there is no cluster")

    @property
    def kubernetes(self) -> Kubernetes:
        raise ResourceFailed("ErrorClusterNotFound", "there is no cluster")

    def signal_url(self, stack: Stack, logical_id: str) -> str:
        return f"http://127.0.0.1/waitcondition?stackid={stack.id}&resource={logical_id}"


def template_text(resources: dict[str, Any], **sections: Any) -> str:
    """Return a template of these resources; a Type may leave out `ALIYUN::ROS::`."""
    for body in resources.values():
        if "::" not in body["Type"]:
            body["Type"] = f"ALIYUN::ROS::{body['Type']}"
    document = {"ROSTemplateFormatVersion": "2015-09-01", "Resources": resources, **sections}
    return yaml.safe_dump(document)


def waiting(timeout: int = 60, **more: Any) -> dict[str, Any]:
    """Return a handle, and a condition that waits for it."""
    properties = {"Handle": {"Ref": "Signal"}, "Timeout": timeout, **more}
    return {
        "Signal": {"Type": "WaitConditionHandle"},
        "Wait": {"Type": "WaitCondition", "Properties": properties},
    }


class Stacks:
    """Drives an engine the way its clients do, and waits for what it does."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def create(self, resources: dict[str, Any], name: str = "shop", **more: Any) -> Stack:
        sections = more.pop("sections", {})
        body = template_text(resources, **sections)
        return self.engine.create(NewStack(name, "cn-hangzhou", body, **more))

    async def ended(self, stack: Stack) -> str:
        await until(lambda: not in_progress(stack.status))
        return stack.status

    async def waits(self, stack: Stack, name: str = "Wait") -> None:
        await until(lambda: name in stack.resources)
        await until(lambda: stack.resources[name].status == "CREATE_IN_PROGRESS")

    def signal(self, stack: Stack, status: str = "SUCCESS", **more: str) -> None:
        self.engine.signal(stack, "Signal", Signal(more.pop("id", ""), status, **more))

    def trace(self, stack: Stack) -> list[str]:
        """Return the events, oldest first, as `Resource STATUS`."""
        _, events = self.engine.store.events(stack.id, offset=0, count=1000)
        return [f"{event.logical_id} {event.status}" for event in reversed(events)]


async def until(holds: Callable[[], bool]) -> None:
    """Let the loop run until something holds."""
    while not holds():  # noqa: ASYNC110 - the engine tells nobody else
        await asyncio.sleep(0)
