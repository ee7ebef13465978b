"""A deployment from launch to deletion, as a person sees it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from core.cloud.connection import Endpoints
from core.deployment.history import History, Intent
from core.rehearsal.process import find
from tests.core.cli.conftest import PLAN, Said
from tests.support.charts import chart_files, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def rehearsing(chartnest: Callable[..., Said]) -> Iterator[None]:
    """End the rehearsal that the test started."""
    yield
    chartnest("rehearsal", "stop")


@pytest.mark.usefixtures("rehearsing")
def test_a_deployment_is_launched_looked_at_updated_and_deleted(
    chartnest: Callable[..., Said], plan_file: Path
) -> None:
    launched = chartnest("launch", plan_file, "--rehearse", "--json")
    assert launched.code == 0, launched.err
    deployment = launched.document["deployment"]
    name = deployment["id"]
    assert deployment["status"] == "CREATE_COMPLETE"
    assert deployment["events"][-1]["resource"] == name
    assert deployment["outputs"][0]["text"]

    again = chartnest("launch", plan_file, "--rehearse")
    assert f"{name}: its stack was found again." in again.out

    assert [d["id"] for d in chartnest("list", "--json").document["deployments"]] == [name]
    assert f"{name}  CREATE_COMPLETE" in chartnest("list").out
    assert "HookChart" in chartnest("status", name[:6]).out
    assert "CREATE_COMPLETE" in chartnest("events", name).out
    output = deployment["outputs"][0]
    assert chartnest("outputs", name, output["name"]).out.strip() == output["text"].strip()
    assert "It has:" in chartnest("outputs", name, "nothing").err

    plan_file.write_text(PLAN.replace("hello", "welcome"))
    updated = chartnest("update", name, plan_file)
    assert updated.code == 0, updated.err
    assert "UPDATE_COMPLETE" in updated.out
    assert "CREATE started" not in updated.out

    deleted = chartnest("delete", name, "--json")
    assert deleted.code == 0, deleted.err
    assert deleted.document["deployment"]["status"] == "DELETE_COMPLETE"
    assert deleted.document["deployment"]["leftovers"] == []
    assert "DELETE_COMPLETE" in chartnest("list").out


@pytest.mark.usefixtures("rehearsing")
def test_a_failure_says_its_reason_first_and_exits_with_1(
    chartnest: Callable[..., Said], plan_file: Path
) -> None:
    plan_file.write_text(PLAN + "outputs:\n  - command: echo no luck >&2; exit 3\n")
    failed = chartnest("launch", plan_file, "--rehearse")
    assert failed.code == 1
    assert "3" in failed.err.splitlines()[0]
    assert failed.out.splitlines()[-1].endswith("CREATE_FAILED")
    assert chartnest("delete", "shop").code == 0

    broken = {**chart_files("shop"), "templates/broken.yaml": b'{{ fail "no luck" }}'}
    written(plan_file.parent, broken)
    unchecked = chartnest("launch", plan_file, "--rehearse", "--no-check", "--rollback", "--json")
    assert unchecked.code == 1
    assert "no luck" in unchecked.document["deployment"]["failure"]["cause"]
    assert unchecked.document["deployment"]["status"] == "CREATE_ROLLBACK_COMPLETE"


def test_an_ephemeral_rehearsal_leaves_nothing(
    chartnest: Callable[..., Said], plan_file: Path
) -> None:
    launched = chartnest("launch", plan_file, "--rehearse", "--ephemeral")
    assert launched.code == 0, launched.err
    assert find() is None
    assert chartnest("list", "--json").document["deployments"] == []


def test_a_computer_without_curl_is_told_what_to_install_and_gets_no_stack(
    chartnest: Callable[..., Said],
    plan_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for tool in ("sh", "timeout"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    monkeypatch.setenv("PATH", str(tmp_path))
    said = chartnest("launch", plan_file, "--rehearse", "--ephemeral")
    assert said.code == 2
    assert "no curl" in said.err
    assert "Install" in said.err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
@pytest.mark.usefixtures("rehearsing")
def test_ctrl_c_leaves_the_stack_alone_and_says_how_to_come_back(
    chartnest: Callable[..., Said], plan_file: Path, tmp_path: Path
) -> None:
    go_on = tmp_path / "go-on"
    wait = f"outputs: [{{command: 'until [ -e {go_on} ]; do sleep 0.1; done'}}]\n"
    plan_file.write_text(PLAN + wait)
    command = [sys.executable, "-c", "from core.cli import main; main()"]
    with subprocess.Popen(
        [*command, "launch", str(plan_file), "--rehearse"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if "Wait1" in line)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "goes on without you" in errors
    assert "Traceback" not in errors
    go_on.touch()
    name = errors.split()[0]
    assert chartnest("status", name, "--follow").code == 0


@pytest.mark.parametrize("change", ["delete", "cancel", "continue"])
def test_ctrl_c_while_a_change_is_asked_for_says_how_to_look(home: Path, change: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        history = History(home / "history.sqlite")
        intent = Intent(
            id="shop-abcde",
            fingerprint="f",
            client_token="t",
            plan_name="shop",
            plan_text=PLAN,
            account="work",
            region="cn-hangzhou",
            endpoints=Endpoints.all_at(address),
            namespace="store",
            release="shop",
            template="Resources: {}",
        )
        history.intend(intent)
        history.found(intent.id, "stack-1", "CREATE_COMPLETE")
        environment = {
            **os.environ,
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
            "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tTestTestTestTest",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret",
        }
        with subprocess.Popen(
            [sys.executable, "-c", "from core.cli import main; main()", change, intent.id],
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        ) as process:
            asked, _ = silent.accept()
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=30)
            asked.close()
    assert process.returncode == 130
    assert f"chartnest status {intent.id} --follow" in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize(
    "option", ["--ephemeral", "--kubeconfig=x", "--callback-host=x", "--helm=x"]
)
def test_options_of_a_rehearsal_are_refused_in_the_cloud(
    chartnest: Callable[..., Said], plan_file: Path, option: str
) -> None:
    said = chartnest("launch", plan_file, option)
    assert said.code == 2
    assert "--rehearse" in said.err


def test_a_named_helm_that_does_not_run_is_said_before_a_rehearsal_starts(
    chartnest: Callable[..., Said], plan_file: Path, tmp_path: Path
) -> None:
    said = chartnest("launch", plan_file, "--rehearse", "--helm", tmp_path / "helm")
    assert said.code == 2
    assert "is no Helm that runs here: No such file" in said.err
    assert chartnest("rehearsal", "stop").out == "No rehearsal is running.\n"


def test_a_launch_without_an_account_says_how_to_add_one(
    chartnest: Callable[..., Said], plan_file: Path
) -> None:
    said = chartnest("launch", plan_file, "--cluster", "c1")
    assert said.code == 2
    assert "chartnest account add default" in said.err
