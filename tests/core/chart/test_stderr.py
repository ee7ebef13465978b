from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from core.chart.engine import render
from core.chart.stderr import go_log_aside
from core.plan.model import Release
from tests.support.charts import Files, chart_files, opened, with_subchart, written

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ENTRY = b"2026/11/29 23:31:33 WARN of Go's\n  and its next line\n"
# What Go's log has a line about: a table under a value, and an address of nothing.
TALKATIVE: dict[str, Files] = {
    "table": with_subchart() | {"values.yaml": b"stock: {level: {a: 1}}\nreplicas: 1\nimage: a\n"},
    "urn": chart_files(extra={"values.schema.json": '{"properties": {"a": {"$ref": "urn:a:b"}}}'}),
}


def test_a_command_says_nothing_of_gos_log(tmp_path: Path) -> None:
    chart = written(tmp_path, TALKATIVE["table"])
    command = [sys.executable, "-c", "import core.cli; core.cli.main()", "chart", "render", chart]
    said = subprocess.run(command, capture_output=True, check=True)
    assert b"kind: ConfigMap" in said.stdout
    assert said.stderr == b""


def test_what_others_write_to_stderr_meanwhile_comes_out(capfd: pytest.CaptureFixture[str]) -> None:
    with go_log_aside, go_log_aside:
        sys.stderr.write("ours\n")
        os.write(2, b"and others'\n")
        os.write(2, ENTRY)
    sys.stderr.write("afterwards\n")
    assert capfd.readouterr().err == "ours\nand others'\nafterwards\n"


def test_many_threads_at_once_leave_stderr_as_it_was(capfd: pytest.CaptureFixture[str]) -> None:
    chart = opened(TALKATIVE["urn"])
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: render(chart, "", Release(name="a")).notes, range(40)))
    assert len(done) == 40
    os.write(2, b"afterwards\n")
    assert capfd.readouterr().err == "afterwards\n"


def test_nobody_reading_stderr_is_no_error() -> None:
    code = (
        "import os\n"
        "from core.chart.stderr import go_log_aside\n"
        "with go_log_aside:\n    os.write(2, b'others')\n"
        "print('done')\n"
    )
    reading, writing = os.pipe()
    os.close(reading)
    try:
        command = [sys.executable, "-c", code]
        said = subprocess.run(command, stdout=subprocess.PIPE, stderr=writing, check=True)
    finally:
        os.close(writing)
    assert said.stdout.strip() == b"done"
