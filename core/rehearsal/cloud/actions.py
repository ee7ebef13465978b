"""Every ROS action of a rehearsal, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from core.rehearsal.cloud import reading, stacks, templates
from core.rehearsal.cloud.fields import Fields
from core.rehearsal.stack.engine import Engine

Action = Callable[[Engine, Fields], dict[str, Any]]

ACTIONS: Final[dict[str, Action]] = {
    "CreateStack": stacks.create_stack,
    "UpdateStack": stacks.update_stack,
    "DeleteStack": stacks.delete_stack,
    "CancelStackOperation": stacks.cancel_stack_operation,
    "ContinueCreateStack": stacks.continue_create_stack,
    "SignalResource": stacks.signal_resource,
    "GetStack": reading.get_stack,
    "ListStacks": reading.list_stacks,
    "ListStackEvents": reading.list_stack_events,
    "ListStackResources": reading.list_stack_resources,
    "GetStackResource": reading.get_stack_resource,
    "GetTemplate": reading.get_template,
    "ValidateTemplate": templates.validate_template,
    "PreviewStack": templates.preview_stack,
}
