"""What can go wrong before any object is looked at."""

from __future__ import annotations

from core.errors import ChartNestError


class BadKubernetesVersion(ChartNestError):
    """A Kubernetes version that cannot be read."""

    code = "bad-kubernetes-version"
    what = "{version} is no Kubernetes version."
    remedy = "Write it like 1.30 or v1.30.1-aliyun.1."
