from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from core.chart.engine import render
from core.chart.review import review_values
from core.chart.served_kinds import served_api_versions
from core.chart.surroundings import ANYWHERE, Surroundings
from core.errors import Severity
from core.plan.model import Release
from tests.support.built_in_cluster import RunningCluster
from tests.support.charts import (
    Files,
    chart_files,
    opened,
    packed,
    with_crd,
    with_subchart,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

RELEASE = Release(name="blue", namespace="shops")
ACK = Surroundings("v1.30.1-aliyun.1")
VERSION = tuple(f".Capabilities.KubeVersion.{each}" for each in ("Version", "Major", "Minor"))


def noting(*expressions: str, before: str = "", name: str = "seen") -> str:
    """Return a template of a ConfigMap with what the expressions come to."""
    notes = "".join(
        f"  v{n}: {{{{ {each} | toJson | quote }}}}\n" for n, each in enumerate(expressions)
    )
    metadata = f"{{name: {name}}}"
    return f"{before}apiVersion: v1\nkind: ConfigMap\nmetadata: {metadata}\ndata:\n{notes}"


def seen(
    files: Files, surroundings: Surroundings = ANYWHERE, values: str = "", name: str = "seen"
) -> list[Any]:
    objects = render(opened(files), values, RELEASE, surroundings).objects
    (found,) = [each.body for each in objects if each.name == name]
    data = found["data"]
    assert isinstance(data, dict)
    return [json.loads(each) for each in data.values()]


def has(*names: str, of: str = ".Capabilities.APIVersions") -> tuple[str, ...]:
    return tuple(f'{of}.Has "{name}"' for name in names)


@pytest.mark.parametrize(
    ("version", "offered", "not_offered"),
    [
        ("1.25", "autoscaling/v2beta2", "policy/v1beta1"),
        ("1.26", "flowcontrol.apiserver.k8s.io/v1beta3", "autoscaling/v2beta2"),
        ("v1.30.1-aliyun.1", "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy",
         "admissionregistration.k8s.io/v1beta1"),
        ("1.33", "networking.k8s.io/v1/IPAddress", "flowcontrol.apiserver.k8s.io/v1beta3"),
        ("1.34", "resource.k8s.io/v1", "resource.k8s.io/v1beta1"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("renderer")
def test_templates_are_offered_what_the_version_serves(
    version: str, offered: str, not_offered: str
) -> None:
    template = noting(*has("apps/v1", "apps/v1/Deployment", offered, not_offered))
    files = chart_files(templates={"a.yaml": template})
    assert seen(files, Surroundings(version)) == [True, True, True, False]


def test_a_chart_that_asks_before_it_uses_an_old_api_is_good() -> None:
    asking = """\
{{- if .Capabilities.APIVersions.Has "policy/v1beta1" }}
apiVersion: policy/v1beta1
{{- else }}
apiVersion: policy/v1
{{- end }}
kind: PodDisruptionBudget
metadata: {name: a}
spec: {minAvailable: 1, selector: {matchLabels: {app: shop}}}
"""
    found = review_values(opened(chart_files(templates={"a.yaml": asking})), "", RELEASE)
    assert found.problems == ()
    assert found.rendering is not None
    assert [each.api_version for each in found.rendering.objects] == ["policy/v1"]


@pytest.mark.parametrize(
    ("before", "list_of", "version_of"),
    [
        ("", "$.Capabilities.APIVersions", "$.Capabilities.KubeVersion"),
        ("{{ $c := .Capabilities }}", "$c.APIVersions", "$c.KubeVersion"),
        ("{{ with .Capabilities }}", ".APIVersions", ".KubeVersion"),
        ('{{ $c := dict "Capabilities" .Capabilities }}', "$c.Capabilities.APIVersions",
         "$c.Capabilities.KubeVersion"),
        ("{{ $c := deepCopy . }}", "$c.Capabilities.APIVersions", "$c.Capabilities.KubeVersion"),
        ("{{ $l := .Capabilities.APIVersions }}", "$l", ".Capabilities.KubeVersion"),
    ],
    ids=["root", "alias", "with", "passed on", "copied", "list alone"],
)  # fmt: skip
@pytest.mark.usefixtures("renderer")
def test_whatever_a_template_calls_it_the_list_and_the_version_are_the_clusters(
    before: str, list_of: str, version_of: str
) -> None:
    asked = (
        *has("policy/v1", "policy/v1beta1", of=list_of),
        f'has "policy/v1beta1" {list_of}',
        f"sortAlpha {list_of}",
        *(f"{version_of}.{field}" for field in ("Version", "GitVersion", "Major", "Minor")),
    )
    end = "{{ end }}" if "with" in before else ""
    files = chart_files(templates={"a.yaml": noting(*asked, before=before) + end})
    serves = sorted(served_api_versions("1.30"))
    whole = ACK.kubernetes_version
    assert seen(files, ACK) == [True, False, False, serves, whole, whole, "1", "30+"]


@pytest.mark.usefixtures("renderer")
def test_a_text_that_is_a_template_itself_sees_the_same() -> None:
    text = "{{ .Capabilities.APIVersions.Has `policy/v1beta1` }}"
    files = chart_files(templates={"a.yaml": noting("tpl .Values.text .")}, values="")
    assert seen(files, values=f"text: '{text}'") == ["false"]
    files["values.yaml"] = f"text: '{text}'\n".encode()
    assert seen(files) == ["false"]
    inline = chart_files(templates={"a.yaml": noting(f"tpl {json.dumps(text)} .")})
    assert seen(inline) == ["false"]


@pytest.mark.parametrize("packed_inside", [False, True], ids=["folder", "packed"])
@pytest.mark.usefixtures("renderer")
def test_subcharts_are_offered_the_same(*, packed_inside: bool) -> None:
    template = noting(*has("policy/v1", "policy/v1beta1"), name="inner")
    child = chart_files("stock", "0.1.0", values="", templates={"deep/in/a.yaml": template})
    files = {p: c for p, c in with_subchart().items() if not p.startswith("charts/")}
    if packed_inside:
        files["charts/stock-0.1.0.tgz"] = packed(child)
    else:
        files |= {f"charts/stock/{path}": content for path, content in child.items()}
    assert seen(files, name="inner") == [True, False]


@pytest.mark.usefixtures("renderer")
def test_a_charts_own_crds_are_offered_unless_their_chart_is_off() -> None:
    files = with_crd() | with_subchart()
    files["charts/stock/crds/a.yaml"] = files["crds/carts.yaml"].replace(b"Cart", b"Box")
    files["templates/a.yaml"] = noting(
        *has("shop.example.com/v1/Cart", "shop.example.com/v1/Box", "shop.example.com/v2")
    ).encode()
    assert seen(files) == [True, True, False]
    assert seen(files, values="stock: {enabled: false}") == [True, False, False]


def test_a_clusters_own_discovery_comes_before_what_its_version_serves() -> None:
    files = chart_files(templates={"a.yaml": noting(*has("a.example/v1", "apps/v1"))})
    cluster = Surroundings(api_versions=frozenset({"a.example/v1", "v1"}))
    assert seen(files, cluster) == [True, False]


def test_complaints_and_notes_are_in_the_charts_own_words() -> None:
    template = "a: {{ .Capabilities.APIVersions.Has 5 }}"
    found = review_values(opened(chart_files(templates={"a.yaml": template})), "", RELEASE)
    (problem,) = found.chart_problems
    assert (problem.line, problem.column) == (1, 37)
    assert "_APIVersions" not in str(problem)
    notes = "It asks {{ `.Capabilities.APIVersions` }}: {{ .Capabilities.APIVersions.Has `v1` }}"
    rendering = render(opened(chart_files(templates={"NOTES.txt": notes})), "", RELEASE)
    assert rendering.notes == "It asks .Capabilities.APIVersions: true"


def test_a_template_of_any_name_is_the_charts_own() -> None:
    own = chart_files(templates={"chartnest.yaml": noting(*has("v1"))})
    assert seen(own) == [True]


def test_what_cannot_be_shown_for_certain_is_said() -> None:
    template = noting(
        "toString $c.KubeVersion",
        *has("v1", of="$c.APIVersions"),
        before="{{ $c := .Capabilities }}",
    )
    found = review_values(opened(chart_files(templates={"a.yaml": template})), "", RELEASE)
    (problem,) = found.chart_problems
    assert problem.severity is Severity.WARNING
    assert ".Capabilities.KubeVersion" in str(problem.what)


@pytest.mark.usefixtures("renderer")
def test_a_vendors_version_is_told_as_its_cluster_tells_it() -> None:
    files = chart_files(templates={"a.yaml": noting(*VERSION)})
    assert seen(files, ACK) == ["v1.30.1-aliyun.1", "1", "30+"]
    assert seen(files, Surroundings("1.33")) == ["v1.33.0", "1", "33"]
    assert seen(files, Surroundings("v1.33.4+k3s1")) == ["v1.33.4+k3s1", "1", "33"]


def test_what_only_the_cluster_knows_is_said_where_nobody_asked_it() -> None:
    asking = noting(*has("monitoring.coreos.com/v1", "policy/v1beta1", "v1"))
    chart = opened(chart_files(templates={"a.yaml": asking}))
    (problem,) = review_values(chart, "", RELEASE).chart_problems
    assert problem.severity is Severity.WARNING
    assert "serves monitoring.coreos.com/v1;" in str(problem.what)
    known = Surroundings(api_versions=frozenset({"v1", "monitoring.coreos.com/v1"}))
    assert review_values(chart, "", RELEASE, known).problems == ()


def test_kinds_that_nothing_makes_known_are_told_of() -> None:
    chart = opened(
        chart_files(templates={"a.yaml": "apiVersion: a.example/v1\nkind: A\nmetadata: {name: a}"})
    )
    (problem,) = review_values(chart, "", RELEASE).chart_problems
    assert (problem.severity, "a.example/v1" in str(problem.what)) == (Severity.WARNING, True)
    here = Surroundings(api_versions=frozenset({"v1", "a.example/v1", "a.example/v1/A"}))
    assert review_values(chart, "", RELEASE, here).problems == ()
    hook = "metadata: {name: a, annotations: {helm.sh/hook: post-install}}"
    later = chart_files(templates={"a.yaml": f"apiVersion: a.example/v1\nkind: A\n{hook}"})
    assert review_values(opened(later), "", RELEASE).problems == ()
    elsewhere = Surroundings(api_versions=frozenset({"v1"}))
    assert review_values(chart, "", RELEASE, elsewhere).refused
    assert review_values(opened(with_crd()), "", RELEASE).problems == ()


@pytest.mark.parametrize("version", ["1.25", "1.29", "1.30.1-aliyun.1", "1.33", "1.37"])
def test_the_built_in_cluster_offers_real_helm_what_the_preview_offers(
    tmp_path: Path, version: str
) -> None:
    template = noting("sortAlpha .Capabilities.APIVersions", *VERSION)
    files = with_crd() | {"templates/a.yaml": template.encode()}
    chart = written(tmp_path, files)
    with RunningCluster(tmp_path, version=version) as cluster:
        installed = cluster.helm("4.3.1", "install", "blue", chart)
        assert installed.returncode == 0, installed.stderr
        body = cluster.get("/api/v1/namespaces/default/configmaps/seen")
    assert [json.loads(text) for text in body["data"].values()] == seen(
        files, Surroundings(version)
    )
