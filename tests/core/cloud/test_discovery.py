from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from core.chart.served_kinds import served_api_versions
from core.cloud.discovery import Served, served_by
from core.cloud.kubeconfig import KubeconfigCluster, KubeconfigUnusable
from core.rehearsal.cluster.wire.kubeconfig import kubeconfig_text
from tests.support.built_in_cluster import RunningCluster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.parametrize("version", ["1.25", "1.33"])
def test_a_cluster_says_what_it_serves(tmp_path: Path, version: str) -> None:
    with RunningCluster(tmp_path, version=version) as cluster:
        found = served_by(KubeconfigCluster(cluster.kubeconfig))
    assert found == Served(f"v{version}.0", served_api_versions(version))


def test_an_old_server_is_asked_group_by_group(old_server: KubeconfigCluster) -> None:
    found = served_by(old_server)
    assert found.kubernetes_version == "v1.20.0-old"
    assert found.api_versions == {
        *("v1", "v1/Pod", "v1/PodExecOptions", "apps/v1", "apps/v1/Deployment", "apps/v1/Scale"),
        # Its own server does not answer, and its kinds stay unknown.
        "metrics.k8s.io/v1beta1",
    }


def test_a_cluster_that_does_not_answer_is_no_error_of_our_own(tmp_path: Path) -> None:
    (tmp_path / "kubeconfig").write_text(kubeconfig_text("http://127.0.0.1:9"))
    with pytest.raises(KubeconfigUnusable, match="does not say what it serves"):
        served_by(KubeconfigCluster(tmp_path / "kubeconfig"))


_ANSWERS = {
    "/version": {"gitVersion": "v1.20.0-old"},
    "/api": {"kind": "APIVersions", "versions": ["v1"]},
    "/api/v1": {"resources": [{"kind": "Pod"}, {"kind": "PodExecOptions"}]},
    "/apis": {
        "kind": "APIGroupList",
        "groups": [
            {"versions": [{"groupVersion": "apps/v1"}]},
            {"versions": [{"groupVersion": "metrics.k8s.io/v1beta1"}]},
        ],
    },
    "/apis/apps/v1": {"resources": [{"kind": "Deployment"}, {"kind": "Scale"}]},
}


class _OldServer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answer = _ANSWERS.get(self.path)
        self.send_response(200 if answer else 503)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def old_server(tmp_path: Path) -> Iterator[KubeconfigCluster]:
    with HTTPServer(("127.0.0.1", 0), _OldServer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        kubeconfig = tmp_path / "kubeconfig"
        kubeconfig.write_text(kubeconfig_text(f"http://127.0.0.1:{server.server_port}"))
        yield KubeconfigCluster(kubeconfig)
        server.shutdown()
        thread.join()
