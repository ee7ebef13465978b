"""Kubeconfigs that reach the built-in cluster."""

from __future__ import annotations

import json
from typing import Final

_NAME: Final = "chartnest-rehearsal"


def kubeconfig_text(url: str, namespace: str) -> str:
    """Return a kubeconfig that reaches `url` and begins in `namespace`; JSON, which is YAML too."""
    context = {"cluster": _NAME, "user": _NAME, "namespace": namespace}
    config = {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": _NAME,
        "clusters": [{"name": _NAME, "cluster": {"server": url}}],
        "contexts": [{"name": _NAME, "context": context}],
        "users": [{"name": _NAME, "user": {}}],
    }
    return json.dumps(config, indent=2)
