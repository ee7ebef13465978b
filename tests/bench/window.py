"""The window: its first paint, typing in large values, a status with a great many events."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core import children
from tests.bench.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from core.cloud.stacks import Event
    from tests.support.window import Driver

_STARTS: Final = 7
_IDLE_MS: Final = 3000
_LINES: Final = 10_000
_OBJECTS: Final = 190
_KEYS: Final = 60
_KEY_MS: Final = 60
_EVENTS: Final = 100_000
_STATUS_RUNS: Final = 5


def figures() -> Iterator[Figure]:
    """Measure without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHARTNEST_HOME"] = folder
        bare, first, whole = _first_paints()
        yield Figure("first paint of a bare window", bare * 1000, "ms")
        yield Figure("first paint of ChartNest ÷ a bare window", first / bare, "×", 1.5)
        yield Figure("all of home painted ÷ a bare window", whole / bare, "×")
        yield from _measured_in_a_window(Path(folder))


def _first_paints() -> tuple[float, float, float]:
    """Return the medians in seconds, measured by turns after one that is not counted.

    Of a bare window, of ChartNest's, and of all that its window holds at the start.
    """
    _paints("chartnest")
    pairs = [(_paints(), _paints("chartnest")) for _ in range(_STARTS)]
    starts = [(bare, first, whole) for (bare, _same), (first, whole) in pairs]
    bare, first, whole = (statistics.median(each) for each in zip(*starts, strict=True))
    return bare, first, whole


def _paints(*words: str) -> tuple[float, float]:
    command = children.command("tests.bench.first_paint", *words)
    # As an installed program starts: compiled before.
    environment = children.environment()
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.time()
    painted = subprocess.run(
        command, check=True, capture_output=True, text=True, env=environment
    ).stdout
    first, whole = map(float, painted.split())
    return first - started, whole - started


def _measured_in_a_window(folder: Path) -> Iterator[Figure]:
    from gui.app import made_application
    from gui.pauses import keep_pauses_short
    from tests.support.window import open_window

    before, application = (sys.getswitchinterval(), gc.get_threshold()), made_application()
    keep_pauses_short(application)
    try:
        with open_window(application) as driver:
            idle = _idled(driver)
            longest, typical = _typed(driver, folder)
            name = f"typing in {_LINES:,} lines: UI thread blocked at"
            yield Figure(f"{name} the median key", typical * 1000, "ms", 16)
            yield Figure(f"{name} worst", longest * 1000, "ms", 16)
            yield Figure("with nothing to do: UI thread blocked at worst", idle * 1000, "ms")
            opened = [_opened_status(driver, application) for _ in range(_STATUS_RUNS)]
            opening = statistics.median(opened)
            yield Figure(f"a status of {_EVENTS:,} events opens", opening * 1000, "ms", 300)
    finally:
        sys.setswitchinterval(before[0])
        gc.set_threshold(*before[1])


def _idled(driver: Driver) -> float:
    """Return the longest block while nothing goes on: the machine's own."""
    beat = _Heartbeat()
    driver.rest(_IDLE_MS)
    return beat.stop()


def _typed(driver: Driver, folder: Path) -> tuple[float, float]:
    """Type into large values of a chart that renders 1.9 MB; return longest and median block."""
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest

    from core.wizard.steps import Step
    from gui.steps.values import ValuesPage
    from tests.support.charts import chart_files, written

    chart = written(folder / "chart", chart_files("large", templates={"all.yaml": _TEMPLATE}))
    driver.begin(sample=False)
    driver.shell.wizard.take_chart(chart)
    driver.wait(lambda: driver.shell.wizard.chart, "the chart")
    driver.shell.wizard.answer(values="".join(f"key{n}: value {n}\n" for n in range(_LINES)))
    driver.go_to(Step.VALUES)
    page = driver.page
    assert isinstance(page, ValuesPage)
    driver.wait(lambda: page.insight and page.insight.objects, "the objects")
    page.editor.view.go_to(_LINES // 2, 1)
    blocks: list[float] = []

    def press() -> None:
        started = time.perf_counter()
        QTest.keyClicks(page.editor.view, "x")
        blocks.append(time.perf_counter() - started)

    beat = _Heartbeat()
    keys = QTimer()
    keys.timeout.connect(press)
    keys.start(_KEY_MS)
    driver.wait(lambda: len(blocks) >= _KEYS, "the typing")
    keys.stop()
    driver.wait(lambda: page.insight and page.insight.text == page.editor.text, "the last look")
    return beat.stop(), statistics.median(blocks)


class _Heartbeat:
    """Measures the longest time in which the event loop had no turn."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._last, self._longest = time.perf_counter(), 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)

    def stop(self) -> float:
        """Return it, in seconds."""
        self._timer.stop()
        return self._longest

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last - 0.001)
        self._last = now


def _opened_status(driver: Driver, application: QApplication) -> float:
    """Return how long a window takes until it shows a hundred thousand events."""
    from core.deployment.model import Snapshot
    from gui.status.lines import Chronicle, Look

    chronicle = Chronicle()
    lines = chronicle.took(_event(number) for number in range(_EVENTS))
    watcher = driver.main.deployments.desk.watchers.of("bench")
    watcher.lines = list(lines)
    watcher.look = Look(Snapshot("", "CREATE_IN_PROGRESS"), chronicle.chart, lines, first=True)
    started = time.perf_counter()
    window = driver.main.deployments.desk.open("bench")
    window.view.tabs.setCurrentWidget(window.view.events)
    application.processEvents()
    window.grab()
    duration = time.perf_counter() - started
    window.close()
    driver.settle()
    return duration


def _event(number: int) -> Event:
    from core.cloud.stacks import Event

    status = ("CREATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_FAILED")[number % 3]
    time_of_ros = f"2026-01-01T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}"
    name = f"Resource{number % 200}"
    kind = "ALIYUN::CS::ClusterApplication"
    return Event(str(number), time_of_ros, name, "", kind, status, "why it did " * 4)


_TEMPLATE: Final = (
    "{{- range $number := until "
    + str(_OBJECTS)
    + """ }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: part-{{ $number }}
data:
"""
    + "".join(f'  line{n}: "{"word " * 18}{{{{ $number }}}}"\n' for n in range(100))
    + "{{- end }}\n"
)
