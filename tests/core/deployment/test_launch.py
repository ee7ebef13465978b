"""A launch: exactly one stack, whatever cuts it off."""

from __future__ import annotations

import threading
from dataclasses import replace

import httpx
import pytest

from core.cloud.connection import Connection, Credentials, Endpoints
from core.cloud.errors import CloudUnreachable, WrongSecret
from core.cloud.ros import RosClient
from core.deployment.change import delete
from core.deployment.errors import HostMissing, ReleaseTaken
from core.deployment.history import History
from core.deployment.launch import Order, launch
from core.deployment.model import INTENDED, REFUSED
from core.deployment.recovery import TAG
from core.deployment.watch import watch
from core.errors import ProblemsFound
from core.paths import data_directory
from tests.core.deployment.samples import HOOK_CHART, PASSWORD, bundle, send_signal


def stacks_of(order: Order) -> list[str]:
    """Return the ids of the stacks that were made of the order's plan and are there."""
    name = f"{order.bundle.plan.name}-"
    stacks = RosClient(order.target.connection).stacks()
    return [stack.id for stack in stacks if stack.name.startswith(name)]


def ran_through(order: Order, history: History) -> str:
    """Launch, signal success and watch to the end; return the deployment's id."""
    deployment = launch(order, history).deployment
    assert deployment.stack_id
    send_signal(order.target.connection, deployment.stack_id, {"id": "release", "data": "done"})
    *_, last = watch(deployment, order.target, history)
    assert last.status == "CREATE_COMPLETE"
    return deployment.id


def test_a_launched_stack_carries_name_tag_and_parameters(order: Order, history: History) -> None:
    launched = launch(order, history)
    deployment = launched.deployment
    assert not launched.adopted
    assert deployment.stack_id
    stack = RosClient(order.target.connection).stack(deployment.stack_id)
    assert stack.name == deployment.id
    assert stack.name.startswith(order.bundle.plan.name)
    assert stack.tags == {TAG: deployment.id}
    assert stack.disable_rollback
    assert stack.parameters["ClusterId"] == "c1"
    assert stack.parameters["Password"] == "******"


def test_the_hook_chart_is_where_the_stack_says(order: Order, history: History) -> None:
    deployment = launch(order, history).deployment
    stack = RosClient(order.target.connection).stack(str(deployment.stack_id))
    answer = httpx.get(stack.parameters["ChartUrl"], trust_env=False)
    assert answer.content == HOOK_CHART.archive


def test_rollback_is_passed_on_when_wished(order: Order, history: History) -> None:
    deployment = launch(replace(order, rollback=True), history).deployment
    stack = RosClient(order.target.connection).stack(str(deployment.stack_id))
    assert not stack.disable_rollback


def test_the_history_holds_the_template_and_no_secret(order: Order, history: History) -> None:
    deployment = launch(order, history).deployment
    assert deployment.revision.template == order.bundle.template_text
    assert deployment.revision.parameters == {"ClusterId": "c1"}
    assert deployment.plan_name in deployment.revision.plan_text
    for file in data_directory().rglob("*"):
        assert not file.is_file() or PASSWORD.encode() not in file.read_bytes()
    assert PASSWORD not in repr(order)


def test_all_missing_answers_are_named_at_once(order: Order, history: History) -> None:
    parameters = tuple(replace(p, value=None) for p in order.bundle.parameters)
    open_bundle = replace(order.bundle, parameters=parameters)
    with pytest.raises(ProblemsFound) as found:
        launch(replace(order, bundle=open_bundle, secrets={}), history)
    assert [problem.place for problem in found.value.problems] == ["ClusterId", "auth.password"]
    assert history.deployments() == ()


def test_a_plan_without_hosting_is_refused_before_anything(order: Order, history: History) -> None:
    with pytest.raises(HostMissing, match=HOOK_CHART.filename):
        launch(replace(order, target=replace(order.target, host=None)), history)
    assert history.deployments() == ()


def test_a_refused_launch_is_remembered_as_refused(order: Order, history: History) -> None:
    known = order.target.connection.credentials
    wrong = Credentials(known.access_key_id, "not-the-secret")
    connection = replace(order.target.connection, credentials=wrong)
    with pytest.raises(WrongSecret):
        launch(replace(order, target=replace(order.target, connection=connection)), history)
    (deployment,) = history.deployments()
    assert deployment.status == REFUSED
    assert "secret does not belong" in deployment.reason
    assert launch(order, history).deployment.id != deployment.id


def test_what_is_said_again_while_it_runs_is_adopted(order: Order, history: History) -> None:
    first = launch(order, history)
    again = launch(order, History())
    assert again.adopted
    assert again.deployment.id == first.deployment.id
    assert len(stacks_of(order)) == 1


def test_what_is_said_again_when_it_is_complete_is_adopted(order: Order, history: History) -> None:
    done = ran_through(order, history)
    again = launch(order, history)
    assert (again.adopted, again.deployment.id) == (True, done)
    (last,) = watch(again.deployment, order.target, history)
    assert last.succeeded
    assert len(stacks_of(order)) == 1


def test_after_a_seen_failure_its_stack_is_in_the_way_until_it_is_deleted(
    order: Order, history: History
) -> None:
    first = launch(order, history).deployment
    failure = {"status": "FAILURE", "reason": "no such host"}
    send_signal(order.target.connection, str(first.stack_id), failure)
    *_, last = watch(first, order.target, history)
    assert last.status == "CREATE_FAILED"
    with pytest.raises(ReleaseTaken) as taken:
        launch(order, history)
    assert f"`chartnest delete {first.id}` first, then launch" in str(taken.value.advice)
    list(watch(delete(first, order.target, history), order.target, history))
    again = launch(order, history)
    assert not again.adopted
    assert again.deployment.id != first.id


def test_what_is_said_again_after_a_deletion_is_a_new_stack(order: Order, history: History) -> None:
    first = launch(order, history).deployment
    list(watch(delete(first, order.target, history), order.target, history))
    again = launch(order, history)
    assert (again.adopted, again.deployment.id == first.id) == (False, False)


def test_another_value_is_another_launch(order: Order, history: History) -> None:
    launch(order, history)
    launch(replace(order, answers={"ClusterId": "c2"}), history)
    assert len(stacks_of(order)) == 2


def test_a_release_that_another_stack_has_is_refused_until_that_is_gone(
    order: Order, history: History
) -> None:
    first = launch(order, history).deployment
    changed = replace(order, bundle=bundle(order.bundle.plan.name, waits=False))
    with pytest.raises(ReleaseTaken, match=first.id):
        launch(changed, history)
    assert len(stacks_of(order)) == 1
    list(watch(delete(first, order.target, history), order.target, history))
    assert not launch(changed, history).adopted


def test_an_unanswered_launch_is_finished_by_the_next(order: Order, history: History) -> None:
    real = order.target.connection
    nowhere = Connection(real.credentials, real.region, Endpoints.all_at("http://127.0.0.1:9"))
    with pytest.raises(CloudUnreachable):
        launch(replace(order, target=replace(order.target, connection=nowhere)), history)
    (intended,) = history.deployments()
    assert (intended.status, intended.stack_id) == (INTENDED, None)
    finished = launch(order, history).deployment
    assert finished.id == intended.id
    assert finished.stack_id
    assert len(stacks_of(order)) == 1


def test_launches_said_at_the_same_time_make_one_stack(order: Order, history: History) -> None:
    order = replace(order, bundle=bundle(order.bundle.plan.name, waits=False))
    ids: list[str] = []
    threads = [
        threading.Thread(target=lambda: ids.append(launch(order, History()).deployment.id))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 4
    assert len(set(ids)) == 1
    assert len(stacks_of(order)) == 1
    assert len(history.deployments()) == 1
