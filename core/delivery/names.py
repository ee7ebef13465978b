"""Names of what a delivery makes in the cluster: valid, and different for different releases."""

from __future__ import annotations

import hashlib
from typing import Final

_RELEASE_LENGTH: Final = 53
_SUFFIX: Final = "-hook"
_HASH_LENGTH: Final = 8


def hook_release(release: str) -> str:
    """Return the name of the hook chart's release; a long one ends in a hash, not just cut."""
    name = f"{release}{_SUFFIX}"
    if len(name) <= _RELEASE_LENGTH:
        return name
    digest = hashlib.sha256(release.encode()).hexdigest()[:_HASH_LENGTH]
    readable = release[: _RELEASE_LENGTH - len(_SUFFIX) - len(digest) - 1].rstrip("-.")
    return f"{readable}-{digest}{_SUFFIX}"


def hook_name(namespace: str, outer_release: str) -> str:
    """Return the name of the hook chart's objects, as `hook.name` in its `_names.tpl` has it."""
    readable = outer_release.lower().replace(".", "-").replace("_", "-")[:40].removesuffix("-")
    digest = hashlib.sha256(f"{namespace}/{outer_release}".encode()).hexdigest()
    return f"{readable}-{digest[:_HASH_LENGTH]}"
