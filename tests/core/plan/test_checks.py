from __future__ import annotations

from typing import Any

import pytest

from core.errors import Severity
from core.plan.checks import check_plan
from core.plan.file import parse_plan
from core.plan.methods import DeliveryMethod
from core.plan.model import AskedValue, Delivery, JobImage, Plan, RepositoryChart


def _changed(plan: Plan, place: str, value: object) -> Plan:
    """Return the plan with the field at a dotted place set."""
    content: Any = plan.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    *parents, last = place.split(".")
    part = content
    for name in parents:
        part = part.setdefault(name, {})
    part[last] = value
    return Plan.model_validate(content)


INJECTIONS = [
    *("x; touch p", "$(id)", "`id`", "-h", "--post-renderer=x", "a\nb", "file:///etc", "../x"),
    *("a b", "a'b", 'a"b', "", "a\0b", "a\u202eb"),
]
FIELDS = [
    *("name", "account.profile", "account.region", "cluster.id", "release.name"),
    *("release.namespace", "chart.repo", "chart.name", "chart.version", "chart.login.username"),
    *(
        "chart.sha256",
        "delivery.image.reference",
        "chart.login.existingSecret",
        "delivery.hosting.bucket",
    ),
    *("delivery.pod.priorityClassName", "delivery.pod.httpProxy", "delivery.pod.noProxy"),
    *("chart.tls.ca",),
]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("injection", INJECTIONS)
def test_an_injection_is_refused_with_field_value_and_remedy(
    plan: Plan, field: str, injection: str
) -> None:
    problems = check_plan(_changed(plan, field, injection))
    (problem,) = (p for p in problems if p.place == field)
    assert problem.severity is Severity.ERROR
    assert str(problem.remedy)
    assert "\n" not in str(problem)
    assert "\u202e" not in str(problem)


@pytest.mark.parametrize("injection", INJECTIONS)
@pytest.mark.parametrize("field", ["url", "oci"])
def test_an_injection_in_a_chart_address_is_refused(plan: Plan, field: str, injection: str) -> None:
    changed = Plan.model_validate({**plan.model_dump(), "chart": {field: injection}})
    assert [p.place for p in check_plan(changed)] == [f"chart.{field}"]


@pytest.mark.parametrize("end", ["x; touch p", "$(id)", "`id`", "a\nb", "../x", "a'b", "a b"])
@pytest.mark.parametrize("start", ["https://example.com/", "https://", "oci://example.com/"])
def test_an_injection_inside_a_chart_address_is_refused(plan: Plan, start: str, end: str) -> None:
    field = "oci" if start.startswith("oci") else "url"
    changed = Plan.model_validate({**plan.model_dump(), "chart": {field: start + end}})
    assert [p.place for p in check_plan(changed)] == [f"chart.{field}"]


@pytest.mark.parametrize(
    ("field", "good"),
    [
        ("name", "A"),
        ("name", "a" * 255),
        ("release.name", "a"),
        ("release.name", "a" * 53),
        ("release.name", "shop.v2"),
        ("release.namespace", "a" * 63),
        ("chart.version", ">=1.2.0-0 <2 || ^3.1"),
        ("chart.version", "1.0.0+b.5"),
        ("chart.repo", "https://user.example.com:8443/a/b?sig=x%2By&e=1"),
        ("delivery.image.reference", "alpine/helm:3.17.3"),
        ("delivery.image.reference", "registry.example.com:5000/a/b@sha256:" + "0" * 64),
        ("delivery.hosting.bucket", "my-bucket"),
        ("delivery.pod.noProxy", "10.0.0.0/8,.svc"),
    ],
)
def test_good_names_and_addresses_pass(plan: Plan, field: str, good: str) -> None:
    assert check_plan(_changed(plan, field, good)) == ()


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("name", "a" * 256),
        ("name", "1shop"),
        ("release.name", "a" * 54),
        ("release.name", "Shop"),
        ("release.name", "shop_1"),
        ("release.namespace", "a" * 64),
        ("release.namespace", "a.b"),
        ("account.region", "moon-1"),
        ("chart.repo", "https://user:pass@example.com/"),
        ("chart.repo", "ftp://example.com/"),
        ("delivery.image.reference", "UPPER/case"),
        ("delivery.hosting.bucket", "My_Bucket"),
        ("chart.tls.ca", "-----BEGIN PRIVATE KEY-----"),
        ("chart.tls.ca", "words"),
    ],
)
def test_names_beyond_the_limits_are_refused(plan: Plan, field: str, bad: str) -> None:
    (problem,) = check_plan(_changed(plan, field, bad))
    assert problem.place == field


def test_a_refusal_shows_no_login_and_no_signature(plan: Plan) -> None:
    chart = {"url": "https://bob:hunter2@example.com/a.tgz?Signature=s3cr3t"}
    (problem,) = check_plan(Plan.model_validate({**plan.model_dump(), "chart": chart}))
    assert "hunter2" not in str(problem)
    assert "s3cr3t" not in str(problem)


def test_a_secret_written_into_the_values_is_refused_unseen(good_text: str) -> None:
    text = good_text.replace("  replicaCount: 2\n", "  auth:\n    password: hunter2\n")
    plan, problems = parse_plan(f"{text}parameters:\n  - path: auth.password\n    secret: true\n")
    assert plan is not None
    errors = [p for p in problems if p.severity is Severity.ERROR]
    assert [(p.place, p.line) for p in errors] == [("values", 15)]
    assert "auth.password" in str(errors[0])
    assert "hunter2" not in str(problems)


@pytest.mark.parametrize(
    "values", ["a: &x {password: p}\nauth: *x\n", "auth: {<<: {password: p}}\n"]
)
def test_a_secret_is_found_behind_aliases_and_merges(plan: Plan, values: str) -> None:
    secret = (AskedValue(secret=True, path="auth.password"),)
    problems = check_plan(plan.model_copy(update={"values": values, "parameters": secret}))
    assert "values" in [problem.place for problem in problems]


@pytest.mark.parametrize("values", ["auth: {password: ''}\n", "auth: {password: ~}", "auth: x", ""])
def test_an_empty_default_of_a_secret_is_no_secret(plan: Plan, values: str) -> None:
    secret = (
        AskedValue(secret=True, path="auth.password"),
        AskedValue(secret=True, path=r"list[0].a\.b"),
    )
    assert check_plan(plan.model_copy(update={"values": values, "parameters": secret})) == ()


def test_a_value_that_looks_like_a_secret_is_a_warning(plan: Plan) -> None:
    values = "adminPassword: hunter2\nexistingSecret: name\ntokenTtl: 3600s\npassword: ''\n"
    (problem,) = check_plan(plan.model_copy(update={"values": values}))
    assert problem.severity is Severity.WARNING
    assert "adminPassword" in str(problem)
    assert "hunter2" not in str(problem)


@pytest.mark.parametrize(
    "paths", [("a", "a"), ("a.b", "a"), ("a b",), ("-x",), ("a,b",), ("a=b",), ("",), ("a..b",)]
)
def test_secret_paths_are_valid_and_set_different_values(plan: Plan, paths: tuple[str]) -> None:
    secrets = tuple(AskedValue(secret=True, path=path) for path in paths)
    (problem,) = check_plan(plan.model_copy(update={"parameters": secrets}))
    assert problem.place == f"parameters[{len(paths) - 1}].path"


@pytest.mark.parametrize(
    ("values", "words"),
    [("a" * (1024 * 1024 + 1), "1048577 bytes"), ("é" * 1024 * 1024, "bytes"), ("\0", "NUL")],
)
def test_values_too_large_or_with_nul_are_refused(plan: Plan, values: str, words: str) -> None:
    (problem,) = check_plan(plan.model_copy(update={"values": values}))
    assert words in str(problem)


def test_values_of_exactly_one_mebibyte_pass(plan: Plan) -> None:
    values = "#" * (1024 * 1024)
    assert check_plan(plan.model_copy(update={"values": values})) == ()


def test_values_of_two_mebibytes_are_refused_in_a_file(good_text: str) -> None:
    _, problems = parse_plan(good_text.replace("replicaCount: 2", "a: " + "x" * 2 * 1024 * 1024))
    assert "the limit is" in str(problems[0])


def test_a_cluster_to_create_is_not_in_this_version(plan: Plan) -> None:
    changed = Plan.model_validate({**plan.model_dump(), "cluster": {"create": "ack"}})
    (problem,) = check_plan(changed)
    assert problem.place == "cluster"


def test_direct_refuses_what_only_a_job_can_do(plan: Plan) -> None:
    delivery = Delivery(
        method=DeliveryMethod.DIRECT,
        readiness_command="true",
        image=JobImage(reference="alpine/helm:3"),
    )
    problems = check_plan(plan.model_copy(update={"delivery": delivery}))
    assert {p.place: p.severity.value for p in problems} == {
        "delivery.readinessCommand": "error",
        "delivery.image": "warning",
    }


@pytest.mark.parametrize(
    "rbac", [{"scope": "rules"}, {"scope": "existing"}, {"serviceAccount": "deployer"}]
)
def test_rights_say_their_scope_and_its_details_together(
    plan: Plan, rbac: dict[str, object]
) -> None:
    (problem,) = check_plan(_changed(plan, "delivery.rbac", rbac))
    assert problem.place == "delivery.rbac"


def test_plain_http_is_a_warning(plan: Plan) -> None:
    chart = RepositoryChart(repo="http://127.0.0.1:8080", name="shop")
    (problem,) = check_plan(plan.model_copy(update={"chart": chart}))
    assert problem.severity is Severity.WARNING
