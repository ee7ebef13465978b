"""What the hook chart renders to with the values a template gives it, for the preview."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, Final

from core.chart.engine import render
from core.chart.reading import read_chart
from core.chart.surroundings import ANYWHERE, Surroundings
from core.delivery.hook_chart import NAME
from core.plan.model import PathChart, Release

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.chart.model import Rendering
    from core.delivery.model import Bundle

_TYPE: Final = "ALIYUN::CS::ClusterHelmApplication"


def rendered_hook_chart(bundle: Bundle, surroundings: Surroundings = ANYWHERE) -> Rendering | None:
    """Return what the hook chart renders, None when the bundle has none.

    What only the launch knows, the address of the signal and the secrets, is a stand-in.
    Raises `ProblemsFound` when the chart does not render.
    """
    if bundle.hosted is None or bundle.hosted.name != NAME:
        return None
    resources: Mapping[str, Any] = bundle.template["Resources"]  # type: ignore[assignment]
    properties = next(r["Properties"] for r in resources.values() if r["Type"] == _TYPE)
    chart = read_chart(PathChart(path=NAME), NAME, bundle.hosted.files, bundle.hosted.archive)
    values = json.dumps(_filled_in(properties["ChartValues"]), ensure_ascii=False)
    release = Release(name=properties["Name"], namespace=properties["Namespace"])
    return render(chart, values, release, surroundings)


def _filled_in(value: object) -> object:
    """Return `value` with every ROS function replaced by what stands for its answer."""
    match value:
        case {"Fn::GetAtt": [_, "Headers"]}:
            return {"x-acs-given": "at launch"}
        case {"Fn::GetAtt": [str(name), str(attribute)]}:
            return f"https://given-at-launch/{name}.{attribute}"
        case dict() if len(value) == 1 and next(iter(value)).startswith(("Fn::", "Ref")):
            return base64.b64encode(b"given at launch").decode()
        case dict():
            return {key: _filled_in(inner) for key, inner in value.items()}
        case list():
            return [_filled_in(inner) for inner in value]
    return value
