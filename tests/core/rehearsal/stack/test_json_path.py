from __future__ import annotations

from typing import Any

import pytest

from core.rehearsal.stack.json_path import find
from core.rehearsal.stack.refusals import ResourceFailed

POD = {
    "status": {
        "phase": "Running",
        "conditions": [
            {"type": "Ready", "status": "True"},
            {"type": "Scheduled", "status": "False"},
        ],
    },
    "metadata": {"labels": {"app.kubernetes.io/name": "web"}},
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$", [POD]),
        ("$.status.phase", ["Running"]),
        (".status.phase", ["Running"]),
        ("$.status.missing", []),
        ("$.status.conditions[0].type", ["Ready"]),
        ("$.status.conditions[-1].type", ["Scheduled"]),
        ("$.status.conditions[*].status", ["True", "False"]),
        ("$.status.conditions[?(@.type=='Ready')].status", ["True"]),
        ('$.status.conditions[?(@.type != "Ready")].status', ["False"]),
        ("$.status.conditions[?(@.reason)]", []),
        ("$.metadata.labels['app.kubernetes.io/name']", ["web"]),
        ("$..type", ["Ready", "Scheduled"]),
    ],
)
def test_a_path_finds(path: str, found: list[Any]) -> None:
    assert find(path, POD) == found


def test_a_path_that_is_not_understood_is_refused() -> None:
    with pytest.raises(ResourceFailed, match="not understood"):
        find("$.a[(@.length-1)]", POD)
