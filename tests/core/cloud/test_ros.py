"""What ROS answers, read into plain records: also where it leaves things out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cloud.ack import AckClient
from core.cloud.ros import RosClient
from core.cloud.stacks import NewStack

if TYPE_CHECKING:
    from core.cloud.connection import Connection
    from tests.core.cloud.answering import AnsweringServer

BARE = {"StackId": "s-1", "StackName": "shop", "Status": "SOMETHING_NEW"}


def test_a_stack_that_says_little_is_read(server: AnsweringServer, connection: Connection) -> None:
    server.answer(200, BARE)
    stack = RosClient(connection).stack("s-1")
    assert (stack.id, stack.name, stack.status) == ("s-1", "shop", "SOMETHING_NEW")
    assert (stack.outputs, stack.operation, stack.progress) == ((), None, None)


def test_a_stack_that_says_much_is_read_whole(
    server: AnsweringServer, connection: Connection
) -> None:
    more = {
        "DisableRollback": True,
        "Tags": [{"Key": "team", "Value": "shop"}],
        "Parameters": [{"ParameterKey": "Password", "ParameterValue": "******"}],
        "Outputs": [{"OutputKey": "Nodes", "OutputValue": [1, 2], "Description": "d"}],
        "OperationInfo": {"Action": "InstallHelm", "Code": "400", "Message": "not running"},
        "ResourceProgress": {"StackOperationProgress": 37.5, "StackActionProgress": 40},
    }
    server.answer(200, {**BARE, **more})
    stack = RosClient(connection).stack("s-1")
    assert (stack.disable_rollback, stack.progress) == (True, 37.5)
    assert (stack.tags, stack.parameters) == ({"team": "shop"}, {"Password": "******"})
    assert [(o.key, o.value, o.description) for o in stack.outputs] == [("Nodes", [1, 2], "d")]
    assert stack.operation
    assert stack.operation.message == "not running"


def test_lists_are_read_to_the_last_page(server: AnsweringServer, connection: Connection) -> None:
    for count in (50, 50, 1):
        server.answer(200, {"TotalCount": 101, "Stacks": [BARE] * count})
    assert len(RosClient(connection).stacks(names=["shop"], tags={"team": "shop"})) == 101
    assert [f"PageNumber={n}&" in asked for n, asked in enumerate(server.asked, 1)] == [True] * 3
    assert "StackName.1=shop" in server.asked[0]
    assert "Tag.1.Key=team&Tag.1.Value=shop" in server.asked[0]


def event(number: int) -> dict[str, object]:
    return {"EventId": f"e-{number}", "Status": "CREATE_COMPLETE", "CreateTime": str(number)}


def test_events_are_read_back_to_a_known_one(
    server: AnsweringServer, connection: Connection
) -> None:
    newest = [event(number) for number in range(200, 150, -1)]
    # An event came in between: the last of the first page is the first of the second.
    older = [event(number) for number in range(151, 101, -1)]
    server.answer(200, {"TotalCount": 201, "Events": newest})
    server.answer(200, {"TotalCount": 201, "Events": older})
    events = RosClient(connection).events("s-1", known={"e-120"})
    assert len(server.asked) == 2
    numbers = [int(found.time) for found in events]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers) == 98
    assert 120 not in numbers


def test_a_preview_names_what_needs_what(server: AnsweringServer, connection: Connection) -> None:
    resource = {
        "LogicalResourceId": "Signal1",
        "ResourceType": "ALIYUN::ROS::WaitConditionHandle",
        "Action": "Add",
        "RequiredBy": ["Wait1"],
        "Properties": {"Mode": "Full"},
    }
    server.answer(200, {"Stack": {"Resources": [resource]}})
    (planned,) = RosClient(connection).preview(NewStack("shop", "{}", "token"))
    assert (planned.logical_id, planned.action) == ("Signal1", "Add")
    assert (planned.required_by, planned.properties) == (("Wait1",), {"Mode": "Full"})


def test_clusters_are_read_to_the_last_page(
    server: AnsweringServer, connection: Connection
) -> None:
    cluster = {"cluster_id": "c1", "name": "prod", "state": "running", "size": 3}
    for count in (50, 7):
        page = {"page_number": 1, "page_size": 50, "total_count": 57}
        server.answer(200, {"clusters": [cluster] * count, "page_info": page})
    clusters = AckClient(connection).clusters()
    assert len(clusters) == 57
    assert (clusters[0].id, clusters[0].nodes, clusters[0].is_running) == ("c1", 3, True)
    assert "region_id=cn-hangzhou" in server.asked[0]
