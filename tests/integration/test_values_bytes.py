"""The values in the cluster are, byte for byte, those of the plan file."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import httpx
import pytest

from core.cloud.kubeconfig import cluster_access
from core.delivery.names import hook_name, hook_release
from core.plan.file import plan_text, read_plan
from core.plan.model import ClusterParameter, PathChart, Release
from tests.support.charts import chart_files, written
from tests.support.command_line import chartnest
from tests.support.plans import plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from core.rehearsal.rehearsal import Rehearsal

EVERYTHING = """\
# 注释 " ' ` \\ $ $(id) ${x} ${!y} ! # % \t |
  # {{ .Release.Name }} {{/* {% z %} [[ w ]] {{ computenest::helmchart::x }}
big: 12345678901234567890
numbers: [1e3, 0o644, 0644, 1.0, '.inf', -0, ~]
n: y
on: null
1: one
1.5: and a half
a.b: dotted
"": empty
text: 'quoted "twice"'   \none: {b: [1, 2]}
emoji: 🚀 \u202e right to left
folded: >-
    more
     indented

kept: |+
  lines


"""
DOCUMENTS = {
    "everything": EVERYTHING,
    "empty": "",
    "blank": "   \n",
    "line ends": "\n\n",
    "comment": "# nothing but this",
    "windows": "a: 1\r\nb: |\r\n  two\r\n",
    "mixed ends": "a: 1\r\nb: 2\n",
    "no end": "a: 1",
    "many ends": "a: 1\n\n\n\n",
    "indented": "  a: 1\n  b: 2\n",
    "blank first": "\n\n  \na: 1\n",
    "trailing": "a: 1   \nb: '  '\t\n",
    "tab": "a:\t1\n",
    "document": "---\na: 1\n...\n",
    "unicode lines": 'a: "x\u2028y\u2029z"\n',
    "next line": 'a: "x\x85y"\n',
    "long line": f"a: {'very ' * 4000}long\n",
    "long": "".join(f"key{n}: {'value ' * 5}\n" for n in range(2500)),
    "base64": "aGVsbG86IHdvcmxk: c29tZXRoaW5n\n",
    "ros": 'a: "Fn::GetAtt: [Wait1, Data]"\n"Ref": ALIYUN::StackId\n',
}
IN_EVERY_RUN = {
    ("everything", "hook"),
    ("everything", "job"),
    ("windows", "hook"),
    ("empty", "job"),
}


@pytest.fixture(scope="module", autouse=True)
def home(shared_home: Path) -> Path:
    """Use one home, and so one rehearsal, for the module."""
    return shared_home


@pytest.mark.parametrize(
    ("document", "method"),
    [
        pytest.param(
            name,
            method,
            id=f"{name}-{method}",
            marks=() if (name, method) in IN_EVERY_RUN else pytest.mark.matrix,
        )
        for name in DOCUMENTS
        for method in ("hook", "job")
    ],
)
def test_the_cluster_has_the_bytes_of_the_plan(
    document: str, method: str, tmp_path: Path, shared_rehearsal: Rehearsal
) -> None:
    values = DOCUMENTS[document]
    name = f"bytes-{list(DOCUMENTS).index(document)}-{method}"
    written(tmp_path, chart_files())
    plan = plan_of(
        method,
        name=name,
        cluster=ClusterParameter(parameter=True),
        chart=PathChart(path="./shop"),
        release=Release(name=name, namespace="bytes", timeout=120, wait=False),
        values=values,
    )
    path = tmp_path / "plan.yaml"
    path.write_bytes(plan_text(plan).encode())
    assert read_plan(path).values == values

    launched = chartnest("launch", path, "--rehearse", "--json")
    assert launched.code == 0, launched
    assert _settings(shared_rehearsal, name)["values.yaml"] == values.encode()
    assert chartnest("delete", launched.deployment["id"]).code == 0


def _settings(rehearsal: Rehearsal, release: str) -> dict[str, bytes]:
    server = cluster_access(rehearsal.kubeconfig.read_text("utf-8")).server
    name = hook_name("bytes", hook_release(release))
    found = httpx.get(f"{server}/api/v1/namespaces/bytes/secrets/{name}").raise_for_status()
    return {key: base64.b64decode(value) for key, value in found.json()["data"].items()}
