"""A chart that ChartNest completed renders as after `helm dependency build`, by the same Helm."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from core.chart.errors import LockOutOfSync
from core.chart.sources import open_chart
from core.plan.model import PathChart
from core.rehearsal.inventory import inventory
from tests.support import tools
from tests.support.chart_server import ChartServer
from tests.support.charts import chart_files, packed, written
from tests.support.command_line import chartnest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.rehearsal.rehearsal import Rehearsal
    from tests.support.charts import Files

HELMS = ("3.17.3", "4.3.1")
# Its own name and version, so that one that was mistaken for another is noticed.
WHO = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Chart.Name }}-{{ .Chart.Version }}
data:
  values: {{ omit .Values "global" | toJson | quote }}
"""
FORMS = {
    "ranges": """\
- {name: db, version: ">=1.0 <2", repository: "URL/charts"}
- {name: cache, version: "~0.1", repository: "URL/charts"}
""",
    "registry": """\
- {name: queue, version: "^0.3", repository: "OCI/charts"}
- {name: topic, version: 1.0.0, repository: "OCI/charts"}
""",
    "beside": """\
- {name: common, version: "*", repository: "file://../common"}
- {name: db, version: 1.0.0, repository: "URL/charts"}
""",
    "twice": """\
- {name: db, version: "1.x", repository: "URL/charts", alias: primary}
- {name: db, version: "2.x", repository: "URL/charts", alias: replica}
""",
    "switched": """\
- {name: db, version: "1.x", repository: "URL/charts", condition: db.on, tags: [data]}
- {name: queue, version: "0.x", repository: "OCI/charts", tags: [extras], import-values: [a]}
""",
    "named": """\
- {name: db, version: "1.x", repository: "@ours"}
""",
}


class Helm:
    """One version of the real command line, with a home of its own that knows the repository."""

    def __init__(self, version: str, home: Path) -> None:
        self._command = str(tools.helm(version))
        self._environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
        for kind in ("CACHE", "CONFIG", "DATA"):
            self._environment[f"HELM_{kind}_HOME"] = str(home / kind.lower())

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._command, *map(str, words)],
            capture_output=True,
            text=True,
            env=self._environment,
            check=False,
        )

    def out(self, *words: str | Path) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module", autouse=True)
def home(shared_home: Path) -> Path:
    """Use one home, and so one rehearsal, for the module."""
    return shared_home


@pytest.fixture(params=HELMS)
def helm(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    server: ChartServer,
) -> Helm:
    found = Helm(request.param, tmp_path / "helm")
    found.out("repo", "add", "ours", f"{server.url}/charts")
    return found


@pytest.fixture
def server() -> Iterator[ChartServer]:
    with ChartServer() as server:
        for version in ("1.0.0", "1.2.0", "1.3.0-rc.1", "2.0.0", "2.1.0"):
            server.publish(who("db", version))
        server.publish(who("cache", "0.1.7"))
        server.publish(who("cache", "0.2.0"))
        for version in ("0.3.0", "0.3.4", "0.4.0"):
            server.push(who("queue", version))
        server.push(who("topic", "1.0.0"))
        yield server


def who(name: str, version: str) -> Files:
    values = f"mine: {name}\nexports: {{a: {{from: {name}}}}}\n"
    return chart_files(name, version, values=values, templates={"who.yaml": WHO})


def shop(server: ChartServer, form: str) -> Files:
    entries = FORMS[form].replace("URL", server.url).replace("OCI", f"oci://{server.host}")
    files = who("shop", "1.0.0")
    files["Chart.yaml"] += f"dependencies:\n{entries}".encode()
    files["values.yaml"] += b"db: {on: true}\nprimary: {role: first}\ntags: {extras: false}\n"
    return files


def both(folder: Path, files: Files, helm: Helm) -> tuple[str, str]:
    """Return what Helm renders of the chart completed by ChartNest, and of it built by Helm."""
    chart = written(folder, files)
    ours = folder / "ours.tgz"
    source = PathChart(path=str(chart), dependencies=True)
    ours.write_bytes(open_chart(source, base=folder).archive)
    helm.out("dependency", "build", chart, "--plain-http")
    return (
        _objects(helm.out("template", "demo", ours)),
        _objects(helm.out("template", "demo", chart)),
    )


def _objects(rendered: str) -> str:
    # Charts are rendered in no order that Helm promises.
    return "\n---\n".join(sorted(part.strip() for part in rendered.split("---\n")))


@pytest.mark.parametrize("form", [form for form in FORMS if form != "named"])
def test_without_a_lock(tmp_path: Path, server: ChartServer, helm: Helm, form: str) -> None:
    written(tmp_path, who("common", "0.1.0"))
    ours, theirs = both(tmp_path, shop(server, form), helm)
    assert ours == theirs
    assert ours.count("kind: ConfigMap") >= 2


@pytest.mark.parametrize("form", FORMS)
def test_with_the_lock_that_helm_wrote(
    tmp_path: Path, server: ChartServer, helm: Helm, form: str
) -> None:
    written(tmp_path, who("common", "0.1.0"))
    files = shop(server, form)
    chart = written(tmp_path / "locked", files)
    written(tmp_path / "locked", who("common", "0.1.0"))
    helm.out("dependency", "update", chart, "--plain-http")
    files["Chart.lock"] = (chart / "Chart.lock").read_bytes()
    server.publish(who("db", "1.9.0"))  # newer than what the lock has
    server.push(who("queue", "0.3.9"))
    ours, theirs = both(tmp_path, files, helm)
    assert ours == theirs
    assert "1.9.0" not in ours
    assert "0.3.9" not in ours


def test_a_chart_of_the_older_kind(tmp_path: Path, server: ChartServer, helm: Helm) -> None:
    files = who("shop", "1.0.0")
    files["Chart.yaml"] = b"apiVersion: v1\nname: shop\nversion: 1.0.0\n"
    entries = FORMS["twice"].replace("URL", server.url)
    files["requirements.yaml"] = f"dependencies:\n{entries}".encode()
    ours, theirs = both(tmp_path, files, helm)
    assert ours == theirs
    files["requirements.lock"] = (tmp_path / "shop" / "requirements.lock").read_bytes()
    server.publish(who("db", "1.9.0"))
    ours, theirs = both(tmp_path / "again", files, helm)
    assert ours == theirs


def test_archives_that_are_not_asked_for_any_more_are_gone(
    tmp_path: Path, server: ChartServer, helm: Helm
) -> None:
    old = {
        "charts/gone-0.1.0.tgz": packed(who("gone", "0.1.0")),
        "charts/db-0.9.0.tgz": packed(who("db", "0.9.0")),
    }
    ours, theirs = both(tmp_path, shop(server, "ranges") | old, helm)
    assert ours == theirs
    assert "gone" not in ours


def test_what_lies_beside_is_built_before_helm_packs_it(
    tmp_path: Path, server: ChartServer, helm: Helm
) -> None:
    common = who("common", "0.1.0")
    common["Chart.yaml"] += f"dependencies:\n{FORMS['registry']}".replace(
        "OCI", f"oci://{server.host}"
    ).encode()
    chart = written(tmp_path, shop(server, "beside"))
    beside = written(tmp_path, common)
    source = PathChart(path=str(chart), dependencies=True)
    ours = tmp_path / "ours.tgz"
    ours.write_bytes(open_chart(source, base=tmp_path).archive)
    for each in (beside, chart):
        helm.out("dependency", "build", each, "--plain-http")
    rendered = [_objects(helm.out("template", "demo", each)) for each in (ours, chart)]
    assert rendered[0] == rendered[1]
    assert "queue-0.3.4" in rendered[0]


def test_a_launch_installs_the_completed_chart(
    tmp_path: Path, shared_rehearsal: Rehearsal, server: ChartServer
) -> None:
    written(tmp_path, shop(server, "ranges"))
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "apiVersion: chartnest/v2\nname: shop\ncluster: {parameter: true}\n"
        "chart: {path: ./shop}\nrelease: {name: shop, timeout: 2m}\n"
    )
    refused = chartnest("launch", plan, "--rehearse")
    assert "Add --dependencies to have them fetched." in refused.err
    done = chartnest("launch", plan, "--rehearse", "--dependencies")
    assert done.code == 0, done.err
    installed = {found.name for found in inventory(shared_rehearsal)}
    assert {"shop-1.0.0", "db-1.2.0", "cache-0.1.7"} <= installed


def test_a_lock_that_is_out_of_sync_is_refused_by_both(
    tmp_path: Path, server: ChartServer, helm: Helm
) -> None:
    chart = written(tmp_path, shop(server, "ranges"))
    helm.out("dependency", "update", chart)
    metadata = chart / "Chart.yaml"
    metadata.write_text(metadata.read_text().replace("~0.1", "~0.2"))
    refused = helm.run("dependency", "build", chart)
    assert "the lock file (Chart.lock) is out of sync" in refused.stderr
    with pytest.raises(LockOutOfSync):
        open_chart(PathChart(path="shop", dependencies=True), base=tmp_path)
