"""Plans on disk: what is opened is what is written, whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.plan.file import read_plan
from core.plan.model import (
    ClusterParameter,
    OciChart,
    PathChart,
    Plan,
    Release,
    RepositoryChart,
    UrlChart,
)
from core.wizard.plan_files import flow_of_chart, read_flow, sample_flow, spelled_chart, write_plan
from core.wizard.steps import STEPS, Step

SAMPLE = Path(__file__).parents[3] / "resources" / "sample" / "plan.yaml"


def plan(**changes: object) -> Plan:
    known = Plan(
        name="shop",
        cluster=ClusterParameter(parameter=True),
        chart=PathChart(path="./shop"),
        release=Release(name="shop"),
        values="color: red\n",
    )
    return known.model_copy(update=changes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    (tmp_path / "plans").mkdir()
    return tmp_path / "plans"


def test_a_plan_file_opens_with_every_answer_given(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    write_plan(file, plan())
    flow = read_flow(file)
    assert flow.draft.plan() == plan()
    assert flow.draft.file == file
    assert set(flow.confirmed) == set(STEPS[: STEPS.index(Step.REVIEW)])


def test_a_chart_begins_a_flow_of_its_own(tmp_path: Path) -> None:
    flow = flow_of_chart(tmp_path / "shop")
    assert flow.draft.chart == PathChart(path=str(tmp_path / "shop"))
    assert flow.confirmed == {}


def test_the_sample_begins_at_its_first_step_and_has_no_file_to_overwrite() -> None:
    flow = sample_flow(SAMPLE)
    assert (flow.draft.file, flow.confirmed, flow.current) == (None, {}, Step.ACCOUNT)
    assert isinstance(flow.draft.chart, PathChart)
    assert Path(flow.draft.chart.path).is_absolute()


@pytest.mark.parametrize(
    ("chart", "spelled"),
    [
        (PathChart(path="./shop"), "./shop"),
        (UrlChart(url="https://h/shop-1.tgz"), "https://h/shop-1.tgz"),
        (OciChart(oci="oci://h/shop", version="1.0.0"), "oci://h/shop"),
        (RepositoryChart(repo="https://h/charts", name="shop"), "https://h/charts shop"),
    ],
)
def test_a_chart_is_spelled_as_it_is_typed(chart: PathChart, spelled: str) -> None:
    assert spelled_chart(plan(chart=chart)) == spelled


def test_a_plan_is_written_into_the_text_that_is_there(folder: Path) -> None:
    file = folder / "plan.yaml"
    write_plan(file, plan())
    file.write_text(f"# mine\n{file.read_text()}")
    write_plan(file, plan(name="other"))
    assert file.read_text().startswith("# mine\n")
    assert read_plan(file).name == "other"
    assert [each.name for each in folder.iterdir()] == ["plan.yaml"]


def test_a_link_to_a_plan_stays_a_link(folder: Path) -> None:
    file, link = folder / "plan.yaml", folder / "link.yaml"
    write_plan(file, plan())
    link.symlink_to(file)
    write_plan(link, plan(name="other"))
    assert link.is_symlink()
    assert read_plan(file).name == "other"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_plan_that_finds_no_room_leaves_the_file_as_it_was_and_nothing_beside_it(
    folder: Path,
) -> None:
    file = folder / "plan.yaml"
    write_plan(file, plan())
    before = file.read_bytes()
    code = """
import resource, signal, sys
from pathlib import Path
from core.plan.file import read_plan
from core.wizard.plan_files import write_plan
file = Path(sys.argv[1])
plan = read_plan(file).model_copy(update={"values": "long: " + 100_000 * "x"})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    write_plan(file, plan)
except OSError as error:
    sys.exit(f"refused: {error.strerror}")
"""
    root = Path(__file__).parents[3]
    ended = subprocess.run(
        [sys.executable, "-B", "-c", code, str(file)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "refused: File too large" in ended.stderr
    assert file.read_bytes() == before
    assert [each.name for each in folder.iterdir()] == ["plan.yaml"]
