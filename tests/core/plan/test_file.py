from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from core.errors import Problem, ProblemsFound, say
from core.plan.errors import PlanFileUnreadable, PlanNotWritable
from core.plan.file import (
    edited_plan_text,
    in_plan_file,
    new_plan_text,
    parse_plan,
    placed,
    plan_text,
    read_plan,
)
from core.plan.model import (
    AskedValue,
    CommandOutput,
    ExistingCluster,
    OciChart,
    Plan,
    Release,
)
from tests.core.plan.conftest import GOOD

if TYPE_CHECKING:
    from pathlib import Path

NASTY = [
    "a: 1",
    "a: 1\n",
    "a: 1\n\n\n",
    "\n\n  a: 1\n",
    "  indented: first\n",
    "a: |\n  trailing  \n   \n\t\n",
    "crlf: 1\r\nb: 2\r\n",
    "\r",
    "\n",
    " ",
    "\t",
    "- '\"`\\$ $(id) ${x} ! # %\ttab",
    "{{ .Release.Name }} {{/* [[ {% {{ computenest::helmchart::x }}",
    "中文 😀 \u2028 \u200f \u202e \x85 \ufeff",
    "nul: \0",
    "---\na: 1\n...\n",
    "# comment only",
    "values: values-stand-here-alone\n",
    "big: 12345678901234567890\noctal: 0644\nn: y\n",
]


def _with_values(values: str) -> Plan:
    plan, _ = parse_plan(GOOD)
    assert plan is not None
    return plan.model_copy(update={"values": values})


@pytest.mark.parametrize("values", NASTY)
def test_values_come_back_byte_for_byte(values: str) -> None:
    plan = _with_values(values)
    assert parse_plan(plan_text(plan))[0] == plan
    assert parse_plan(edited_plan_text(GOOD, plan))[0] == plan


@given(some.text(some.characters(codec="utf-8")))
@example("\ufeff")
def test_any_text_comes_back_byte_for_byte(values: str) -> None:
    plan = _with_values(values)
    assert parse_plan(plan_text(plan))[0] == plan


@given(some.text(alphabet=" \n\t\r:#-|>'\"{}[]&*!%a1é\u2028\x85", max_size=40))
def test_layout_comes_back_byte_for_byte_after_an_edit(values: str) -> None:
    plan = _with_values(values)
    assert parse_plan(edited_plan_text(GOOD, plan))[0] == plan


def test_half_a_surrogate_pair_is_refused_with_a_reason() -> None:
    with pytest.raises(PlanNotWritable, match="character"):
        plan_text(_with_values("\ud800"))


@given(
    some.text(some.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
    some.text(some.characters(codec="utf-8"), max_size=20),
)
@example("e5", "E0")
@example("0e5", "-1E+3")
@example("1.", ".5")
def test_any_command_and_description_come_back(command: str, description: str) -> None:
    plan = _with_values("").model_copy(
        update={
            "outputs": (CommandOutput(command=command),),
            "parameters": (AskedValue(secret=True, path="a", description=description),),
        }
    )
    assert parse_plan(plan_text(plan))[0] == plan


def test_a_person_can_read_the_values_in_the_file() -> None:
    text = plan_text(_with_values("a:\n  b: 1  \n\nc: 'x'\n"))
    assert "values: |\n  a:\n    b: 1  \n\n  c: 'x'\n" in text


def test_an_edit_keeps_comments_order_and_layout() -> None:
    text = new_plan_text("shop")
    plan, _ = parse_plan(text)
    assert plan is not None
    edited = plan.model_copy(
        update={
            "name": "store",
            "cluster": ExistingCluster(id="c1"),
            "values": "replicaCount: 3\n",
            "release": Release(name="shop", namespace="shop", timeout=5400),
        }
    )
    changed = edited_plan_text(text, edited)
    assert parse_plan(changed) == (edited, ())
    lines, before = set(changed.splitlines()), text.splitlines()
    assert [line for line in before if line not in lines] == [
        "name: shop",
        "  parameter: true",
        "  timeout: 10m",
        "  # replicaCount: 2",
    ]


def test_an_edit_that_changes_nothing_returns_the_same_bytes(good_text: str, plan: Plan) -> None:
    assert edited_plan_text(good_text, plan) == good_text


def test_an_edit_can_change_the_kind_of_chart_and_take_the_values_away(good_text: str) -> None:
    edited = _with_values("").model_copy(update={"chart": OciChart(oci="oci://h.example/a/b")})
    assert parse_plan(edited_plan_text(good_text, edited))[0] == edited


@pytest.mark.parametrize("name", ["shop", "My_Shop", "a" * 80, "x-1"])
def test_a_new_plan_is_a_good_plan(name: str) -> None:
    plan, problems = parse_plan(new_plan_text(name))
    assert problems == ()
    assert plan is not None
    assert plan.name == name


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path, plan: Plan) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(GOOD, encoding="utf-8-sig")
    assert read_plan(file) == plan


def test_a_file_that_is_not_utf_8_says_where(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"name: a\nvalues: caf\xe9\n")
    with pytest.raises(ProblemsFound) as found:
        read_plan(file)
    (problem,) = found.value.problems
    assert (problem.line, problem.column) == (2, 12)


def test_a_missing_file_a_folder_and_a_giant_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanFileUnreadable, match="No such file"):
        read_plan(tmp_path / "plan.yaml")
    with pytest.raises(PlanFileUnreadable):
        read_plan(tmp_path)
    giant = tmp_path / "giant.yaml"
    with giant.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(ProblemsFound, match="giant"):
        read_plan(giant)


def test_problems_of_the_values_get_their_lines_in_the_plan_file() -> None:
    found = Problem("values.replicaCount", say("It is wrong."), say("Mend it."), 1, 1)
    (placed_,) = in_plan_file(GOOD, [found])
    assert GOOD.splitlines()[placed_.line - 1][placed_.column - 1 :] == "replicaCount: 2"
    quoted = GOOD.replace("|\n  replicaCount: 2", '"replicaCount: 2"')
    (placed_,) = in_plan_file(quoted, [found])
    assert quoted.splitlines()[placed_.line - 1].startswith("values:")


def test_problems_of_a_bundle_get_the_line_of_their_field() -> None:
    problems = [Problem(place, say("Wrong."), say("Mend it.")) for place in ("chart", "template")]
    assert [problem.line for problem in placed(GOOD, problems)] == [8, 0]
