"""Kubernetes versions, as far as rules are bound to them."""

from __future__ import annotations

import re
from typing import Final

from core.kubernetes.errors import BadKubernetesVersion

Minor = tuple[int, int]
"""`(1, 33)`."""

# `v1.30.1-aliyun.1`, `1.33`, `1.27+`: what follows the minor number matters to no rule.
_VERSION: Final = re.compile(r"v?(\d+)\.(\d+)(?:[.+-].*)?")


def minor(version: str) -> Minor:
    """Return major and minor number of a version; raises BadKubernetesVersion."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise BadKubernetesVersion(version=version)
    return int(match[1]), int(match[2])


def told_minor(version: str) -> str:
    """Return the minor number as `/version` tells it: 33, or 30+ for `v1.30.1-aliyun.1`.

    hack/lib/version.sh of Kubernetes adds the plus to whatever is more than a plain release.
    """
    number = minor(version)[1]
    return f"{number}+" if "-" in version.partition("+")[0] else str(number)


def is_older(version: str, than: str) -> bool:
    """Tell whether a version is older than another by its major and minor number."""
    return minor(version) < minor(than)
