"""Plan files and flows: a flow from a plan's file or a chart, and a plan written to its file."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from core.plan.file import edited_plan_text, plan_text, read_plan, read_plan_text
from core.plan.model import PathChart
from core.wizard.draft import Draft, draft_of
from core.wizard.flow import Flow
from core.wizard.steps import STEPS, Step

if TYPE_CHECKING:
    from core.plan.model import Plan


def read_flow(file: Path) -> Flow:
    """Return the flow of a plan file, every step confirmed; raises what `read_plan` raises."""
    plan = read_plan(file)
    flow = Flow(draft_of(plan, file, spelled_chart(plan)))
    return flow.restored(STEPS[: STEPS.index(Step.REVIEW)])


def flow_of_chart(path: Path) -> Flow:
    """Return a flow that has a chart on this computer, and nothing else yet."""
    return Flow(Draft(reference=str(path), chart=PathChart(path=str(path))))


def sample_flow(file: Path) -> Flow:
    """Return the flow of the sample: from its first step, and without its file to write to."""
    plan = read_plan(file)
    path = (file.parent / spelled_chart(plan)).resolve()
    chart = PathChart(path=str(path))
    return Flow(draft_of(plan.model_copy(update={"chart": chart}), None, _from_here(path)))


def _from_here(path: Path) -> str:
    """Return a path as short as it can be typed."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def write_plan(file: Path, plan: Plan) -> None:
    """Write `plan`, into the text that is there when there is one; whole or not at all.

    A link to a plan file stays a link. Raises `OSError`, and then the file is as it was.
    """
    text = edited_plan_text(read_plan_text(file), plan) if file.exists() else plan_text(plan)
    target = file.resolve()
    whole = target.with_name(f".{target.name}.part")
    try:
        whole.write_text(text, "utf-8", newline="")
        if target.exists():
            shutil.copymode(target, whole)
        whole.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            whole.unlink()
        raise


def spelled_chart(plan: Plan) -> str:
    """Return the chart of a plan as a person would type it into the one field."""
    spelled = plan.chart.model_dump(exclude_none=True)
    for field in ("path", "url", "oci", "placeholder"):
        if field in spelled:
            return str(spelled[field])
    return f"{spelled['repo']} {spelled['name']}"
