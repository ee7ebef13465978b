"""Plans for tests, their charts, and what ROS reads in the templates made of them."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml

from core.plan.model import Delivery, ExistingCluster, Plan, Release, UrlChart
from core.rehearsal.stack.functions.evaluation import Scope, evaluate
from tests.support.charts import chart_files, opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.chart.model import Chart
    from core.delivery.model import Bundle
    from core.plan.model import ChartSource

URL = "https://charts.example.com/shop-1.2.3.tgz?a=1&b=2"
OCI = "oci://registry.example.com/charts/shop"
SIGNAL_URL = "http://100.100.100.110/waitcondition?stackname=x&signature=%2B"
CURL = f"curl -i -X POST -H 'Content-Type: application/json' {SIGNAL_URL}".replace("&", "\\&")


def plan_of(method: str = "hook", **fields: Any) -> Plan:
    """Return a plan for the sample chart; `fields` are the plan's, some as mappings.

    `delivery` is one, and `output` the only one of the plan's outputs.
    """
    delivery = {"method": method, **fields.pop("delivery", {})}
    if output := fields.pop("output", None):
        fields["outputs"] = (output,)
    whole: dict[str, Any] = {
        "name": "shop",
        "cluster": ExistingCluster(id="c0123456789abcdef0123456789abcdef"),
        "chart": UrlChart(url=URL),
        "release": Release(name="shop", namespace="store"),
        **fields,
    }
    return Plan.model_validate({"delivery": Delivery.model_validate(delivery), **whole})


def chart_for(source: ChartSource, files: Mapping[str, bytes] | None = None) -> Chart:
    """Return the sample chart as if it had been opened from `source`."""
    address = getattr(source, "url", None) or getattr(source, "oci", None)
    return replace(opened(dict(files or chart_files())), source=source, address=address)


def resolved(
    bundle: Bundle, secrets: Mapping[str, Any] | None = None, response: Any = "dWlkLTE="
) -> Any:
    """Return the template as ROS has it once all functions are called.

    `secrets` are given by the plan's names for them; the signal says “said 你好”, and a data
    source answers `response`.
    """
    parameters = {p.name: p.value for p in bundle.parameters}
    parameters |= {p.name: (secrets or {}).get(p.secret, "") for p in bundle.parameters if p.secret}
    said = base64.b64encode("said 你好".encode()).decode()
    attributes = {
        "URL": SIGNAL_URL,
        "Headers": {"Content-Type": "application/json"},
        "CurlCli": CURL,
        "Data": f'{{"release": "{said}"}}',
        "Response": response,
    }
    scope = Scope(
        parameters=parameters,
        pseudo={"ALIYUN::StackId": "0a1b", "ALIYUN::Region": "cn-hangzhou"},
        mappings={},
        conditions={},
        locals={},
        resource_id=lambda name: f"id of {name}",
        attribute=lambda _resource, name: attributes[name],
        stack_output=lambda _stack, _key: None,
    )
    return evaluate(yaml.safe_load(bundle.template_text), scope)


def settings_of(bundle: Bundle, secrets: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """Return the files of the settings Secret that a `job` template applies, decoded."""
    content = resolved(bundle, secrets)["Resources"]["Access"]["Properties"]["YamlContent"]
    found = next(o for o in yaml.safe_load_all(content) if o["kind"] == "Secret")
    # Kubernetes takes no line breaks in there, either.
    return {key: base64.b64decode(value, validate=True) for key, value in found["data"].items()}
