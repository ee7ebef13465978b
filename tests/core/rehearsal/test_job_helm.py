"""Which Helm runs the Jobs of a rehearsal, and that the cluster's may be another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.chart.helm.versions import ENGINE
from core.delivery.images import ALPINE_HELM
from core.rehearsal.job_helm import HelmUnusable, JobHelm, helm_line, job_helm
from tests.support import tools


def script(folder: Path, text: str) -> Path:
    path = folder / "helm"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_a_named_helm_is_asked_for_its_version() -> None:
    path = tools.helm("3.17.3")
    assert job_helm(path) == JobHelm(path, "3.17.3")


def test_without_a_name_it_is_the_one_on_the_path_or_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert job_helm(None) == JobHelm(None, ENGINE)
    path = script(tmp_path, "echo v3.12.0+g1a2b3c4")
    assert job_helm(None) == JobHelm(path, "3.12.0+g1a2b3c4")
    script(tmp_path, "exit 1")
    assert job_helm(None) == JobHelm(path, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("echo 'exec format error.' >&2; exit 126", "exec format error"),
        ("echo something else", "it names no version"),
        ("exit 3", "it names no version"),
    ],
)
def test_what_is_no_helm_is_refused_by_name(tmp_path: Path, text: str, why: str) -> None:
    path = script(tmp_path, text)
    with pytest.raises(HelmUnusable, match=why) as refused:
        job_helm(path)
    assert str(path) in str(refused.value)


def test_a_file_that_is_not_there_or_may_not_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HelmUnusable, match=os.strerror(2)):
        job_helm(tmp_path / "nothing")
    with pytest.raises(HelmUnusable):
        job_helm(tmp_path)


@pytest.mark.parametrize(
    ("helm", "image", "words"),
    [
        (JobHelm(Path("/bin/helm"), "4.3.1"), ALPINE_HELM.reference, "4.3.1, /bin/helm; in a cl"),
        (JobHelm(Path("/bin/helm"), "4.3.1"), ALPINE_HELM.reference, "with Helm 3.17.3, that of"),
        (JobHelm(Path("/bin/helm"), "3.17.3"), ALPINE_HELM.reference, "as in its image."),
        (JobHelm(None, ENGINE), "registry.example/helm:1", "own; in a cluster with that of its"),
    ],
)
def test_a_jobs_log_says_which_helm_runs_it(helm: JobHelm, image: str, words: str) -> None:
    assert words in helm_line(helm, image)
