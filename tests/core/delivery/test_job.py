from __future__ import annotations

import base64
import random
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.delivery.bundle import make_bundle
from core.delivery.hook_chart import INSTALL_COMMAND, RUN_SCRIPT, UNINSTALL_COMMAND
from core.delivery.ros_template import TEMPLATE_LIMIT
from core.errors import ProblemsFound
from core.plan.model import AskedValue, PathChart, Pod, SourceLogin, UrlChart
from tests.support.charts import chart_files
from tests.support.plans import CURL, URL, chart_for, plan_of, resolved, settings_of
from tests.support.texts import NASTY


def objects_of(bundle: Any, resource: str) -> list[dict[str, Any]]:
    content = resolved(bundle)["Resources"][resource]["Properties"]["YamlContent"]
    return list(yaml.safe_load_all(content))


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=200))
@settings(max_examples=25, deadline=None)
@example("a: ${Signal1.URL} ${!x} $(id)\n")
def test_any_values_arrive_byte_for_byte(values: str) -> None:
    plan = plan_of("job", values=values)
    assert settings_of(make_bundle(plan, chart_for(plan.chart)))["values.yaml"] == values.encode()


@pytest.mark.parametrize("values", [text for text in NASTY if "\0" not in text])
def test_nasty_values_arrive_byte_for_byte(values: str) -> None:
    plan = plan_of("job", values=values)
    assert settings_of(make_bundle(plan, chart_for(plan.chart)))["values.yaml"] == values.encode()


# The base64 of the last is 0400, which YAML would take for a number.
@pytest.mark.parametrize("secret", ["", "s3cret", "x" * 200, "'\"\n: ${x}", "\u04cd4"])
def test_secrets_and_the_signal_arrive_byte_for_byte(secret: str) -> None:
    source = UrlChart(url=URL, login=SourceLogin(username="bot"))
    plan = plan_of("job", chart=source, parameters=(AskedValue(secret=True, path="auth.password"),))
    bundle = make_bundle(plan, chart_for(source))
    found = settings_of(bundle, {"auth.password": secret, "chart:password": secret})
    assert found["secret-value-0"] == found["password"] == secret.encode()
    assert found["signal-curl"] == CURL.encode()


def test_no_secret_stands_in_the_template() -> None:
    plan = plan_of("job", parameters=(AskedValue(secret=True, path="auth.password"),))
    bundle = make_bundle(plan, chart_for(plan.chart))
    parameters: Any = bundle.template["Parameters"]
    assert parameters["SecretAuthPassword"]["NoEcho"] is True
    assert "${SecretAuthPassword}" in bundle.template_text


def test_rights_outlive_the_uninstall_and_the_uninstall_the_install() -> None:
    plan = plan_of("job")
    resources: Any = make_bundle(plan, chart_for(plan.chart)).template["Resources"]
    assert resources["Install"]["DependsOn"] == "Uninstall"
    assert "Access" in resources["Uninstall"]["DependsOn"]
    uninstall = resources["Uninstall"]["Properties"]
    assert uninstall["Stage"] == "Delete"
    assert uninstall["WaitUntil"][0]["Stage"] == "Delete"
    assert "DependsOn" not in resources["Wait1"]


def test_the_jobs_and_their_script_are_those_of_the_hook_chart() -> None:
    plan = plan_of("job")
    bundle = make_bundle(plan, chart_for(plan.chart), revision=7)
    (install,) = objects_of(bundle, "Install")
    (uninstall,) = objects_of(bundle, "Uninstall")
    for job, command in ((install, INSTALL_COMMAND), (uninstall, UNINSTALL_COMMAND)):
        assert tuple(job["spec"]["template"]["spec"]["containers"][0]["command"]) == command
        assert "annotations" not in job["metadata"]
    assert install["metadata"]["name"].endswith("-install-7")
    script = next(o for o in objects_of(bundle, "Access") if o["kind"] == "ConfigMap")
    assert script["data"]["run.sh"] == RUN_SCRIPT


def test_the_uninstall_job_is_the_stacks_own_and_goes_with_access() -> None:
    plan = plan_of("job")
    bundle = make_bundle(plan, chart_for(plan.chart))
    (uninstall,) = objects_of(bundle, "Uninstall")
    resources = resolved(bundle)["Resources"]
    assert uninstall["metadata"]["name"] == "uninstall-0a1b"
    condition = resources["Uninstall"]["Properties"]["WaitUntil"][0]
    assert condition["Name"] == uninstall["metadata"]["name"]
    assert condition["Timeout"] > uninstall["spec"]["activeDeadlineSeconds"]
    (owner,) = uninstall["metadata"]["ownerReferences"]
    looked_up = resources["Owner"]["Properties"]
    assert (owner["kind"], owner["name"]) == (looked_up["Kind"], looked_up["Name"])
    assert owner["uid"] == "dWlkLTE="


def test_a_chart_of_this_computer_travels_in_a_secret() -> None:
    plan = plan_of("job", chart=PathChart(path="chart"))
    chart = chart_for(plan.chart)
    bundle = make_bundle(plan, chart)
    assert bundle.hosted is None
    carried = next(
        o for o in objects_of(bundle, "Access") if o["metadata"]["name"].endswith("-chart")
    )
    assert base64.b64decode(carried["data"]["chart.tgz"]) == chart.archive


def test_a_chart_too_big_for_a_template_is_refused_with_the_way_out() -> None:
    plan = plan_of("job", chart=PathChart(path="chart"))
    noise = random.Random(1).randbytes(TEMPLATE_LIMIT)
    chart = chart_for(plan.chart, chart_files(extra={"files/noise": noise}))
    with pytest.raises(ProblemsFound) as refusal:
        make_bundle(plan, chart)
    assert "hook" in str(refusal.value.problems[0].remedy)


@pytest.mark.parametrize("text", ["${Signal1.URL}", "x\n  y: z", "{{ x }}", "!Ref x"])
def test_no_text_of_a_plan_is_taken_for_a_blank(text: str) -> None:
    delivery = {"readinessCommand": text}
    plan = plan_of("job", values=text, delivery=delivery, output={"command": text})
    found = settings_of(make_bundle(plan, chart_for(plan.chart)))
    assert found["output-command"] == found["readiness-command"] == text.encode()


def test_what_looks_like_a_blank_in_a_job_stays_text() -> None:
    plan = plan_of("job", delivery={"pod": Pod(node_selector={"zone": "${ALIYUN::Region}"})})
    (uninstall,) = objects_of(make_bundle(plan, chart_for(plan.chart)), "Uninstall")
    selector = uninstall["spec"]["template"]["spec"]["nodeSelector"]
    assert selector["zone"] == "${ALIYUN::Region}"


def test_the_same_plan_gives_the_same_bytes() -> None:
    plan = plan_of("job", values="a: 1\n")
    chart = chart_for(plan.chart)
    assert make_bundle(plan, chart) == make_bundle(plan, chart)
