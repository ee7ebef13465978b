"""Runs every measurement, prints a line each, writes `build/bench.json`."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import bundle, cold, hook, launch, memory, render, window

if TYPE_CHECKING:
    from tests.bench.figure import Figure

_REPORT = Path("build/bench.json")


def _line(figure: Figure) -> str:
    verdict = {None: "", True: "met", False: "MISSED"}[figure.met]
    sign = "≥" if figure.at_least else "≤"
    aim = "" if figure.aim is None else f"aim {sign} {figure.aim:g} {figure.unit}  {verdict}"
    return f"{figure.name:<58}{figure.value:>10.2f} {figure.unit:<4}  {aim}"


figures = []
for measurement in (bundle, render, cold, hook, launch, window, memory):
    for figure in measurement.figures():
        print(_line(figure), flush=True)
        figures.append({**dataclasses.asdict(figure), "met": figure.met})
_REPORT.parent.mkdir(exist_ok=True)
_REPORT.write_text(json.dumps(figures, indent=2) + "\n")
