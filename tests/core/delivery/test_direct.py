from __future__ import annotations

from typing import Any

import pytest

from core.delivery.bundle import make_bundle
from core.errors import ProblemsFound, Severity
from core.plan.model import (
    AskedValue,
    OciChart,
    PathChart,
    PlaceholderChart,
    Release,
    SecretOutput,
    SourceLogin,
    UrlChart,
)
from core.yaml.layout import LooksLikeFunction
from tests.support.charts import chart_files
from tests.support.plans import URL, chart_for, plan_of, resolved

IP = "203.0.113.10"
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME}
spec: {REPLICAS}
"""


def bundle_of(**fields: Any) -> Any:
    fields = {"output": {"service": "shop"}, **fields}
    plan = plan_of("direct", **fields)
    return make_bundle(plan, chart_for(plan.chart))


def release_of(bundle: Any, secrets: dict[str, Any] | None = None) -> Any:
    response = "cw==" if isinstance(bundle.plan.output, SecretOutput) else {"ip": IP}
    return resolved(bundle, secrets, response)["Resources"]["Release"]["Properties"]


def refused(**fields: Any) -> list[str]:
    with pytest.raises(ProblemsFound) as refusal:
        bundle_of(**fields)
    return [problem.place for problem in refusal.value.problems]


def test_ros_is_given_the_charts_own_address() -> None:
    bundle = bundle_of()
    assert bundle.parameters[1].value == URL
    assert release_of(bundle)["ChartUrl"] == URL
    assert bundle.hosted is None


def test_a_chart_of_this_computer_is_hosted() -> None:
    bundle = bundle_of(chart=PathChart(path="chart"))
    assert bundle.hosted.filename == "shop-1.2.3.tgz"
    assert bundle.parameters[1].value is None


@pytest.mark.parametrize(
    "source",
    [
        OciChart(oci="oci://registry.example.com/charts/shop"),
        PlaceholderChart(placeholder="{{ computenest::helmchart::shop }}", preview="."),
    ],
)
def test_oci_is_refused(source: Any) -> None:
    assert refused(chart=source) == ["chart"]


@pytest.mark.parametrize("output", [{"command": "id"}, {"notes": True}])
def test_outputs_that_only_a_job_can_give_are_refused(output: dict[str, Any]) -> None:
    assert refused(output=output) == ["outputs"]


def test_without_a_chosen_output_there_is_none_and_it_says_so() -> None:
    plan = plan_of("direct")
    bundle = make_bundle(plan, chart_for(plan.chart))
    assert "Outputs" not in bundle.template
    assert [warning.place for warning in bundle.warnings] == ["outputs"]


def test_functions_that_helm_3_0_lacks_are_refused() -> None:
    plan = plan_of("direct", output={"service": "shop"})
    files = chart_files(templates={"a.yaml": '{{ lookup "v1" "Pod" "" "" }}'})
    with pytest.raises(ProblemsFound, match="shop") as refusal:
        make_bundle(plan, chart_for(plan.chart, files))
    assert "lookup" in str(refusal.value.problems[0])


def test_only_repositories_of_acr_are_logged_in_to() -> None:
    assert refused(chart=UrlChart(url=URL, login=SourceLogin(username="bot"))) == [
        "chart.login.username"
    ]
    bundle = bundle_of(
        chart=UrlChart(url="https://x.cr.aliyuncs.com/shop.tgz", login=SourceLogin(username="bot"))
    )
    credential = release_of(bundle, {"chart:password": "s"})["Credential"]
    assert credential == {"UserName": "bot", "Password": "s"}


def test_values_are_a_map_as_helm_reads_them_with_secrets_in_their_places() -> None:
    values = 'a: [1, x, yes]\nb: {c: "0644", d: 2026-01-01}\ne: 1e3\n"n": 1\n'
    secrets = (
        AskedValue(secret=True, path="b.password"),
        AskedValue(secret=True, path="list[1].port", type="number"),
        AskedValue(secret=True, path=r"with\.dot", type="json"),
    )
    bundle = bundle_of(values=values, parameters=secrets)
    given = {"b.password": "s", "list[1].port": 80, r"with\.dot": {"k": []}}
    assert release_of(bundle, given)["ChartValues"] == {
        "a": [1, "x", True],
        "b": {"c": "0644", "d": "2026-01-01", "password": "s"},
        "e": 1000.0,
        "n": 1,
        "list": [None, {"port": 80}],
        "with.dot": {"k": []},
    }
    types = [bundle.template["Parameters"][p.name]["Type"] for p in bundle.parameters if p.secret]
    assert types == ["String", "Number", "Json"]


def test_each_value_that_a_map_damages_is_named() -> None:
    values = (
        "big: 12345678901234567890\nfloat: 1.0\nmode: 0644\nn: 1\nlist:\n  - ~\n  - {y: yes}\n"
        'fine: [1, -2, 0.5, true, True, "1.0", text, 2026-01-01, 9007199254740993x]\nempty:\n'
    )
    found = [(w.place, w.line, w.column) for w in bundle_of(values=values).warnings]
    assert found == [
        ("values.big", 1, 6),
        ("values.float", 2, 8),
        ("values.mode", 3, 7),
        ("values.false", 4, 1),
        ("values.list[0]", 6, 5),
        ("values.list[1].true", 7, 6),
        ("values.list[1].true", 7, 9),
        ("values.empty", 9, 7),
    ]


def test_values_that_are_no_yaml_are_refused() -> None:
    assert refused(values="a: [") == ["values"]


def test_values_that_would_run_as_a_function_are_refused() -> None:
    with pytest.raises(LooksLikeFunction):
        bundle_of(values="a: {Ref: ALIYUN::AccountId}\n")


@pytest.mark.parametrize(
    ("output", "lookup"),
    [
        ({"service": "shop"}, ("Service", "shop", "$.status.loadBalancer.ingress[0]")),
        ({"secret": {"name": "s", "key": "tls.crt"}}, ("Secret", "s", "$.data['tls.crt']")),
        (
            {"object": {"kind": "Pod", "name": "p", "jsonPath": "{.status.phase}"}},
            ("Pod", "p", "$.status.phase"),
        ),
    ],
)
def test_outputs_are_looked_up_in_the_cluster(output: Any, lookup: tuple[str, str, str]) -> None:
    template = bundle_of(output=output).template
    resource = template["Resources"]["Lookup"]
    properties = resource["Properties"]
    assert (properties["Kind"], properties["Name"], properties["JsonPath"]) == lookup
    assert resource["DependsOn"] == "Release"


@pytest.mark.parametrize("response", [{"ip": IP}, {"hostname": IP}, f'{{"ip": "{IP}"}}'])
def test_the_console_shows_the_address_as_text(response: Any) -> None:
    assert resolved(bundle_of(), response=response)["Outputs"]["Output"]["Value"] == IP


def test_the_console_shows_the_secret_as_text() -> None:
    bundle = bundle_of(output={"secret": {"name": "s", "key": "k"}})
    assert resolved(bundle, response="5L2g5aW9")["Outputs"]["Output"]["Value"] == "你好"


def test_ros_waits_for_the_address_and_the_workloads() -> None:
    conditions = release_of(bundle_of(values="replicas: 3\n"))["WaitUntil"]
    assert [(c["Kind"], c["Operator"], c.get("Value")) for c in conditions] == [
        ("Service", "NotEmpty", None),
        ("Deployment", "Equals", "3"),
    ]


def test_workloads_without_replicas_and_those_beyond_five_are_told_apart() -> None:
    replicas = ["", "replicas: 0", *(f"replicas: {n}" for n in range(1, 6))]
    templates = {
        f"{n}.yaml": DEPLOYMENT.replace("NAME", f"d{n}").replace("REPLICAS", text)
        for n, text in enumerate(replicas)
    }
    plan = plan_of("direct", output={"service": "shop"})
    bundle = make_bundle(plan, chart_for(plan.chart, chart_files(templates=templates)))
    conditions = release_of(bundle)["WaitUntil"]
    assert [c["Name"] for c in conditions] == ["shop", "d0", "d2", "d3", "d4"]
    assert "d5, Deployment d6" in str(bundle.warnings[0])


def test_nothing_is_waited_for_when_the_plan_does_not_wait() -> None:
    release = Release(name="shop", namespace="store", wait=False)
    output = {"secret": {"name": "s", "key": "k"}}
    assert "WaitUntil" not in release_of(bundle_of(release=release, output=output))


def test_a_chart_that_does_not_render_is_left_to_ros_with_a_warning() -> None:
    plan = plan_of("direct", output={"secret": {"name": "s", "key": "k"}})
    files = chart_files(templates={"a.yaml": '{{ fail "no" }}'})
    bundle = make_bundle(plan, chart_for(plan.chart, files))
    assert [(w.place, w.severity) for w in bundle.warnings] == [("release.wait", Severity.WARNING)]
    assert "templates/a.yaml: no" in str(bundle.warnings[0].what)
