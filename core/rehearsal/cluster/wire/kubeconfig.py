"""Kubeconfigs that reach the built-in cluster."""

from __future__ import annotations

import json
from typing import Final

_NAME: Final = "chartnest-rehearsal"
TRUSTED_CONTEXT: Final = f"{_NAME}-trusted"


def kubeconfig_text(url: str, namespace: str = "default") -> str:
    """Return a kubeconfig that reaches `url` and begins in `namespace`; JSON, which is YAML too."""
    return _text({_NAME: url}, namespace)


def persons_kubeconfig_text(url: str, trusted_url: str) -> str:
    """Return a kubeconfig for both addresses of a cluster that begins at the plain one."""
    return _text({_NAME: url, TRUSTED_CONTEXT: trusted_url}, "default")


def _text(urls: dict[str, str], namespace: str) -> str:
    config = {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": _NAME,
        "clusters": [{"name": name, "cluster": {"server": url}} for name, url in urls.items()],
        "contexts": [
            {"name": name, "context": {"cluster": name, "user": _NAME, "namespace": namespace}}
            for name in urls
        ],
        "users": [{"name": _NAME, "user": {}}],
    }
    return json.dumps(config, indent=2)
