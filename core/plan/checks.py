"""What a plan of the right shape can still have wrong: names, addresses, limits, contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import Problem, Sentence, say, warning
from core.plan import names
from core.plan.masking import masked
from core.plan.model import (
    UNKNOWN_HELM,
    Bucket,
    ChosenCluster,
    CreatedCluster,
    ExistingCluster,
    HostedAt,
    OciChart,
    PathChart,
    PlaceholderChart,
    PlanPart,
    RbacScope,
    RepositoryChart,
    UrlChart,
    login_of,
    tls_of,
)
from core.plan.secrets import check_secret_values, check_telling_names
from core.yaml.values_text import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.plan.model import Delivery, Plan, Pod, SourceLogin, Tls


def check_plan(plan: Plan) -> tuple[Problem, ...]:
    """Return everything wrong with the plan itself, before its chart is opened."""
    return (
        *_check_names(plan),
        *_check_cluster(plan),
        *_check_chart(plan),
        *filter(None, [refusal(plan.values)]),
        *check_secret_values(plan),
        *check_telling_names(plan),
        *_check_outputs(plan),
        *_check_rights(plan.delivery),
        *_check_hosting(plan.delivery),
        *_check_pod(plan.delivery.pod),
        *_check_rest_of_delivery(plan.delivery),
        *_check_direct(plan),
    )


def _keeps(rule: names.Rule, place: str, untrusted: str | None) -> Iterator[Problem]:
    remedy = None if untrusted is None else rule.broken_by(untrusted)
    if remedy:
        yield _refused(place, untrusted, rule.noun, remedy)


def _refused(place: str, untrusted: object, noun: Sentence, remedy: Sentence) -> Problem:
    what = say("“{value}” is not {noun}.", value=masked(untrusted), noun=noun)
    return Problem(place, what, remedy)


def _check_names(plan: Plan) -> Iterator[Problem]:
    yield from _keeps(names.STACK_NAME, "name", plan.name)
    yield from _keeps(names.PROFILE, "account.profile", plan.account.profile)
    remedy = names.unknown_region(plan.account.region)
    if remedy:
        yield _refused("account.region", plan.account.region, say("a region"), remedy)
    yield from _keeps(names.RELEASE_NAME, "release.name", plan.release.name)
    yield from _keeps(names.NAMESPACE, "release.namespace", plan.release.namespace)


def _check_cluster(plan: Plan) -> Iterator[Problem]:
    if isinstance(plan.cluster, CreatedCluster | ChosenCluster):
        what = say("This version delivers into clusters that exist.")
        yield Problem("cluster", what, say("Write `id: …` or `parameter: true` instead."))
    if isinstance(plan.cluster, ExistingCluster):
        yield from _keeps(names.CLUSTER_ID, "cluster.id", plan.cluster.id)


def _check_chart(plan: Plan) -> Iterator[Problem]:
    match plan.chart:
        case PathChart(path=path):
            yield from _check_path("chart.path", path)
            yield from _check_tls(plan.chart.tls)
            return
        case PlaceholderChart(placeholder=placeholder, preview=preview):
            yield from _keeps(names.PLACEHOLDER, "chart.placeholder", placeholder)
            yield from _check_path("chart.preview", preview)
            return
        case UrlChart(url=url):
            yield from _check_address("chart.url", url)
        case RepositoryChart(repo=repo, name=name, version=version):
            yield from _check_address("chart.repo", repo)
            yield from _keeps(names.CHART_NAME, "chart.name", name)
            yield from _keeps(names.VERSION, "chart.version", version)
        case OciChart(oci=oci, version=version):
            yield from _keeps(names.OCI, "chart.oci", oci)
            yield from _keeps(names.VERSION, "chart.version", version)
    yield from _keeps(names.SHA256, "chart.sha256", plan.chart.sha256)
    yield from _check_login(plan.chart.login)
    yield from _check_tls(plan.chart.tls)


def _check_login(login: SourceLogin) -> Iterator[Problem]:
    yield from _keeps(names.USERNAME, "chart.login.username", login.username)
    yield from _keeps(names.OBJECT_NAME, "chart.login.existingSecret", login.existing_secret)


def _check_tls(tls: Tls) -> Iterator[Problem]:
    if tls.ca is None:
        return
    if "PRIVATE KEY" in tls.ca:
        what = say("It holds a private key.")
        yield Problem("chart.tls.ca", what, say("Keep the certificate alone."))
    elif not tls.ca.lstrip().startswith("-----BEGIN CERTIFICATE-----"):
        what = say("It is not a PEM certificate.")
        remedy = say("Paste it from -----BEGIN CERTIFICATE----- to the end.")
        yield Problem("chart.tls.ca", what, remedy)


def _check_path(place: str, untrusted: str) -> Iterator[Problem]:
    if not untrusted.strip() or not untrusted.isprintable():
        remedy = say("Write a folder or a .tgz file, relative to the plan's own folder.")
        yield _refused(place, untrusted, say("a path"), remedy)


def _check_address(place: str, untrusted: str) -> Iterator[Problem]:
    remedy = names.broken_address(untrusted)
    if remedy:
        yield _refused(place, untrusted, say("an address"), remedy)
    elif untrusted.startswith("http:"):
        what = say("“{value}” is not encrypted on its way.", value=masked(untrusted))
        yield warning(place, what, say("Use https:// if you can."))


def _check_outputs(plan: Plan) -> Iterator[Problem]:
    for index, output in enumerate(plan.outputs):
        yield from _check_fields(f"outputs[{index}]", output)
    if len(plan.outputs) > 1:
        what = say("So far, a stack shows one output.")
        yield Problem("outputs[1]", what, say("Keep one of them."))


def _check_fields(place: str, part: PlanPart) -> Iterator[Problem]:
    """Yield each field of a part that breaks the rule the model gives it."""
    for name, field in type(part).model_fields.items():
        value, where = getattr(part, name), f"{place}.{field.alias}"
        if isinstance(value, PlanPart):
            yield from _check_fields(where, value)
        for rule in field.metadata:
            if isinstance(rule, names.Rule):
                yield from _keeps(rule, where, value)


def _check_rights(delivery: Delivery) -> Iterator[Problem]:
    rbac = delivery.rbac
    yield from _keeps(names.OBJECT_NAME, "delivery.rbac.serviceAccount", rbac.service_account)
    if (rbac.scope is RbacScope.RULES) != bool(rbac.rules):
        what = say("The scope “rules” and the field rules belong together.")
        yield Problem("delivery.rbac", what, say("Write both, or neither."))
    if (rbac.scope is RbacScope.EXISTING) != (rbac.service_account is not None):
        what = say("The scope “existing” and the field serviceAccount belong together.")
        yield Problem("delivery.rbac", what, say("Write both, or neither."))


def _check_hosting(delivery: Delivery) -> Iterator[Problem]:
    match delivery.hosting:
        case Bucket(bucket=bucket, prefix=prefix):
            yield from _keeps(names.BUCKET, "delivery.hosting.bucket", bucket)
            yield from _keeps(names.BUCKET_PREFIX, "delivery.hosting.prefix", prefix)
        case HostedAt(url=url):
            yield from _check_address("delivery.hosting.url", url)


def _check_pod(pod: Pod) -> Iterator[Problem]:
    for index, name in enumerate(pod.image_pull_secrets):
        yield from _keeps(names.OBJECT_NAME, f"delivery.pod.imagePullSecrets[{index}]", name)
    for key, value in pod.node_selector.items():
        yield from _keeps(names.LABEL_KEY, "delivery.pod.nodeSelector", key)
        yield from _keeps(names.LABEL_VALUE, "delivery.pod.nodeSelector", value)
    yield from _keeps(names.OBJECT_NAME, "delivery.pod.priorityClassName", pod.priority_class_name)
    for place, proxy in (("httpProxy", pod.http_proxy), ("httpsProxy", pod.https_proxy)):
        remedy = None if proxy is None else names.broken_address(proxy)
        if remedy:
            yield _refused(f"delivery.pod.{place}", proxy, say("an address"), remedy)
    yield from _keeps(names.NO_PROXY, "delivery.pod.noProxy", pod.no_proxy)


def _check_rest_of_delivery(delivery: Delivery) -> Iterator[Problem]:
    if delivery.image:
        yield from _keeps(names.IMAGE, "delivery.image.reference", delivery.image.reference)
        if delivery.image.helm != UNKNOWN_HELM:
            yield from _keeps(names.HELM_VERSION, "delivery.image.helm", delivery.image.helm)
    yield from _keeps(names.COMMAND, "delivery.readinessCommand", delivery.readiness_command)


def _check_direct(plan: Plan) -> Iterator[Problem]:
    """Yield what a plan asks of `direct` that only a Job in the cluster can do."""
    delivery = plan.delivery
    if delivery.method.runs_job:
        return
    remedy = say("Choose the method hook or job, or remove it.")
    login, tls = login_of(plan.chart), tls_of(plan.chart)
    asked = (
        ("delivery.readinessCommand", delivery.readiness_command is not None),
        ("chart.login.existingSecret", login.existing_secret is not None),
        ("chart.tls.ca", tls.ca is not None and not isinstance(plan.chart, PathChart)),
    )
    for place, given in asked:
        if given:
            what = say("With the method direct there is no Job that could do this.")
            yield Problem(place, what, remedy)
    ignored = {"image", "rbac", "pod", "install_as", "on_delete_failure"}
    for field in sorted(delivery.model_fields_set & ignored):
        alias = type(delivery).model_fields[field].alias
        if getattr(delivery, field) != type(delivery).model_fields[field].default:
            what = say("The method direct runs no Job, so this has no effect.")
            yield warning(f"delivery.{alias}", what, remedy)
