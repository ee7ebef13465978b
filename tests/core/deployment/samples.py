"""Bundles small enough to follow with the eye, and the signal that one of them waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import yaml

from core.cloud.ros import RosClient
from core.delivery.model import CHART_URL, CLUSTER_ID, Bundle, PackagedChart, Parameter
from core.plan.model import ExistingCluster, PathChart, Plan, Release

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.cloud.connection import Connection

HOOK_CHART = PackagedChart("chartnest-hook", "0.1.0-abc", {}, b"\x1f\x8b the archive")
PASSWORD = "planted-password"

_HEAD = """\
ROSTemplateFormatVersion: '2015-09-01'
Parameters:
  ClusterId: {Type: String}
  ChartUrl: {Type: String}
  Password: {Type: String, NoEcho: true}
Resources:
  Signal1:
    Type: ALIYUN::ROS::WaitConditionHandle
"""
_WAIT = """\
  Wait1:
    Type: ALIYUN::ROS::WaitCondition
    Properties:
      Handle: {Ref: Signal1}
      Count: 1
      Timeout: 60
Outputs:
  Output:
    Value: {Fn::GetAtt: [Wait1, Data]}
"""


def bundle(name: str, *, waits: bool = True, revision: int = 1) -> Bundle:
    """Return a bundle whose stack waits for a signal, or is complete at once."""
    text = (_HEAD + _WAIT if waits else _HEAD).replace("1:\n", f"{revision}:\n")
    text = text.replace("Signal1}", f"Signal{revision}}}").replace("Wait1,", f"Wait{revision},")
    plan = Plan(
        name=name,
        cluster=ExistingCluster(id="c1"),
        chart=PathChart(path="chart"),
        release=Release(name="shop", namespace="prod"),
    )
    parameters = (
        Parameter(CLUSTER_ID, "c1"),
        Parameter(CHART_URL, None),
        Parameter("Password", None, no_echo=True, secret="auth.password"),
    )
    return Bundle(plan, revision, text, yaml.safe_load(text), parameters, HOOK_CHART)


def send_signal(
    connection: Connection, stack_id: str, body: Mapping[str, str], handle: str = "Signal1"
) -> None:
    """Signal as the Job in the cluster does: to the handle's address, with its headers."""
    address = RosClient(connection).attributes(stack_id, handle)
    url, headers = address["URL"], address["Headers"]
    assert isinstance(url, str)
    assert isinstance(headers, dict)
    httpx.post(url, json=body, headers=headers, trust_env=False).raise_for_status()
