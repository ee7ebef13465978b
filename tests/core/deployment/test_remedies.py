"""What to do about a failure: by its text, the method, where it ran, and the state of the stack."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from core.deployment.causes import CAUSES, OTHERWISE
from core.deployment.remedies import Circumstances, remedy_of
from core.deployment.states import STATUSES, Action, possible
from core.plan.methods import DeliveryMethod

if TYPE_CHECKING:
    from core.errors import Sentence

HOOK = Circumstances("shop-7", "CREATE_FAILED", DeliveryMethod.HOOK)
DIRECT = Circumstances("shop-7", "CREATE_FAILED", DeliveryMethod.DIRECT)
REHEARSED = Circumstances("shop-7", "CREATE_FAILED", DeliveryMethod.HOOK, rehearsed=True)
OWNED = (
    'INSTALLATION FAILED: Unable to continue with install: {kind} "settings" in namespace '
    '"{where}" exists and cannot be imported into the current release: invalid ownership '
    'metadata; annotation validation error: key "meta.helm.sh/release-name" must equal "b"'
)


@pytest.mark.parametrize(
    ("text", "where", "remedy"),
    [
        ("resources.Wait1: 0 of 1 received", HOOK, "pull the image"),
        ("resources.Wait1: 0 of 1 received", REHEARSED, "an event NotRun"),
        ('function "lookup" not defined', DIRECT, "method `hook`, or choose a version .* lookup"),
        (
            'function "mustToYaml" not defined',
            HOOK,
            "delivery.image.reference, or choose .* mustToYaml",
        ),
        ('function "mustToYaml" not defined', REHEARSED, "--helm"),
        (OWNED.format(kind="ConfigMap", where="prod"), HOOK, "ConfigMap settings in the namespace"),
        (OWNED.format(kind="ClusterRole", where=""), HOOK, "ClusterRole settings of the whole"),
        ("invalid ownership metadata; label", HOOK, "belongs to somebody else"),
        ("cannot re-use a name that is still in use", HOOK, "another release name"),
        ("cannot reuse a name that is still in use", HOOK, "another release name"),
        ("the release shop is not ours: made by hand", HOOK, "another release name"),
        ("another operation (install/upgrade/rollback) is in progress", HOOK, "wait until"),
        ("another operation (install/upgrade/rollback) is in progress", DIRECT, "helm rollback"),
        ('UPGRADE FAILED: "shop" has no deployed releases', DIRECT, "helm uninstall"),
        ('pods "a" is forbidden: exceeded quota: small', HOOK, "quota"),
        ('pods "a" is forbidden: violates PodSecurity "restricted:latest"', HOOK, "security"),
        ('admission webhook "x.example" denied the request: no', HOOK, "rule of the cluster"),
        ('failed calling webhook "x": context deadline exceeded', HOOK, "does not answer"),
        ('failed calling webhook "x": x509: unknown authority', HOOK, "does not answer"),
        (
            'no matches for kind "Cart" in version "shop.example/v1" ensure CRDs are installed',
            HOOK,
            "no kind Cart of shop.example/v1",
        ),
        ("the server could not find the requested resource", HOOK, "does not know a kind"),
        ("spec.clusterIP: Invalid value: field is immutable", HOOK, "made anew"),
        ("updates to statefulset spec for fields other than 'replicas'", HOOK, "made anew"),
        ("unable to create new content because it is being terminated", HOOK, "being deleted"),
        ('Back-off pulling image "x"', HOOK, "pull an image"),
        ("ErrImagePull: rpc error: not found", HOOK, "pull an image"),
        ("0/3 nodes are available: 3 Insufficient cpu", HOOK, "No node has room"),
        ('conflict occurred: conflicts with "kubectl": .spec.replicas', HOOK, "same field"),
        ("the object has been modified; please apply", HOOK, "same moment"),
        ("provided port is already allocated", HOOK, "node port"),
        (
            'Secret "sh.helm.release.v1.a.v1" is invalid: data: Too long: may not be more than 9',
            HOOK,
            "too large",
        ),
        ("Request entity too large: limit is 3145728", HOOK, "too large"),
        (
            'ConfigMap "a" is invalid: []: Too long: may not be more than 1048576 bytes',
            HOOK,
            "Mend the values",
        ),
        ("chart requires kubeVersion: >=2.0 which is", HOOK, "versions of Kubernetes"),
        ("found in Chart.yaml, but missing in charts/ directory: db", HOOK, "dependencies"),
        ("failed pre-install: 1 error occurred: job failed: BackoffLimitExceeded", HOOK, "hook"),
        ("pods is forbidden: cannot create resource", HOOK, "delivery.rbac"),
        ("pods is forbidden: cannot create resource", DIRECT, "rights of your account"),
        ("no cs:DescribeUserPermission", HOOK, "cs:DescribeUserPermission"),
        ("failed to fetch https://x/y.tgz : 404 Not Found", HOOK, "address"),
        ("fetching the chart: oci://x: manifest unknown", HOOK, "address"),
        ("fetching the chart: 401 Unauthorized", HOOK, "password"),
        ("x509: certificate signed by unknown authority", HOOK, "chart.tls.ca"),
        ("curl: (60) SSL certificate problem: self-signed certificate", HOOK, "chart.tls.ca"),
        ('certificates.cert-manager.io "a" is forbidden: no', HOOK, "delivery.rbac"),
        ("context deadline exceeded", HOOK, "release.timeout"),
        ("not ready in time; the readiness command says: 0/1", HOOK, "release.timeout"),
        ("values don't meet the specifications of the schema(s)", HOOK, "values"),
        ("the output failed with exit code 3: no such file", HOOK, "outputs"),
        ("the image has no curl", HOOK, "delivery.image"),
        ("the image has no curl", REHEARSED, "Install curl on this computer"),
        ("the chart's sha256 is not the one in the plan", HOOK, "chart.sha256"),
        ("the Kubernetes API answered 503 to GET /api", HOOK, "API does not answer"),
        ("something nobody has seen", HOOK, "chartnest logs"),
    ],
)
def test_a_known_cause_has_its_own_remedy(text: str, where: Circumstances, remedy: str) -> None:
    assert re.search(remedy, str(remedy_of(text, where)))


@pytest.mark.parametrize("method", [DeliveryMethod.HOOK, DeliveryMethod.JOB])
def test_nobody_is_told_to_choose_the_method_there_is(method: DeliveryMethod) -> None:
    for rehearsed in (False, True):
        where = Circumstances("shop-7", "CREATE_FAILED", method, rehearsed)
        said = remedy_of('function "lookup" not defined', where)
        assert "method" not in str(said)
        assert "Hook chart" not in str(said.for_window())


TEXTS = ("something nobody has seen", "values of the schema(s)", "rehearsal server was stopped")
OFFERS = {
    Action.CONTINUE: ("chartnest continue", "Retry"),
    Action.UPDATE: ("chartnest update", "press Update"),
    Action.DELETE: ("chartnest delete", "elete"),
}


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("text", TEXTS)
def test_only_what_the_state_allows_is_advised(text: str, status: str) -> None:
    said = remedy_of(text, Circumstances("shop-7", status, DeliveryMethod.HOOK))
    for action, words in OFFERS.items():
        for face, word in zip((str(said), str(said.for_window())), words, strict=True):
            assert word not in face or action in possible(status), (status, face)


@pytest.mark.parametrize(
    ("text", "status", "way"),
    [
        ("the schema(s)", "CREATE_FAILED", "chartnest delete shop-7`, then launch"),
        ("the schema(s)", "UPDATE_FAILED", "chartnest update shop-7 PLAN"),
        ("the schema(s)", "ROLLBACK_COMPLETE", "chartnest update shop-7 PLAN"),
        ("the schema(s)", "CREATE_ROLLBACK_COMPLETE", "Then launch the plan again"),
        ("rehearsal server was stopped", "CREATE_FAILED", "chartnest continue shop-7"),
        ("rehearsal server was stopped", "DELETE_FAILED", "chartnest delete shop-7"),
        ("0 of 1 received", "CREATE_FAILED", "continue shop-7`; or, when the plan has changed"),
        ("the schema(s)", "CREATE_ROLLBACK_IN_PROGRESS", "Wait until"),
    ],
)
def test_the_way_on_is_one_that_the_state_allows(text: str, status: str, way: str) -> None:
    assert way in str(remedy_of(text, Circumstances("shop-7", status, DeliveryMethod.HOOK)))


def test_without_a_state_no_way_is_promised() -> None:
    assert str(remedy_of("the schema(s)")) == "Mend the values."


WINDOWS_ONLY = re.compile(r"\b(?:press|button|Retry|in the step)\b")
COMMANDS_ONLY = re.compile(r"chartnest|--[a-z]|\bPLAN\b|\b(?:delivery|release|chart)\.[a-z]")


@pytest.mark.parametrize("advice", [*(cause.advice for cause in CAUSES), OTHERWISE])
def test_each_face_hears_its_own_words(advice: Sentence) -> None:
    assert not WINDOWS_ONLY.search(advice.template)
    assert not COMMANDS_ONLY.search(advice.for_window().template)


@pytest.mark.parametrize("status", STATUSES)
def test_the_way_on_is_said_in_the_words_of_each_face(status: str) -> None:
    for text in TEXTS:
        said = remedy_of(text, Circumstances("shop-7", status, DeliveryMethod.HOOK))
        assert not WINDOWS_ONLY.search(str(said))
        assert not COMMANDS_ONLY.search(str(said.for_window()))
