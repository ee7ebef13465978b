"""A script with the official SDK and nothing of ours creates, watches and deletes a stack."""

from __future__ import annotations

import subprocess
import sys

from core.rehearsal.options import Options
from core.rehearsal.process import ephemeral
from tests.support.official_sdk import Ros

SET_UP = """\
import os, time
from alibabacloud_ros20190910.client import Client
from alibabacloud_ros20190910.models import CreateStackRequest, DeleteStackRequest, GetStackRequest
from alibabacloud_tea_openapi.utils_models import Config

env = os.environ
ros = Client(Config(env["KEY"], env["SECRET"], endpoint=env["ENDPOINT"], protocol="http"))
shop = {"region_id": "cn-hangzhou", "stack_name": "shop", "template_body": env["TEMPLATE"]}
"""
THREE_LINES = """\
it = {"region_id": "cn-hangzhou", "stack_id": ros.create_stack(CreateStackRequest(**shop)).body.stack_id}
while (stack := ros.get_stack(GetStackRequest(**it)).body).status == "CREATE_IN_PROGRESS": time.sleep(0.1)
ros.delete_stack(DeleteStackRequest(**it))
"""  # noqa: E501 - three lines are the point
REPORT = 'print(stack.stack_id, stack.status, stack.outputs[0]["OutputValue"])\n'
TEMPLATE = """\
ROSTemplateFormatVersion: '2015-09-01'
Resources: {Nap: {Type: ALIYUN::ROS::Sleep}}
Outputs: {Name: {Value: !Ref ALIYUN::StackName}}
"""


def test_three_lines_create_watch_and_delete() -> None:
    with ephemeral(Options()) as rehearsal:
        environment = {
            "KEY": rehearsal.credentials.access_key_id,
            "SECRET": rehearsal.credentials.access_key_secret,
            "ENDPOINT": rehearsal.endpoint.removeprefix("http://"),
            "TEMPLATE": TEMPLATE,
            "NO_PROXY": "127.0.0.1",
        }
        script = SET_UP + THREE_LINES + REPORT
        ended = subprocess.run(
            [sys.executable, "-I", "-c", script],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        stack_id, status, output = ended.stdout.split()
        assert (status, output) == ("CREATE_COMPLETE", "shop")
        assert Ros(rehearsal).ended(stack_id).status == "DELETE_COMPLETE"
