"""An image that lacks something is named as the cause, before anything is touched."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.delivery.hook_chart import RUN_SCRIPT

if TYPE_CHECKING:
    from tests.support.hook_pod import Pod
    from tests.support.small_api import SmallApi

TOOLS = "awk base64 cat cp cut date grep head mkdir mv od paste rm sed sha256sum sh sleep tail tr"


def with_tools_only(pod: Pod, *left_out: str) -> None:
    """Give the pod a PATH of its own with everything but what is left out."""
    folder = pod.folder / "bin"
    for name in {*TOOLS.split(), "timeout", "curl"} - set(left_out):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(Path(shutil.which(name) or name).resolve())
    for name in left_out:
        (folder / name).unlink(missing_ok=True)
    shell = Path(shutil.which({"ash": "busybox"}.get(pod.shell, pod.shell)) or "")
    (folder / shell.name).unlink(missing_ok=True)
    (folder / shell.name).symlink_to(shell.resolve())
    pod.variables["PATH"] = str(folder)


@pytest.fixture(params=["dash", "bash"])
def shell(request: pytest.FixtureRequest) -> str:
    """Busybox finds its own tools without a PATH."""
    return str(request.param)


TO_SIGNAL = {"cat", "curl", "grep", "sed"}
NEEDED = " ".join(re.findall(r"for tool in (.*); do", RUN_SCRIPT)).split()


@pytest.mark.parametrize("tool", sorted({*NEEDED} - TO_SIGNAL))
def test_a_missing_tool_is_named(pod: Pod, api: SmallApi, tool: str) -> None:
    with_tools_only(pod, tool)
    pod.run()
    assert api.signals[0]["status"] == "FAILURE"
    assert api.signals[0]["reason"] == f"the image has no {tool}"
    assert {each.path for each in api.asked} == {"/signal"}


@pytest.mark.parametrize("tool", sorted(TO_SIGNAL))
def test_without_what_a_signal_takes_the_pod_itself_tells(pod: Pod, tool: str) -> None:
    with_tools_only(pod, tool)
    outcome = pod.run()
    assert outcome.code == 1
    assert outcome.termination == f"the image has no {tool}"


@pytest.mark.parametrize(
    ("version", "accepted"),
    [("v3.7.2", False), ("v3.8.0", True), ("v3.17.3", True), ("v4.0.0", True), ("v2.17.0", False)],
)
def test_a_helm_that_is_too_old_is_named(
    pod: Pod, api: SmallApi, version: str, accepted: bool
) -> None:
    pod.helm("version", f"printf {version}; exit 0")
    pod.run()
    if accepted:
        assert api.signals[0]["status"] == "SUCCESS"
    else:
        assert api.signals[0]["reason"] == f"the image's helm is {version}, older than v3.8"


def test_a_helm_that_does_not_run_is_told(pod: Pod, api: SmallApi) -> None:
    pod.helm("version", "echo 'exec format error' >&2; exit 126")
    pod.run()
    assert api.signals[0]["reason"] == "the image's helm does not run: exec format error"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(pod: Pod, api: SmallApi) -> None:
    work = pod.folder / "pod-1-work"
    work.mkdir()
    (work / "probe").symlink_to("/dev/full")
    pod.run()
    assert api.signals[0]["reason"] == "cannot write to the work directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_a_work_directory_that_is_read_only_is_told(pod: Pod, api: SmallApi) -> None:
    work = pod.folder / "pod-1-work"
    work.mkdir(mode=0o500)
    pod.run()
    assert api.signals[0]["reason"] == "cannot write to the work directory"


def test_a_work_directory_that_is_missing_is_told(pod: Pod, api: SmallApi) -> None:
    pod.work = pod.folder / "absent"
    pod.run()
    assert api.signals[0]["reason"] == "cannot write to the work directory"
