"""What webhooks, admission policies and aggregated APIs must satisfy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from core.kubernetes import formats
from core.kubernetes.rules.checks import between, label_selector, one_of, text, unique
from core.kubernetes.rules.table import Table, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.kubernetes.causes import Cause
    from core.kubernetes.fields import Field
    from core.kubernetes.rules.table import Check

_OPERATIONS: Final = ("*", "CONNECT", "CREATE", "DELETE", "UPDATE")
_FORMAT: Final = "; desired format: https://host[/path]"


def _domain(at: Field) -> Iterator[Cause]:
    wrong = list(formats.dns_subdomain(at.value))
    yield from (at.invalid(why) for why in wrong)
    if not wrong and at.value.count(".") < 2:
        yield at.invalid("should be a domain with at least three segments separated by dots")


def _client(at: Field) -> Iterator[Cause]:
    if len(at.holds("url", "service")) != 1:
        yield at.required("exactly one of url or service is required")


def _url(at: Field) -> Iterator[Cause]:
    try:
        url = urlsplit(at.value)
    except ValueError as error:
        yield at.required(f"url must be a valid URL: {error}{_FORMAT}")
        return
    if url.scheme != "https":
        yield at.invalid(f"'https' is the only allowed URL scheme{_FORMAT}", url.scheme)
    if not url.netloc:
        yield at.invalid(f"host must be specified{_FORMAT}", "")
    if url.username is not None:
        yield at.invalid("user information is not permitted in the URL")
    if url.fragment:
        yield at.invalid("fragments are not permitted in the URL", url.fragment)
    if url.query:
        yield at.invalid("query parameters are not permitted in the URL", url.query)


def _service_path(at: Field) -> Iterator[Cause]:
    if at.value in ("", "/"):
        return
    if not at.value.startswith("/"):
        yield at.invalid("must start with a '/'")
    elif any(not part for part in at.value[1:].removesuffix("/").split("/")):
        yield at.invalid("segment[0] may not be empty")


def _rule(at: Field) -> Iterator[Cause]:
    for name in ("operations", "apiGroups", "apiVersions", "resources"):
        values = at.at(name)
        if not values.value:
            yield values.required()
        elif "*" in values.value and len(values.value) > 1 and name != "resources":
            yield values.invalid(
                f"if '*' is present, must not specify other {_PLURALS.get(name, name)}"
            )


_PLURALS: Final = {"apiGroups": "API groups", "apiVersions": "API versions"}


def _review_versions(at: Field) -> Iterator[Cause]:
    if not {"v1", "v1beta1"} & set(at.value):
        yield at.invalid("must include at least one of v1, v1beta1")
    if len(set(at.value)) < len(at.value):
        yield at.invalid("duplicate version")


_WEBHOOK: Final = (
    row("name", _domain, needed=""),
    row("admissionReviewVersions", _review_versions, needed="must specify one of v1, v1beta1"),
    row(
        "sideEffects",
        one_of("None", "NoneOnDryRun"),
        needed="must specify one of None, NoneOnDryRun",
    ),
    row("failurePolicy", one_of("Fail", "Ignore")),
    row("matchPolicy", one_of("Equivalent", "Exact")),
    row("reinvocationPolicy", one_of("IfNeeded", "Never")),
    row("timeoutSeconds", between(1, 30)),
    row("namespaceSelector", label_selector),
    row("objectSelector", label_selector),
    row("clientConfig", _client, needed="exactly one of url or service is required"),
    row("clientConfig.url", _url),
    row("clientConfig.service.name", needed="service name is required"),
    row("clientConfig.service.namespace", needed="service namespace is required"),
    row("clientConfig.service.port", between(1, 65535)),
    row("clientConfig.service.path", _service_path),
    row("rules[]", _rule),
    row("rules[].operations[]", one_of(*_OPERATIONS)),
    row("rules[].scope", one_of("*", "Cluster", "Namespaced")),
)


def expression(at: Field) -> Iterator[Cause]:
    """Refuse a condition that is no CEL."""
    # Parsing costs a library, which few charts need.
    from core.kubernetes.expressions import syntax_fault  # noqa: PLC0415

    if fault := syntax_fault(at.value):
        yield at.invalid(fault)


_CONDITION: Final = Table(row("name", needed=""), row("expression", expression, needed=""))
WEBHOOKS: Final = Table(
    row("webhooks", unique(lambda webhook: webhook.get("name"), "name")),
    row("webhooks[]", Table(*_WEBHOOK)),
    row("webhooks[].matchConditions[]", _CONDITION),
)


def _policy(at: Field) -> Iterator[Cause]:
    if not at.get("validations") and not at.get("auditAnnotations"):
        yield at.at("validations").required(
            "validations or auditAnnotations must contain at least one item"
        )


POLICY: Final = Table(
    row("spec", _policy),
    row("spec.failurePolicy", one_of("Fail", "Ignore")),
    row("spec.matchConstraints", needed=""),
    row("spec.matchConstraints.resourceRules", needed=""),
    row("spec.matchConditions[]", _CONDITION),
    row("spec.variables[]", _CONDITION),
    row("spec.validations[].expression", expression, needed="expression is not specified"),
    row("spec.validations[].messageExpression", expression),
)
POLICY_BINDING: Final = Table(
    row("spec.policyName", text(formats.dns_subdomain), needed=""),
    row("spec.validationActions", needed=""),
    row("spec.validationActions[]", one_of("Audit", "Deny", "Warn")),
)


def _api_service(at: Field) -> Iterator[Cause]:
    group, version = at.get("spec", "group") or "", at.get("spec", "version") or ""
    name = at.at("metadata", "name")
    if name.value != f"{version}.{group}":
        yield name.invalid(f'must be `spec.version+"."+spec.group`: "{version}.{group}"')
    spec = at.at("spec")
    if spec.get("insecureSkipTLSVerify") and spec.get("caBundle"):
        yield spec.at("insecureSkipTLSVerify").invalid("may not be true if caBundle is present")
    if spec.get("service") is None and spec.get("caBundle"):
        yield spec.at("caBundle").invalid("local APIServices may not have a caBundle", "...")


def _priority(most: int) -> Check:
    def check(at: Field) -> Iterator[Cause]:
        if not 0 < at.value <= most:
            yield at.invalid(f"must be positive and less than {most}")

    return check


API_SERVICE: Final = Table(
    row("", _api_service),
    row("spec.group", text(formats.dns_subdomain)),
    row("spec.version", text(formats.dns_1035), needed=""),
    row("spec.groupPriorityMinimum", _priority(20000), needed="must be positive"),
    row("spec.versionPriority", _priority(1000), needed="must be positive"),
    row("spec.service.name", needed=""),
    row("spec.service.namespace", needed=""),
)
