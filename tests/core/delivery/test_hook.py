from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.delivery.budget import budget
from core.delivery.bundle import make_bundle
from core.delivery.ros_template import TEMPLATE_LIMIT
from core.errors import ProblemsFound
from core.plan.model import (
    AskedValue,
    ClusterParameter,
    HostedAt,
    OciChart,
    PathChart,
    Pod,
    Rbac,
    Release,
    SourceLogin,
    Tls,
    UrlChart,
)
from core.yaml.layout import LooksLikeFunction
from tests.support.plans import SIGNAL_URL, chart_for, plan_of, resolved
from tests.support.texts import NASTY


def delivered_values(values: str) -> bytes:
    """Return the values document that the Job finds, by way of template and hook chart."""
    plan = plan_of(values=values)
    bundle = make_bundle(plan, chart_for(plan.chart))
    travelling = bundle.hosted.files.get("files/values.yaml") if bundle.hosted else None
    if travelling is not None:
        return travelling
    document = resolved(bundle)["Resources"]["HookChart"]["Properties"]["ChartValues"]["values"]
    if document.get("base64"):
        return base64.b64decode(document["base64"])
    return document["text"].encode()


def values_of(bundle: Any, secrets: dict[str, Any] | None = None) -> Any:
    return resolved(bundle, secrets)["Resources"]["HookChart"]["Properties"]["ChartValues"]


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=400))
@settings(max_examples=60, deadline=None)
@example("x: {{ computenest::acrimage::shop }}\r\n")
@example("a: 1\n" * 100_000)
@example("a: 1\r\n" * 65_000)
def test_any_values_arrive_byte_for_byte(values: str) -> None:
    assert delivered_values(values) == values.encode()


@pytest.mark.parametrize("values", [text for text in NASTY if "\0" not in text])
def test_nasty_values_arrive_byte_for_byte(values: str) -> None:
    assert delivered_values(values) == values.encode()


@pytest.mark.parametrize("values", ["a: \0", "a: \ud800", "a" * (1024 * 1024 + 1)])
def test_values_that_cannot_travel_are_refused_before_anything_is_built(values: str) -> None:
    plan = plan_of(values=values)
    with pytest.raises(ProblemsFound) as refusal:
        make_bundle(plan, chart_for(plan.chart))
    assert [problem.place for problem in refusal.value.problems] == ["values"]


def test_values_too_long_for_a_template_travel_in_the_hook_chart() -> None:
    values = "text: " + "x" * 450_000
    plan = plan_of(values=values)
    bundle = make_bundle(plan, chart_for(plan.chart))
    assert bundle.hosted
    assert bundle.hosted.files["files/values.yaml"] == values.encode()
    assert len(bundle.template_text) < TEMPLATE_LIMIT // 8


def test_compute_nest_finds_its_placeholders_in_the_text() -> None:
    placeholder = "{{ computenest::acrimage::shop }}"
    plan = plan_of(values=f"image: {placeholder}\n")
    bundle = make_bundle(plan, chart_for(plan.chart))
    assert placeholder in bundle.template_text
    assert not bundle.warnings


def test_a_placeholder_in_encoded_values_is_warned_of() -> None:
    plan = plan_of(values="image: '{{ computenest::acrimage::shop }}'\r\n")
    bundle = make_bundle(plan, chart_for(plan.chart))
    assert [warning.place for warning in bundle.warnings] == ["values"]


def test_signal_and_wait_carry_the_revision_and_wait_beside_the_chart() -> None:
    plan = plan_of()
    template = make_bundle(plan, chart_for(plan.chart), revision=3).template
    resources: Any = template["Resources"]
    assert list(resources) == ["Signal3", "Wait3", "HookChart"]
    assert "DependsOn" not in resources["Wait3"]
    wait = resources["Wait3"]["Properties"]
    assert wait["Handle"] == {"Ref": "Signal3"}
    assert wait["Timeout"] == budget(plan).wait_condition
    signal = resources["HookChart"]["Properties"]["ChartValues"]["signal"]
    assert signal["url"] == {"Fn::GetAtt": ["Signal3", "URL"]}
    assert signal["headers"] == {"Fn::GetAtt": ["Signal3", "Headers"]}


def test_the_console_shows_the_output_as_text() -> None:
    plan = plan_of()
    bundle = make_bundle(plan, chart_for(plan.chart))
    assert resolved(bundle)["Outputs"]["Output"]["Value"] == "said 你好"
    assert values_of(bundle)["signal"]["url"] == SIGNAL_URL


def test_secrets_are_parameters_that_are_never_shown() -> None:
    secrets = (
        AskedValue(secret=True, path="auth.password", description="Of the shop's admin."),
        AskedValue(secret=True, path="auth-password", type="number"),
        AskedValue(secret=True, path="密码"),
    )
    source = OciChart(
        oci="oci://registry.example.com/charts/shop", login=SourceLogin(username="bot")
    )
    plan = plan_of(parameters=secrets, chart=source)
    bundle = make_bundle(plan, chart_for(source))
    assert [(p.name, p.secret) for p in bundle.parameters if p.no_echo] == [
        ("SecretAuthPassword", "auth.password"),
        ("SecretAuthPassword2", "auth-password"),
        ("Secret", "密码"),
        ("ChartPassword", "chart:password"),
    ]
    parameters: Any = bundle.template["Parameters"]
    assert all(parameters[p.name]["NoEcho"] is True for p in bundle.parameters if p.no_echo)
    given = {"auth.password": "päss\n" * 40, "chart:password": "x"}
    values = values_of(bundle, given)
    arrived = values["values"]["secret"][0]["base64"].replace("\n", "")
    assert base64.b64decode(arrived) == given["auth.password"].encode()
    assert base64.b64decode(values["chart"]["password"]) == b"x"


def test_an_existing_secret_of_the_cluster_is_not_asked_for() -> None:
    source = OciChart(
        oci="oci://registry.example.com/charts/shop",
        login=SourceLogin(username="bot", existing_secret="login"),
    )
    plan = plan_of(chart=source)
    bundle = make_bundle(plan, chart_for(source))
    assert not [p for p in bundle.parameters if p.no_echo]


def test_the_cluster_is_asked_for_and_defaults_to_the_plans() -> None:
    plan = plan_of()
    bundle = make_bundle(plan, chart_for(plan.chart))
    parameter: Any = bundle.template["Parameters"]
    assert parameter["ClusterId"]["AssociationProperty"] == "ALIYUN::CS::Cluster::ClusterId"
    assert parameter["ClusterId"]["Default"] == bundle.parameters[0].value
    open_plan = plan_of(cluster=ClusterParameter(parameter=True))
    open_bundle = make_bundle(open_plan, chart_for(plan.chart))
    open_parameters: Any = open_bundle.template["Parameters"]
    assert "Default" not in open_parameters["ClusterId"]
    assert open_bundle.parameters[0].value is None


def test_the_hook_chart_is_hosted_and_its_address_a_parameter() -> None:
    plan = plan_of(delivery={"hosting": HostedAt(url="https://a.example.com/hook.tgz")})
    bundle = make_bundle(plan, chart_for(plan.chart))
    assert bundle.parameters[1].value == "https://a.example.com/hook.tgz"
    assert bundle.hosted
    other = plan_of(values="a: 2\n")
    assert make_bundle(other, chart_for(other.chart)).hosted == bundle.hosted


@pytest.mark.parametrize(("timeout", "words"), [(100, "a hook"), (600, "an object like any other")])
def test_the_template_says_what_the_install_job_is_and_why(timeout: int, words: str) -> None:
    release = Release(name="shop", namespace="shop", timeout=timeout)
    plan = plan_of(release=release)
    assert f"  # That Job is {words}" in make_bundle(plan, chart_for(plan.chart)).template_text


def test_a_chart_of_this_computer_travels_inside() -> None:
    plan = plan_of(chart=PathChart(path="chart"))
    chart = chart_for(plan.chart)
    bundle = make_bundle(plan, chart)
    assert bundle.hosted
    assert bundle.hosted.files["files/chart.tgz"] == chart.archive


def test_the_same_plan_gives_the_same_bytes() -> None:
    plan = plan_of(values="a: 1\n", parameters=(AskedValue(secret=True, path="b"),))
    chart = chart_for(plan.chart)
    assert make_bundle(plan, chart) == make_bundle(plan, chart)


@pytest.mark.parametrize("keep", [False, True])
def test_the_namespace_goes_only_when_the_plan_says_so(keep: bool) -> None:
    plan = plan_of(delivery={"deleteNamespace": keep})
    properties = resolved(make_bundle(plan, chart_for(plan.chart)))["Resources"]["HookChart"]
    assert properties["Properties"]["NamespaceDeletion"] is keep


INJECTIONS = (
    "x\n  Evil: {Ref: ALIYUN::AccountId}",
    "x'\n",
    '"}, "a": "',
    "[[ 7 * 7 ]][% for x in y %]",
    "{Ref: Signal1}",
    "!Ref Signal1",
    "&a *a",
    "# comment",
    "${Signal1.URL}",
    "\u2028- x",
)


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_of_a_plan_breaks_out_of_its_place(text: str) -> None:
    plan = plan_of(
        cluster={"id": text},
        values=text,
        parameters=(AskedValue(secret=True, path=text, description=text),),
        chart=UrlChart(url="https://example.com/a.tgz", tls=Tls(ca=text)),
        output={"command": text},
        delivery={
            "image": {"reference": text, "helm": "3.17.3"},
            "readinessCommand": text,
            "pod": Pod(node_selector={"a": text, text: "b"}, http_proxy=text),
            "rbac": Rbac(scope="rules", rules=({"verbs": [text]},)),
        },
    )
    plain = plan_of(values="x", parameters=(AskedValue(secret=True, path="x", description="x"),))
    template: Any = make_bundle(plan, chart_for(plan.chart)).template
    expected: Any = make_bundle(plain, chart_for(plan.chart)).template
    assert list(template) == list(expected)
    assert list(template["Resources"]) == list(expected["Resources"])
    assert template["Parameters"]["ClusterId"]["Default"] == text
    values = template["Resources"]["HookChart"]["Properties"]["ChartValues"]
    assert values["image"] == values["output"]["command"] == text
    assert values["pod"]["nodeSelector"] == {"a": text, text: "b"}
    assert values["values"]["secret"][0]["path"] == text


def test_a_selector_that_would_run_as_a_function_is_refused() -> None:
    plan = plan_of(delivery={"pod": Pod(node_selector={"Ref": "ALIYUN::AccountId"})})
    with pytest.raises(LooksLikeFunction):
        make_bundle(plan, chart_for(plan.chart))
