"""What `--debug` tells, and that nobody hears anything without it, nor ever a secret."""

from __future__ import annotations

import ast
import io
import logging
import re
import warnings
from typing import TYPE_CHECKING

import pytest

from core.cli import run
from core.log import LOGGERS, REDACTED, Log, heard, keep_quiet
from core.paths import ROOT
from tests.support.chart_server import ChartServer
from tests.support.charts import chart_files, packed, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PLANTED = "pl4nted-secret"
A_LINE = re.compile(r"\d\d:\d\d:\d\d\.\d{3} |  ")


def told(tell: Callable[[], object]) -> str:
    stream = io.StringIO()
    with heard(stream):
        tell()
    return stream.getvalue()


def test_a_line_says_when_how_grave_and_who() -> None:
    line = told(lambda: Log("cloud").debug("called", service="ROS", action="GetStack", seconds=0.5))
    assert (
        line.split(" ", 1)[1] == "debug cloud: called service=ROS action=GetStack seconds=0.500\n"
    )


def test_fields_that_are_not_on_the_list_are_redacted() -> None:
    line = told(lambda: Log("cli").info("command", words=["--x", PLANTED], path=PLANTED, code=2))
    assert PLANTED not in line
    assert f"words={REDACTED} path={REDACTED} code=2" in line


def test_what_a_stranger_says_moves_no_cursor_and_is_cut() -> None:
    line = told(lambda: Log("cloud").warning("refused", code="\x1b[2J\n" + "x" * 500))
    assert "\x1b" not in line
    assert line.count("\n") == 1
    assert len(line) < 200


def test_only_the_loggers_of_the_table_can_be_made() -> None:
    for name in LOGGERS:
        Log(name)
    with pytest.raises(ValueError, match="misspelt"):
        Log("misspelt")


def test_of_a_library_the_fixed_text_and_the_numbers_are_told() -> None:
    library = logging.getLogger("library")

    def tell() -> None:
        library.info('%s %s "%s %d"', "GET", f"https://h/?token={PLANTED}", "HTTP/1.1", 200)
        library.warning(f"signed with {PLANTED}")
        library.info("%(secret)s", {"secret": PLANTED})
        library.debug("headers: %s", PLANTED)

    lines = told(tell)
    assert PLANTED not in lines
    assert f'{REDACTED} {REDACTED} "{REDACTED} 200" (test_log:' in lines
    assert "headers" not in lines


def test_a_failure_is_told_by_its_places_and_never_by_its_words() -> None:
    def fail() -> None:
        try:
            int(PLANTED)
        except ValueError:
            {}[PLANTED]

    def tell() -> None:
        try:
            fail()
        except KeyError as failure:
            Log("cli").error("unexpected", failure)

    lines = told(tell)
    assert PLANTED not in lines
    assert "ValueError" in lines
    assert "KeyError" in lines
    assert "test_log.py:" in lines


def test_unasked_nobody_hears_anything(capfd: pytest.CaptureFixture[str]) -> None:
    keep_quiet()
    logging.getLogger("library").error("something broke")
    Log("cloud").warning("refused", service="ROS")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a chart."""
    with ChartServer() as server:
        yield server.put("/charts/shop.tgz", packed(chart_files()))


def test_no_planted_secret_is_told_by_any_command(
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", f"LTAI{PLANTED}")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", PLANTED)
    monkeypatch.setenv("CHARTNEST_CHART_PASSWORD", PLANTED)
    monkeypatch.setenv("CHARTNEST_ENDPOINT_STS", "http://127.0.0.1:9")
    monkeypatch.setenv("DEBUG", "sdk")
    chart = written(tmp_path / "shop", chart_files())
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "apiVersion: chartnest/v2\nname: shop\ncluster: {parameter: true}\n"
        f"chart: {{path: {chart}}}\nrelease: {{name: shop}}\n"
        f"values: 'greeting: {PLANTED}'\n"
        "parameters: [{path: auth.word, secret: true}]\n"
    )
    (tmp_path / "word").write_text(PLANTED)
    for words in (
        ["account", "add", "work"],
        ["account", "add", f"--{PLANTED}"],
        ["account", "verify", "work"],
        ["chart", "show", f"{address}?sig={PLANTED}"],
        ["chart", "show", "--username", "me", address],
        ["plan", "check", str(plan), "--secret", f"auth.word=@{tmp_path / 'word'}"],
        ["plan", "check", f"/nowhere/{PLANTED}"],
        [PLANTED],
    ):
        run([*words, "--debug"])
        lines = capfd.readouterr().err.splitlines()
        debug = [
            line for line in lines if " cli: " in line or " debug " in line or " info " in line
        ]
        assert any("cli: ended code=" in line for line in debug), words
        assert not [line for line in debug if PLANTED in line], words


def test_a_command_tells_its_steps_beside_its_answer(
    address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["chart", "show", address, "--json", "--debug"]) == 0
    said = capfd.readouterr()
    assert "cli: command command=chart" in said.err
    assert "chart: fetched status=200" in said.err
    assert said.out.startswith("{")
    assert run(["chart", "show", address, "--json"]) == 0
    assert capfd.readouterr().err == ""


def test_every_event_in_the_sources_is_a_literal() -> None:
    files = [*(ROOT / "core").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]
    calls = [
        (file, node)
        for file in files
        if "Log(" in (text := file.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "_LOG"
    ]
    assert calls
    for file, call in calls:
        assert isinstance(call.args[0], ast.Constant), f"{file}:{call.lineno}"
