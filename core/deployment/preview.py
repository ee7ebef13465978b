"""What ROS foresees for a bundle: it is asked with stand-ins for what only the launch knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.cloud.ros import RosClient
from core.cloud.stacks import NewStack
from core.delivery.model import CHART_URL
from core.plan.model import ValueType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.cloud.stacks import PlannedResource
    from core.delivery.model import Bundle, Parameter
    from core.deployment.model import Target

_ADDRESS: Final = "https://given-at-launch.invalid/chart.tgz"
_STAND_INS: Final = {ValueType.NUMBER: "0", ValueType.BOOLEAN: "false", ValueType.JSON: "{}"}


def foreseen(
    bundle: Bundle, target: Target, answers: Mapping[str, str]
) -> tuple[PlannedResource, ...]:
    """Return what a launch with `answers`, by parameter name, would create; nothing is made.

    Raises what ROS refuses.
    """
    parameters = {each.name: _value(each, bundle, answers) for each in bundle.parameters}
    stack = NewStack(
        name=f"{bundle.plan.name[:200]}-preview",
        template=bundle.template_text,
        client_token="",
        parameters={name: value for name, value in parameters.items() if value is not None},
    )
    return RosClient(target.connection).preview(stack)


def _value(parameter: Parameter, bundle: Bundle, answers: Mapping[str, str]) -> str | None:
    value = answers.get(parameter.name, parameter.value)
    if value is not None:
        return value
    if parameter.name == CHART_URL:
        return _ADDRESS
    types = {secret.path: secret.type for secret in bundle.plan.secret_values}
    wanted = types.get(parameter.secret or "", ValueType.STRING)
    return _STAND_INS.get(wanted, "given-at-launch") if parameter.secret else None
