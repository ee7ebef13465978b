"""Plans of each kind that a check judges, and what both faces say of them, in one shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION
from tests.support.charts import Files, chart_files, packed, with_schema, with_subchart, written
from tests.support.command_line import chartnest

if TYPE_CHECKING:
    from pathlib import Path

    from core.errors import Problem
    from core.preparation import Preparation


@dataclass(frozen=True)
class Case:
    """A chart in a plan, and a word of what is said of it; `error` and `warning` may be none."""

    files: Files
    error: str = ""
    warning: str = ""
    values: str = ""
    plan: dict[str, object] = field(default_factory=dict)
    kubernetes: str = DEFAULT_KUBERNETES_VERSION
    damaged: bool = False

    def write(self, folder: Path) -> Path:
        """Write the plan beside its chart and return the plan's file."""
        source = {"path": "shop"}
        if self.damaged:
            (folder / "shop.tgz").write_bytes(packed(self.files)[:-40])
            source = {"path": "shop.tgz"}
        else:
            written(folder, self.files)
        plan = {
            "apiVersion": "chartnest/v2",
            "name": "shop",
            "cluster": {"parameter": True},
            "chart": source,
            "release": {"name": "shop", "namespace": "store"},
            "values": self.values,
            **self.plan,
        }
        file = folder / "plan.yaml"
        file.write_text(yaml.safe_dump(plan), "utf-8")
        return file


def template(text: str, **chart: str) -> Files:
    """Return a chart of a good ConfigMap with one more template."""
    return chart_files(templates={"settings.yaml": _SETTINGS, "more.yaml": text}, **chart)


def with_image(helm: str) -> dict[str, object]:
    """Return the delivery by an image that holds this Helm."""
    image = {"reference": f"registry.example.com/helm:{helm}", "helm": helm}
    return {"delivery": {"method": "hook", "image": image}}


_SETTINGS = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {greeting: {{ .Values.greeting | quote }}}
"""
_ODD_NAMES = """\
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}_shop
  labels: {version: "1.0.0+build.5", long: {{ repeat 70 "x" }}}
spec: {ports: [{port: 80, name: HTTP_PORT_NAME_TOO_LONG}], selector: {app: shop}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: keys}
data: {"key with blanks": x}
"""
_BUDGET = """\
{{- if .Capabilities.APIVersions.Has "policy/v1beta1" }}
apiVersion: policy/v1beta1
{{- else }}
apiVersion: policy/v1
{{- end }}
kind: PodDisruptionBudget
metadata: {name: shop}
spec: {minAvailable: 1, selector: {matchLabels: {app: shop}}}
"""
_RETIRED = "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: shop}\n"
_NULL = with_subchart()
_NULL["values.yaml"] += b"  limits: {cpu: null}\n"
_NULL["charts/stock/values.yaml"] += b"limits: {cpu: 200m, memory: 20Mi}\n"
_NULL["charts/stock/templates/level.yaml"] += b"  limits: {{ toJson .Values.limits | quote }}\n"

CASES = {
    "a good chart": Case(chart_files()),
    "a good chart with something to look at": Case(
        chart_files(), warning="password", values="password: hunter2\n"
    ),
    "values of another type": Case(
        with_schema('{"properties": {"replicas": {"type": "integer"}}}'),
        error="replicas",
        values="replicas: many\n",
    ),
    "values that are no YAML": Case(chart_files(), error="values", values="a: [\n"),
    "values, and something to look at elsewhere": Case(
        with_schema('{"properties": {"replicas": {"type": "integer"}}}'),
        error="replicas",
        warning="ROS cannot read the notes",
        values="replicas: many\n",
        plan={"delivery": {"method": "direct"}},
    ),
    "a schema that is wrong itself": Case(
        with_schema('{"properties": {"greeting": {"type": "str"}}}'), error="type"
    ),
    "a schema of a subchart": Case(
        with_subchart() | {"charts/stock/values.schema.json": b'{"additionalProperties": false}'},
        error="stock",
    ),
    "a $ref that leaves its document": Case(
        with_schema('{"properties": {"greeting": {"$ref": "http://127.0.0.1:9/tone.json"}}}'),
        error="127.0.0.1:9",
    ),
    "a $ref into a file": Case(
        with_schema('{"$ref": "file:///etc/hostname"}'), error="/etc/hostname"
    ),
    "a template that is not UTF-8": Case(
        chart_files() | {"templates/gbk.yaml": _SETTINGS.encode() + "# 设置\n".encode("gbk")},
        error="UTF-8",
    ),
    "a function newer than the image's Helm": Case(
        template("# {{ mustToYaml .Values.greeting }}\n"), error="mustToYaml"
    ),
    "a function that the image's Helm has": Case(
        template("# {{ mustToYaml .Values.greeting }}\n"), plan=with_image("4.1.4")
    ),
    "a kubeVersion without a vendor's suffix": Case(
        chart_files(metadata='kubeVersion: ">=1.20.0"\n'),
        error="1.30.1-aliyun.1",
        kubernetes="v1.30.1-aliyun.1",
    ),
    "a kubeVersion with a vendor's suffix": Case(
        chart_files(metadata='kubeVersion: ">=1.20.0-0"\n'), kubernetes="v1.30.1-aliyun.1"
    ),
    "a kubeVersion newer than the cluster": Case(
        chart_files(metadata='kubeVersion: ">=1.31.0-0"\n'), error="1.30", kubernetes="1.30"
    ),
    "names that the API refuses": Case(template(_ODD_NAMES), error="shop_shop"),
    "an API version by what is offered": Case(template(_BUDGET)),
    "an API version that is gone": Case(template(_RETIRED), error="policy/v1beta1"),
    "a missing dependency": Case(
        chart_files(metadata="dependencies: [{name: db, version: 1.0.0}]\n"), error="db"
    ),
    "a dependency that nobody can fetch": Case(
        chart_files(
            metadata="dependencies: [{name: db, version: 1.0.0, repository: 'file://../db'}]\n"
        ),
        error="db",
        plan={"chart": {"path": "shop", "dependencies": True}},
    ),
    "a null in the parent's values": Case(_NULL),
    "a null in the parent's values for a Helm that keeps it": Case(
        _NULL, plan=with_image("4.3.1")
    ),
    "a long integer in the values": Case(
        chart_files(), warning="9007199254740993", values="greeting: 9007199254740993\n"
    ),
    "a damaged archive": Case(chart_files(), error="damaged", damaged=True),
    "a chart that is not there": Case(
        chart_files(), error="elsewhere", plan={"chart": {"path": "elsewhere"}}
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What a face says of a plan: whether it is good, and everything it names, in words."""

    good: bool
    problems: frozenset[tuple[str, str, str, str]]

    def says(self, severity: str, word: str) -> bool:
        """Tell whether a problem of this severity has the word in it."""
        return any(each[0] == severity and word in " ".join(each) for each in self.problems)


def by_the_command_line(file: Path, kubernetes: str) -> Verdict:
    said = chartnest("plan", "check", file, "--kubernetes-version", kubernetes, "--json")
    verdict = verdict_printed(said.document)
    assert verdict.good is (said.code == 0), said.err
    return verdict


def verdict_printed(answer: dict[str, Any]) -> Verdict:
    refusal = answer.get("error")
    if refusal and not refusal["problems"]:
        return not_opened(refusal["message"], refusal["remedy"])
    listed = refusal["problems"] if refusal else answer["warnings"]
    return Verdict(
        not refusal,
        frozenset((p["severity"], p["place"], p["message"], p["remedy"]) for p in listed),
    )


def not_opened(message: str, remedy: str) -> Verdict:
    return Verdict(good=False, problems=frozenset({("error", "chart", message, remedy)}))


def verdict_of(prepared: Preparation) -> Verdict:
    problems = frozenset(said_of(each.problem) for each in prepared.findings)
    return Verdict(not prepared.refused, problems)


def said_of(problem: Problem) -> tuple[str, str, str, str]:
    return problem.severity.value, problem.place, str(problem.what), str(problem.remedy)
