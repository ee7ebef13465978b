from __future__ import annotations

import pytest

from core.chart.engine import render
from core.chart.kubernetes import check_objects
from core.errors import Severity
from core.kubernetes.errors import BadKubernetesVersion
from core.kubernetes.schemas import VERSIONS, schema_of
from core.plan.model import Release
from tests.support.charts import chart_files, opened, with_crd, with_hook

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: "


def found_in(manifest: str, version: str = "1.36") -> list[str]:
    chart = opened(chart_files(templates={"a.yaml": manifest}))
    rendering = render(chart, "", Release(name="x"))
    return [str(problem.what) for problem in check_objects(rendering.objects, version)]


@pytest.mark.parametrize("version", VERSIONS)
def test_good_charts_pass_in_every_version(version: str) -> None:
    for files in (with_hook(), with_crd()):
        assert check_objects(render(opened(files), "", Release(name="x")).objects, version) == ()


@pytest.mark.parametrize(
    ("spec", "what"),
    [
        ("{containers: [], container: []}", "Kubernetes knows no field spec.container."),
        ("{containers: {}}", "spec.containers must be of type array, but is object."),
        ("{containers: [{image: a}]}", "The field spec.containers[0].name is missing."),
        ("{containers: [{name: 1}]}",
         "spec.containers[0].name must be of type string, but is integer."),
        ("{containers: [], hostNetwork: 'true'}",
         "spec.hostNetwork must be of type boolean, but is string."),
        ("{containers: [{name: a, ports: [{containerPort: 4294967296}]}]}",
         "spec.containers[0].ports[0].containerPort must be a 32-bit number, but is 4294967296."),
        ("{containers: [{name: a, resources: {limits: {cpu: true}}}]}",
         ("spec.containers[0].resources.limits.cpu must be of type string or number, "
         "but is boolean.")),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_with_its_path(spec: str, what: str) -> None:
    assert found_in(POD + spec) == [what]


def test_a_misspelt_field_gets_a_suggestion() -> None:
    chart = opened(chart_files(templates={"a.yaml": POD + "{containers: [], hostNetwrk: true}"}))
    (problem,) = check_objects(render(chart, "", Release(name="x")).objects, "1.36")
    assert (problem.place, str(problem.remedy)) == (
        "templates/a.yaml Pod/x",
        "Did you mean hostNetwork?",
    )


@pytest.mark.parametrize("port", ["80", "http", "1.0"])
def test_what_yaml_and_json_make_of_numbers_is_accepted(port: str) -> None:
    ports = f"[{{port: 80.0, targetPort: {port}}}]"
    service = f"apiVersion: v1\nkind: Service\nmetadata: {{name: x}}\nspec: {{ports: {ports}}}"
    assert not found_in(service)


def test_secret_data_must_be_base64() -> None:
    secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {good: aGk=, bad: 'p w'}"
    assert found_in(secret) == ["data.bad must be base64, but is text."]


@pytest.mark.parametrize(
    ("api_version", "kind", "version", "what", "severity"),
    [
        ("extensions/v1beta1", "Ingress", "1.30", "was removed in Kubernetes 1.22", "error"),
        ("autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.25", "is deprecated", "warning"),
        ("autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.26", "was removed", "error"),
        ("policy/v1beta1", "PodSecurityPolicy", "1.30", "was removed", "error"),
        ("apps/v1", "Deploymnt", "1.30", "has no Deploymnt in apps/v1", "error"),
        ("v2", "Pod", "1.30", "has no Pod in v2", "error"),
    ],
)
def test_kinds_that_are_gone_or_going_are_named(
    api_version: str, kind: str, version: str, what: str, severity: str
) -> None:
    text = f"apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: x}}"
    chart = opened(chart_files(templates={"a.yaml": text}))
    problems = check_objects(render(chart, "", Release(name="x")).objects, version)
    assert what in str(problems[0].what)
    assert problems[0].severity is Severity(severity)


@pytest.mark.parametrize("api_version", ["shop.example.com/v1", "gateway.networking.k8s.io/v1"])
def test_kinds_of_custom_resources_pass(api_version: str) -> None:
    assert not found_in(f"apiVersion: {api_version}\nkind: HTTPRoute\nspec: {{any: thing}}")


def test_the_items_of_a_list_are_checked() -> None:
    text = "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod, spec: 1}]"
    assert found_in(text) == ["spec must be of type object, but is integer."]


def test_an_object_without_kind_is_said() -> None:
    assert found_in("apiVersion: v1") == ["The object has no kind."]


def test_versions_beyond_the_schemas_take_the_nearest() -> None:
    newest = schema_of("v1", "Pod", VERSIONS[-1])
    assert newest
    assert schema_of("v1", "Pod", "v1.99.1") == newest
    assert schema_of("v1", "Pod", "1.2") == schema_of("v1", "Pod", VERSIONS[0])
    assert schema_of("example.com/v1", "Pod", "1.30") is None


def test_a_version_that_is_none_is_refused() -> None:
    with pytest.raises(BadKubernetesVersion):
        schema_of("v1", "Pod", "new")


@pytest.mark.parametrize(
    ("metadata", "what"),
    [
        ("{name: a, labels: {v: 1.0+2}}", 'metadata.labels: Invalid value: "1.0+2"'),
        ("{name: a_b}", 'metadata.name: Invalid value: "a_b"'),
        ("{name: a, annotations: {k: 1}}", "metadata.annotations.k must be of type string"),
        ("{name: a, finalizers: [plain]}", ""),
    ],
)
def test_the_metadata_of_any_kind_is_checked(metadata: str, what: str) -> None:
    found = found_in(f"apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {metadata}")
    assert len(found) == bool(what)
    assert all(what in told for told in found)


CART = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: carts.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Cart, plural: carts}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              x-kubernetes-validations: [{rule: self.wheels != 3, message: three wheels tip over}]
              properties: {wheels: {type: integer, minimum: 1, default: 4}}
---
apiVersion: example.com/v1
kind: Cart
metadata: {name: mine}
"""


@pytest.mark.parametrize(
    ("spec", "what"),
    [
        ("spec: {}", []),
        ("spec: {wheels: 3}", ['spec: Invalid value: "object": three wheels tip over']),
        ("spec: {wheels: 0}", ["spec.wheels in body should be greater than or equal to 1"]),
        ("spec: {wheels: many}", ['spec.wheels in body must be of type integer: "string"']),
        ("{}", ["spec: Required value"]),
    ],
)
def test_objects_of_the_charts_own_kinds_keep_its_definition(spec: str, what: list[str]) -> None:
    found = found_in(CART + (spec if spec != "{}" else ""))
    assert len(found) == len(what)
    assert all(each in told for each, told in zip(what, found, strict=True))


def test_a_definition_that_cannot_be_read_is_told_once() -> None:
    (told,) = found_in(CART.replace("{wheels: {type: integer, minimum: 1, default: 4}}", "1"))
    assert told.endswith("properties.spec.properties must be of type object, but is integer.")


def test_two_objects_of_one_name_are_told_once() -> None:
    twice = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: same}\n---\n"
    assert found_in(twice * 2) == ["The chart renders ConfigMap same more than once."]
    other = twice.replace("same}", "same, namespace: b}")
    assert found_in(twice + other) == []
    hook = twice.replace("same}", "same, annotations: {helm.sh/hook: pre-install}}")
    assert found_in(twice + hook) == []


def test_two_services_cannot_have_one_port_of_the_nodes() -> None:
    service = (
        "apiVersion: v1\nkind: Service\nmetadata: {name: NAME}\n"
        "spec: {type: NodePort, ports: [{port: 80, nodePort: 30111}]}\n---\n"
    )
    told = found_in(service.replace("NAME", "a") + service.replace("NAME", "b"))
    (only,) = told
    assert only.startswith("Kubernetes refuses spec.ports[0].nodePort: ")
    assert "provided port is already allocated" in only


def test_a_stateful_set_without_pods_is_warned_of_where_it_is_taken() -> None:
    text = (
        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\n"
        "spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}},"
        " spec: {containers: [{name: c, image: x, volumeMounts: [{name: v, mountPath: /v}]}]}}}"
    )
    chart = opened(chart_files(templates={"a.yaml": text}))
    objects = render(chart, "", Release(name="x")).objects
    (old,) = check_objects(objects, "1.33")
    (new,) = check_objects(objects, "1.34")
    assert (old.severity, new.severity) == (Severity.WARNING, Severity.ERROR)
    assert "spec.template.spec.containers[0].volumeMounts[0].name: Not found" in str(old.what)
