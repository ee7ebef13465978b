from __future__ import annotations

import random
from typing import Any

import pytest

from core.delivery.bundle import make_bundle
from core.delivery.checks import check_hosting, check_image
from core.delivery.fit import fits
from core.delivery.images import COMPUTE_NEST
from core.errors import ProblemsFound
from core.plan.model import (
    Account,
    AskedValue,
    OciChart,
    PathChart,
    PlaceholderChart,
    Release,
    UrlChart,
)
from tests.support.charts import chart_files
from tests.support.plans import chart_for, plan_of

NOISE = random.Random(1)
ABROAD = Account(region="ap-southeast-1")


def warnings_of(method: str = "hook", **fields: Any) -> list[str]:
    plan = plan_of(method, **fields)
    return [warning.place for warning in make_bundle(plan, chart_for(plan.chart)).warnings]


def refused(**fields: Any) -> list[str]:
    files = fields.pop("files", None)
    plan = plan_of(**fields)
    with pytest.raises(ProblemsFound) as refusal:
        make_bundle(plan, chart_for(plan.chart, files))
    return [problem.place for problem in refusal.value.problems]


def own(image: str) -> dict[str, object]:
    return {"image": {"reference": image, "helm": "3.17.3"}}


def test_a_plain_plan_has_nothing_to_warn_of() -> None:
    assert warnings_of() == warnings_of("job") == warnings_of(account=ABROAD) == []


@pytest.mark.parametrize(
    "image", ["alpine/helm:3.17.3", "docker.io/alpine/helm:3.17.3", "ghcr.io/a/b@sha256:1"]
)
def test_an_image_out_of_reach_of_mainland_china_is_warned_of(image: str) -> None:
    assert warnings_of(delivery=own(image)) == ["delivery.image.reference"]
    assert warnings_of(delivery=own(image), account=ABROAD) == []


def test_an_image_out_of_reach_comes_with_the_commands_that_copy_it() -> None:
    plan = plan_of("hook", delivery=own("alpine/helm:3.17.3"))
    (warning,) = make_bundle(plan, chart_for(plan.chart)).warnings
    assert "docker pull --platform linux/amd64 alpine/helm:3.17.3" in str(warning.remedy)
    assert "docker push registry.cn-hangzhou.aliyuncs.com/" in str(warning.remedy)


def test_an_image_of_ones_own_is_asked_for_its_helm() -> None:
    own_image = {"image": {"reference": "registry.cn-hangzhou.aliyuncs.com/a/helm:3"}}
    preset_image = {"image": {"reference": COMPUTE_NEST.reference}}
    (problem,) = check_image(plan_of(delivery=own_image))
    assert problem.place == "delivery.image.helm"
    assert check_image(plan_of("direct", delivery=own_image)) == ()
    assert check_image(plan_of(delivery=preset_image)) == ()
    assert all(fit.fits for fit in fits(plan_of(delivery=own_image), chart_for(plan_of().chart)))


def test_an_image_of_a_registry_of_ones_own_is_fine() -> None:
    image = "registry.cn-hangzhou.aliyuncs.com/a/helm:3"
    assert warnings_of(delivery=own(image)) == []


@pytest.mark.parametrize(
    "source",
    [
        UrlChart(url="https://github.com/a/b/releases/download/v1/shop.tgz"),
        OciChart(oci="oci://registry-1.docker.io/bitnamicharts/shop"),
    ],
)
def test_a_chart_that_mainland_china_waits_for_in_vain_is_warned_of(source: Any) -> None:
    assert warnings_of(chart=source) == ["chart"]
    assert warnings_of(chart=source, account=ABROAD) == []


def test_a_hook_that_outlasts_helms_patience_is_warned_of() -> None:
    release = Release(name="shop", timeout=600)
    assert warnings_of(delivery={"installAs": "hook"}, release=release) == ["delivery.installAs"]
    assert warnings_of(delivery={"installAs": "auto"}, release=release) == []


def test_a_template_over_the_limit_is_refused() -> None:
    text = "x" * 530_000
    assert refused(delivery={"readinessCommand": text}) == ["template"]


def test_more_parameters_than_ros_takes_are_refused() -> None:
    secrets = tuple(AskedValue(secret=True, path=f"a{number}") for number in range(200))
    assert refused(parameters=secrets) == ["parameters"]


@pytest.mark.parametrize(("size", "fits"), [(360, True), (390, False)])
def test_a_chart_that_overflows_helms_record_is_refused(size: int, fits: bool) -> None:
    files = chart_files(extra={"files/noise": NOISE.randbytes(size * 1024)})
    source = PathChart(path="chart")
    if fits:
        plan = plan_of(chart=source)
        assert make_bundle(plan, chart_for(source, files))
    else:
        assert refused(chart=source, files=files) == ["chart.path"]


def test_values_that_overflow_helms_record_are_refused_and_ordinary_ones_pass() -> None:
    assert warnings_of(values="name: value of an ordinary kind\n" * 28_000) == []
    noise = "".join(NOISE.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=1_000_000))
    assert refused(values=f"a: {noise}") == ["values"]


def test_a_secret_that_the_script_cannot_place_is_refused() -> None:
    secrets = (AskedValue(secret=True, path="ports[0].number", type="number"),)
    assert refused(parameters=secrets) == ["parameters[0].path"]


@pytest.mark.parametrize(
    "placeholder", ["{{ computenest::helmchart::shop }}", "{{ computenest::helmpull::shop }}"]
)
def test_a_charts_placeholder_is_found_with_hook_and_job_refuses_it(placeholder: str) -> None:
    source = PlaceholderChart(placeholder=placeholder, preview="chart")
    plan = plan_of(chart=source)
    assert placeholder in make_bundle(plan, chart_for(source)).template_text
    assert refused(method="job", chart=source) == ["chart.placeholder"]


def test_only_a_launch_without_hosting_needs_some() -> None:
    bare = plan_of()
    (problem,) = check_hosting(make_bundle(bare, chart_for(bare.chart)))
    assert problem.place == "delivery.hosting"
    for method, delivery in (("job", {}), ("hook", {"hosting": {"bucket": "mine"}})):
        plan = plan_of(method, delivery=delivery)
        assert check_hosting(make_bundle(plan, chart_for(plan.chart))) == ()
