"""What every command has in common, and the commands that need no deployment."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.core.cli.conftest import PLAN, Said
from tests.support.chart_server import Certificate, ChartServer
from tests.support.charts import chart_files, packed, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COMMANDS = [
    *("account", "plan", "chart", "render", "launch", "list", "status", "events", "outputs"),
    *("logs", "revisions", "update", "continue", "cancel", "delete", "forget", "rehearsal"),
]


def test_help_names_every_command(chartnest: Callable[..., Said]) -> None:
    said = chartnest()
    assert said == chartnest("--help")
    assert said.code == 0
    assert all(command in said.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(chartnest: Callable[..., Said], command: str) -> None:
    said = chartnest(command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: chartnest {command}")


@pytest.mark.parametrize(
    "words",
    [
        ("fly",),
        ("list", "--fast"),
        ("launch",),
        ("plan",),
        ("rehearsal", "serve", "--port", "x"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(
    chartnest: Callable[..., Said], words: tuple[str, ...]
) -> None:
    said = chartnest(*words)
    assert said.code == 2
    assert len(said.err.splitlines()) == 1
    assert "--help" in said.err
    document = chartnest(*words, "--json").document
    assert document["error"]["code"] == "wrong-call"


def test_an_error_is_json_too(chartnest: Callable[..., Said], plan_file: Path) -> None:
    plan_file.write_text(PLAN.replace("name: shop\n", "nmae: shop\n", 1))
    said = chartnest("plan", "check", plan_file, "--json")
    assert said.code == 2
    problems = said.document["error"]["problems"]
    assert {problem["place"]: problem["line"] for problem in problems} == {"name": 1, "nmae": 2}


def test_a_new_plan_is_written_once_and_is_good(
    chartnest: Callable[..., Said], tmp_path: Path, plan_file: Path
) -> None:
    file = tmp_path / "shop.yaml"
    assert chartnest("plan", "new", file).code == 0
    file.write_text(file.read_text().replace("./chart", "./shop"))
    assert chartnest("plan", "check", file).code == 0
    assert plan_file.exists()
    before = file.read_text()
    again = chartnest("plan", "new", file)
    assert again.code == 2
    assert "there already" in again.err
    assert file.read_text() == before


def test_a_good_plan_is_called_good(chartnest: Callable[..., Said], plan_file: Path) -> None:
    assert "is good: shop 1.2.3" in chartnest("plan", "check", plan_file).out
    document = chartnest("plan", "check", plan_file, "--json").document
    assert {found["kind"] for found in document["objects"]} >= {"Deployment", "Service"}


def test_the_schema_is_json(chartnest: Callable[..., Said]) -> None:
    assert json.loads(chartnest("plan", "schema").out)["title"] == "ChartNest plan"


def test_a_chart_is_shown_and_rendered(chartnest: Callable[..., Said], plan_file: Path) -> None:
    chart = plan_file.parent / "shop"
    assert "shop 1.2.3" in chartnest("chart", "show", chart).out
    assert chartnest("chart", "show", chart, "--json").document["chart"]["name"] == "shop"
    values = plan_file.with_name("values.yaml")
    values.write_text("greeting: grüezi")
    assert "grüezi" in chartnest("chart", "render", chart, "-f", values).out
    values.write_text("greeting: [")
    assert chartnest("chart", "render", chart, "-f", values).code == 2
    assert chartnest("chart", "render", chart, "-f", "nowhere").code == 2


def test_objects_that_kubernetes_refuses_are_shown_and_told_of(
    chartnest: Callable[..., Said], tmp_path: Path
) -> None:
    deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: two}"
    chart = written(tmp_path, chart_files("odd", templates={"a.yaml": deployment}))
    said = chartnest("chart", "render", chart)
    assert said.code == 2
    assert "replicas: two" in said.out
    assert "spec.replicas must be of type integer" in said.err
    said = chartnest("chart", "render", chart, "--json")
    assert said.code == 2
    assert said.document["objects"][0]["name"] == "a"
    assert any("spec.replicas" in p["message"] for p in said.document["problems"])


@pytest.mark.parametrize("option", ["--release", "--namespace"])
def test_a_chart_is_rendered_only_as_helm_would_install_it(
    chartnest: Callable[..., Said], plan_file: Path, option: str
) -> None:
    said = chartnest("chart", "render", plan_file.parent / "shop", option, "A_B")
    assert said.code == 2
    assert said.out == ""
    assert f"{option}: “A_B” is not a" in said.err


def test_a_rendered_plan_is_the_same_bytes_twice(
    chartnest: Callable[..., Said], plan_file: Path, tmp_path: Path
) -> None:
    def rendered(folder: Path) -> dict[str, bytes]:
        assert chartnest("render", plan_file, "--out", folder).code == 0
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    first = rendered(tmp_path / "one")
    assert first == rendered(tmp_path / "two") == rendered(tmp_path / "one")
    assert {"template.yaml", "parameters.json", "hook-chart/Chart.yaml"} <= set(first)
    assert chartnest("render", plan_file, "--out", tmp_path).code == 2


def test_secrets_come_from_files_and_the_environment_never_from_arguments(
    chartnest: Callable[..., Said],
    plan_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan_file.write_text(f"{PLAN}parameters:\n  - {{path: count, type: number, secret: true}}\n")
    check = ("plan", "check", plan_file, "--secret")
    monkeypatch.setenv("COUNT", "3")
    monkeypatch.setenv("WORD", "hunter2")
    (tmp_path / "count").write_text("3\n")
    assert chartnest(*check, "count=env:COUNT").code == 0
    assert chartnest(*check, f"count=@{tmp_path / 'count'}").code == 0
    for wrong in (
        "count=hunter2",
        "other=env:WORD",
        "count=env:NONE",
        "count=@none",
        "count=env:WORD",
    ):
        said = chartnest(*check, wrong)
        assert said.code == 2, wrong
        assert len(said.err.splitlines()) == 1
        assert "hunter2" not in said.err


def test_a_launch_names_the_secrets_it_lacks(
    chartnest: Callable[..., Said], plan_file: Path
) -> None:
    plan_file.write_text(f"{PLAN}parameters:\n  - path: auth.word\n    secret: true\n")
    said = chartnest("launch", plan_file, "--rehearse", "--ephemeral")
    assert said.code == 2
    assert "--secret auth.word=@FILE" in said.err


def test_without_a_keyring_an_account_is_kept_for_the_session_and_says_so(
    chartnest: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tTestTestTestTest")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "hunter2hunter2")
    said = chartnest("account", "add", "work", "--region", "cn-beijing", "--json")
    assert said.code == 0, said.err
    assert "session" in said.document["kept"]
    assert said.document["account"]["region"] == "cn-beijing"
    told = chartnest("account", "add", "work").out
    assert "ended with this command: set ALIBABA_CLOUD_ACCESS_KEY_ID" in told
    assert "is ready" not in told
    assert not any(b"hunter2" in path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert "No accounts yet" in chartnest("account", "list").out
    assert chartnest("account", "remove", "work").code == 2
    assert "Did you mean" in chartnest("account", "add", "x", "--region", "cn-bejing").err


LOCKED = "tests.support.odd_keyrings.Locked"


def test_with_a_locked_keyring_an_account_is_not_added_and_that_is_said(
    chartnest: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", LOCKED)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tTestTestTestTest")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "hunter2hunter2")
    said = chartnest("account", "add", "work")
    assert said.code == 2
    assert "it is locked. The account work is not kept." in said.err
    assert "KeyringLocked" not in said.err
    assert "ALIBABA_CLOUD_ACCESS_KEY_ID" in said.err
    assert "No accounts yet" in chartnest("account", "list").out


def test_with_a_locked_keyring_a_launch_says_so_and_what_it_lacks(
    chartnest: Callable[..., Said], plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", LOCKED)
    plan_file.write_text(f"{PLAN}parameters:\n  - path: auth.word\n    secret: true\n")
    said = chartnest("launch", plan_file, "--rehearse", "--ephemeral")
    assert said.code == 2
    assert "it is locked" in said.err
    assert "--secret auth.word=@FILE" in said.err


@pytest.fixture
def aliyun(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The aliyun command line's configuration, with a key, its current one, and a browser's."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    key = {"access_key_id": "LTAI5tTestTestTestTest", "access_key_secret": "hunter2hunter2"}
    profiles = [
        {"name": "sso", "mode": "CloudSSO", **key},
        {"name": "key", "mode": "AK", "region_id": "cn-beijing", **key},
    ]
    folder = home / ".aliyun"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"current": "key", "profiles": profiles}))


@pytest.mark.usefixtures("aliyun")
def test_the_current_profile_of_the_aliyun_cli_is_taken_unless_another_is_named(
    chartnest: Callable[..., Said],
) -> None:
    for words in (["--from-aliyun-cli"], ["--from-aliyun-cli", "key"]):
        said = chartnest("account", "add", "work", *words, "--json")
        assert said.code == 0, said.err
        assert said.document["account"]["region"] == "cn-beijing"


@pytest.mark.usefixtures("aliyun")
def test_a_profile_of_the_aliyun_cli_that_is_not_for_us_says_why(
    chartnest: Callable[..., Said],
) -> None:
    said = chartnest("account", "add", "work", "--from-aliyun-cli", "sso")
    assert said.code == 2
    assert "the mode CloudSSO is not supported" in said.err
    assert "can: key" in said.err
    assert (
        "has no profile absent"
        in chartnest("account", "add", "work", "--from-aliyun-cli", "absent").err
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize("command", ["account", "launch"])
@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["ctrl-c", "ctrl-d"])
def test_a_question_can_be_left(plan_file: Path, command: str, key: bytes) -> None:
    plan_file.write_text(f"{PLAN}parameters:\n  - path: auth.word\n    secret: true\n")
    words = {"account": ["account", "add", "work"], "launch": ["launch", str(plan_file)]}
    code = "import os; os.login_tty(0); from core.cli import main; main()"
    person, terminal = os.openpty()
    environment = {name: text for name, text in os.environ.items() if "ALIBABA" not in name}
    with subprocess.Popen(
        [sys.executable, "-c", code, *words[command]],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={**environment, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"},
    ) as process:
        os.close(terminal)
        said = b""
        while not said.rstrip().endswith(b":"):
            said += os.read(person, 1024)
        os.write(person, key)
        said = b""
        with contextlib.suppress(OSError):  # Linux says so that nobody is there to write any more
            while heard := os.read(person, 1024):
                said += heard
    os.close(person)
    assert process.returncode == 130
    assert b"Interrupted." in said
    assert b"error" not in said


def test_an_unknown_deployment_is_named(chartnest: Callable[..., Said]) -> None:
    looking = ("status", "events", "outputs", "logs", "revisions")
    for command in (*looking, "cancel", "continue", "delete", "forget"):
        said = chartnest(command, "nothing")
        assert said.code == 2
        assert "No deployment is called nothing." in said.err
    assert "No deployments yet" in chartnest("list").out


def test_a_source_with_a_private_ca_is_read_by_reference_and_by_plan(
    chartnest: Callable[..., Said], plan_file: Path, tmp_path: Path
) -> None:
    certificate = Certificate(tmp_path)
    (tmp_path / "ca.pem").write_text(certificate.pem)
    with ChartServer(certificate) as server:
        url = server.put("/shop.tgz", packed(chart_files("shop")))
        assert chartnest("chart", "show", url).code == 2
        shown = chartnest("chart", "show", url, "--ca-certificate", tmp_path / "ca.pem")
        assert shown.code == 0, shown.err

        document = yaml.safe_load(PLAN)
        document["chart"] = {"url": url, "tls": {"ca": certificate.pem}}
        plan_file.write_text(yaml.safe_dump(document))
        checked = chartnest("plan", "check", plan_file)
        assert checked.code == 0, checked.err
