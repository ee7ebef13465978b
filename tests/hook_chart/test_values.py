"""Whatever text is typed as values is the pod's file, byte for byte, or is refused before."""

from __future__ import annotations

import base64
import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.delivery.bundle import make_bundle
from core.errors import ProblemsFound
from tests.support.hook_pod import rendered
from tests.support.plans import chart_for, plan_of, resolved

UNPASSABLE = {"\0", "\ud800"}
ODD = "ab1:{}[]&*!|>'\" -#%\\$\n\r\t\x07\x85\u2028\ufeff😀"


def in_the_pod(values: str) -> bytes:
    """Return the values document as the pod finds it, by way of plan, template and hook chart."""
    plan = plan_of(values=values)
    bundle = make_bundle(plan, chart_for(plan.chart))
    assert bundle.hosted
    told = resolved(bundle)["Resources"]["HookChart"]["Properties"]["ChartValues"]
    travelling = [
        (name, bundle.hosted.files[f"files/{name}"])
        for name in ("chart.tgz", "values.yaml")
        if f"files/{name}" in bundle.hosted.files
    ]
    (content,) = (
        body["data"]["values.yaml"]
        for body in rendered(json.dumps(told, ensure_ascii=False), tuple(travelling))
        if "values.yaml" in body.get("data", ())
    )
    return base64.b64decode(content, validate=True)


@given(st.text(max_size=200) | st.text([*ODD, *UNPASSABLE], max_size=60))
@settings(max_examples=40, deadline=None)
@example("\ufeffa: 1\n")
@example("a: " + "x" * 450_000)
def test_any_text_is_in_the_pod_or_refused_with_a_reason(values: str) -> None:
    try:
        arrived = in_the_pod(values)
    except ProblemsFound as refusal:
        (problem,) = refusal.problems
        assert problem.place == "values"
        assert problem.remedy
        assert UNPASSABLE & set(values)
    else:
        assert arrived == values.encode()
