"""What a plan says reaches the Job's settings, and every file of the chart says what it is for."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from core.delivery.hook_chart import (
    INSTALL_COMMAND,
    RUN_SCRIPT,
    UNINSTALL_COMMAND,
    Signal,
    check_secret_paths,
    describe,
    hook_chart,
    hook_values,
)
from core.plan.model import (
    AskedValue,
    CommandOutput,
    ObjectOutput,
    ObjectPath,
    OciChart,
    OnDeleteFailure,
    Output,
    PathChart,
    PlaceholderChart,
    Plan,
    Pod,
    RepositoryChart,
    SecretKey,
    SecretOutput,
    ServiceOutput,
    SourceLogin,
    UrlChart,
    ValueType,
)
from core.yaml.layout import lay_out
from tests.support.hook_pod import rendered
from tests.support.plans import chart_for, plan_of

SIGNAL = Signal(url="http://signal.test", headers={"a": "b"})


def settings(plan: Plan, **secrets: str) -> dict[str, str]:
    """Return the settings that the Job of `plan` finds."""
    values = hook_values(plan, chart_for(plan.chart), signal=SIGNAL, secrets=secrets)
    (secret,) = [each for each in rendered(lay_out(values)) if each["kind"] == "Secret"]
    return {name: base64.b64decode(text).decode() for name, text in secret["data"].items()}


def delivering(**delivery: Any) -> Plan:
    plan = plan_of()
    return plan.model_copy(update={"delivery": plan.delivery.model_copy(update=delivery)})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (PathChart(path="shop"), {"chart-url": "", "chart-repo": ""}),
        (
            UrlChart(url="https://host.test/a.tgz?x&y", sha256="0" * 64),
            {"chart-url": "https://host.test/a.tgz?x&y", "sha256": "0" * 64},
        ),
        (
            RepositoryChart(repo="https://host.test", name="shop", version="^1"),
            {"chart-repo": "https://host.test", "chart-name": "shop", "chart-version": "1.2.3"},
        ),
        (
            OciChart(oci="oci://host.test/shop", login=SourceLogin(username="me")),
            {"chart-url": "oci://host.test/shop", "chart-version": "1.2.3", "username": "me"},
        ),
        (
            PlaceholderChart(placeholder="{{ computenest::helmpull::shop }}", preview="shop"),
            {"pull-command": "{{ computenest::helmpull::shop }}", "chart-url": ""},
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_source_becomes_its_settings(source: Any, expected: dict[str, str]) -> None:
    given = settings(plan_of(chart=source), **{"chart:password": "cHc="})
    assert {name: given[name] for name in expected} == expected
    assert given["password"] == "pw"


def test_a_placeholder_of_compute_nest_waits_to_be_replaced() -> None:
    source = PlaceholderChart(placeholder="{{ computenest::helmchart::shop }}", preview="shop")
    plan = plan_of(chart=source)
    values: Any = hook_values(plan, chart_for(source), signal=SIGNAL, secrets={})
    assert values["chart"]["url"] == "{{ computenest::helmchart::shop }}"
    assert values["chart"]["dockerConfigJson"] == "{{ computenest::helm::dockerconfigjson }}"


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (CommandOutput(command="id"), {"output": "command", "output-command": "id"}),
        (ServiceOutput(service="web"), {"output": "service", "output-name": "web"}),
        (
            SecretOutput(secret=SecretKey(name="db", key="pass")),
            {"output": "secret", "output-name": "db", "output-key": "pass"},
        ),
        (
            ObjectOutput(
                object=ObjectPath(api_version="a/v1", kind="Cart", name="c", json_path="{.x}")
            ),
            {
                "output": "object",
                "output-api-version": "a/v1",
                "output-object-kind": "Cart",
                "output-json-path": "{.x}",
            },
        ),
    ],
)
def test_each_output_becomes_its_settings(output: Output, expected: dict[str, str]) -> None:
    given = settings(plan_of(outputs=(output,)))
    assert {name: given[name] for name in expected} == expected


def test_the_rest_of_the_delivery_becomes_its_settings() -> None:
    given = settings(
        delivering(
            readiness_command="true",
            on_delete_failure=OnDeleteFailure.IGNORE,
            output_limit=100,
            pod=Pod(https_proxy="http://proxy.test", no_proxy="x"),
        )
    )
    assert given["readiness-command"] == "true"
    assert given["on-delete-failure"] == "ignore"
    assert given["output-limit"] == "100"
    assert given["https-proxy"] == "http://proxy.test"
    assert given["signal-url"] == "http://signal.test"


def test_secret_values_keep_their_order_and_type() -> None:
    plan = plan_of(
        parameters=(
            AskedValue(secret=True, path="auth.password"),
            AskedValue(secret=True, path="port", type=ValueType.NUMBER),
        )
    )
    given = settings(plan, **{"auth.password": "cHc=", "port": "ODA="})
    assert given["secret-values"] == "0 string auth.password\n1 number port\n"
    assert (given["secret-value-0"], given["secret-value-1"]) == ("pw", "80")


def test_a_typed_secret_inside_a_list_is_refused() -> None:
    values = (
        AskedValue(secret=True, path="env[0].value"),
        AskedValue(secret=True, path="ports[0]", type=ValueType.NUMBER),
    )
    (problem,) = check_secret_paths(plan_of(parameters=values))
    assert problem.place == "parameters[1].path"
    assert "ports[0]" in str(problem.what)


def test_every_file_says_what_it_is_for() -> None:
    for path in hook_chart({"chart.tgz": b"1", "values.yaml": b"1"}).files:
        assert describe(path), path
    assert describe("templates/other.yaml") is None


def test_the_jobs_run_the_script_that_is_compared() -> None:
    assert hook_chart().files["files/run.sh"] == RUN_SCRIPT.encode()
    commands = {
        tuple(each["spec"]["template"]["spec"]["containers"][0]["command"])
        for each in rendered('{"release": {"name": "shop"}}')
        if each["kind"] == "Job"
    }
    assert commands == {INSTALL_COMMAND, UNINSTALL_COMMAND}
