"""What every template of ours begins with: a description and the parameters it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

from core.delivery.model import CHART_URL, CLUSTER_ID, Parameter
from core.plan.model import ExistingCluster, ValueType, login_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.chart.model import Chart
    from core.plan.model import Plan

CHART_PASSWORD: Final = "chart:password"  # noqa: S105 - the name of a secret, not one
"""The secret that logs in to the chart's source."""

PASSWORD_PARAMETER: Final = "ChartPassword"  # noqa: S105 - the name of its parameter


@dataclass(frozen=True)
class Label:
    """What a console shows, in its two languages."""

    en: str
    zh: str


@dataclass(frozen=True)
class SecretParameter:
    """A secret that is asked for at launch.

    `secret` is the value's path or `chart:password`; `pattern` is what ROS lets pass.
    """

    name: str
    secret: str
    label: Label
    description: str = ""
    ros_type: str = "String"
    pattern: str = ""


@dataclass(frozen=True)
class AddressParameter:
    """The parameter ChartUrl: an archive's address, `default` when it is known already."""

    label: Label
    default: str | None = None


# What Helm keeps digit by digit; the script is exact about whole numbers of 19 digits.
_PATTERNS: Final = {
    ValueType.NUMBER: r"^-?(0|[1-9][0-9]{0,18}|(0|[1-9][0-9]{0,13})\.[0-9]{1,14})$",
    ValueType.BOOLEAN: "^(true|false)$",
}
_ROS_TYPES: Final = {
    ValueType.STRING: "String",
    ValueType.NUMBER: "Number",
    ValueType.BOOLEAN: "Boolean",
    ValueType.JSON: "Json",
}


def secret_parameters(plan: Plan, *, typed: bool = False) -> tuple[SecretParameter, ...]:
    """Return the parameters of the plan's secret values and of its login, in this order.

    With `typed`, ROS hands numbers, booleans and JSON on as such; otherwise as the text given.
    """
    return tuple(_secrets(plan, typed))


def head_blanks(
    plan: Plan,
    chart: Chart,
    secrets: Iterable[SecretParameter],
    address: AddressParameter | None,
) -> dict[str, object]:
    """Return the blanks of `_head.yaml`."""
    name = f"{chart.metadata.name} {chart.metadata.version}"
    release, namespace = plan.release.name, plan.release.namespace
    return {
        "description": Label(
            f"Installs {name} as the release {release} in the namespace {namespace}.",
            f"将 {name} 作为 {release} 安装到命名空间 {namespace}。",
        ),
        "cluster_id": _cluster_id(plan),
        "chart_url": address,
        "secrets": tuple(secrets),
    }


def launch_parameters(
    plan: Plan, secrets: Iterable[SecretParameter], address: AddressParameter | None
) -> tuple[Parameter, ...]:
    """Return the parameters of the same template as the launch passes them to ROS."""
    return (
        Parameter(CLUSTER_ID, _cluster_id(plan)),
        *((Parameter(CHART_URL, address.default),) if address else ()),
        *(Parameter(each.name, None, no_echo=True, secret=each.secret) for each in secrets),
    )


def _cluster_id(plan: Plan) -> str | None:
    return plan.cluster.id if isinstance(plan.cluster, ExistingCluster) else None


def _secrets(plan: Plan, typed: bool) -> Iterator[SecretParameter]:
    names = _names(secret.path for secret in plan.secret_values)
    for name, value in zip(names, plan.secret_values, strict=True):
        label = Label(f"Value {value.path}", f"配置项 {value.path}")
        ros_type, pattern = "String", _PATTERNS.get(value.type, "")
        if typed:
            ros_type, pattern = _ROS_TYPES[value.type], ""
        yield SecretParameter(name, value.path, label, value.description, ros_type, pattern)
    login = login_of(plan.chart)
    if login.username and not login.existing_secret:
        label = Label("Password of the chart's source", "Chart 源的密码")
        yield SecretParameter(PASSWORD_PARAMETER, CHART_PASSWORD, label)


def _names(paths: Iterable[str]) -> Iterator[str]:
    """Yield a name for each path, `auth.password` → SecretAuthPassword, no two alike."""
    taken: set[str] = set()
    for path in paths:
        words = re.findall("[A-Za-z0-9]+", path)
        base = "Secret" + "".join(word[0].upper() + word[1:] for word in words)[:60]
        name = next(name for name in _numbered(base) if name not in taken)
        taken.add(name)
        yield name


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}{number}" for number in count(2))
