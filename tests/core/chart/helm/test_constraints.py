from __future__ import annotations

import pytest

from core.chart.helm.constraints import check_kube_version
from core.chart.semver import Version
from core.errors import Severity

VENDORS = Version.parse("v1.30.1-aliyun.1")
PLAIN = Version.parse("1.30.0")
# Installed by the real ones into clusters of these versions.
VERDICTS = [
    (VENDORS, ">=1.20.0", {"3.8.1": False, "3.12.1": False, "3.17.3": False, "4.1.4": False}),
    (VENDORS, ">=1.20.0-0", {"3.8.1": True, "3.12.1": True, "3.17.3": True, "4.3.1": True}),
    (VENDORS, ">=1.20.0-0 <1.32.0", {"3.12.1": False, "3.17.3": False, "4.1.4": True}),
    (VENDORS, ">=1.20.0-0 <1.32.0-0", {"3.8.1": True, "3.17.3": True, "4.1.4": True}),
    (VENDORS, "!=1.20.0", {"3.8.1": True, "3.17.3": True, "4.1.4": False, "4.3.1": False}),
    (VENDORS, "<1.20 || >=1.30.0-0", {"3.8.1": True, "4.1.4": True}),
    (PLAIN, ">=1.20.0<1.40.0", {"3.4.2": True, "3.8.1": True, "3.12.1": False, "4.3.1": False}),
    (PLAIN, ">=1.20.0, <1.40.0", {"3.8.1": True, "4.3.1": True}),
    (VENDORS, "*-0", {"3.8.1": False, "3.12.1": True, "4.3.1": True}),
    (PLAIN, "no range", {"3.8.1": False, "4.3.1": False}),
]


@pytest.mark.parametrize(
    ("version", "required", "helm", "taken"),
    [
        (version, required, helm, taken)
        for version, required, verdicts in VERDICTS
        for helm, taken in verdicts.items()
    ],
)
def test_a_range_is_compared_as_that_helm_does(
    version: Version, required: str, helm: str, taken: bool
) -> None:
    assert (check_kube_version(required, version, helm) == ()) is taken


def test_a_vendors_suffix_has_a_remedy_of_its_own() -> None:
    (problem,) = check_kube_version(">=1.20.0", VENDORS, "3.12.0")
    assert str(problem.what) == "The chart requires Kubernetes >=1.20.0, not 1.30.1-aliyun.1."
    assert ">=1.20.0-0" in str(problem.remedy)


def test_where_the_helm_is_unknown_it_says_whether_it_matters() -> None:
    assert check_kube_version(">=1.20.0-0", VENDORS, None) == ()
    (some,) = check_kube_version(">=1.20.0-0 <1.32.0", VENDORS, None)
    (none,) = check_kube_version(">=1.99.0", PLAIN, None)
    assert (some.severity, none.severity) == (Severity.WARNING, Severity.ERROR)
