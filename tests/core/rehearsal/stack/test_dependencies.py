from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rehearsal.stack.dependencies import dependents, graph, references, reversed_graph
from core.rehearsal.stack.refusals import Refusal
from core.rehearsal.stack.template import ResourceDefinition


def defined(name: str, properties: dict[str, Any] | None = None, *after: str) -> ResourceDefinition:
    return ResourceDefinition(name, "T", properties or {}, after)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ({"Ref": "A"}, ["A"]),
        ({"Fn::GetAtt": ["A", "x"]}, ["A"]),
        ({"Fn::GetAtt": "A.x"}, ["A"]),
        ({"Fn::Sub": "${A} ${B.x} ${!C} $D"}, ["A", "B"]),
        ({"Fn::Sub": ["${own} ${A}", {"own": {"Ref": "B"}}]}, ["A", "B"]),
        ({"x": [{"Fn::If": ["c", {"Ref": "A"}, {"y": {"Ref": "B"}}]}]}, ["A", "B"]),
        ({"Fn::Select": [{"Ref": "A"}, {"Fn::GetAtt": ["B", {"Ref": "C"}]}]}, ["A", "B", "C"]),
        ("${A}", []),
    ],
)
def test_references_are_found_wherever_they_stand(value: Any, names: list[str]) -> None:
    assert sorted(references(value)) == names


def test_implicit_and_explicit_dependencies_make_one_graph() -> None:
    resources = {
        "A": defined("A"),
        "B": defined("B", {"x": {"Ref": "A"}, "y": {"Ref": "SomeParameter"}}),
        "C": defined("C", {}, "B", "LeftOut"),
    }
    assert graph(resources) == {"A": set(), "B": {"A"}, "C": {"B"}}


def test_a_circle_is_refused_and_named() -> None:
    resources = {"A": defined("A", {"x": {"Ref": "B"}}), "B": defined("B", {}, "A")}
    with pytest.raises(Refusal, match="Circular Dependency Found"):
        graph(resources)


def test_dependents_follow_however_indirectly() -> None:
    needs = {"A": set[str](), "B": {"A"}, "C": {"B"}, "D": set[str]()}
    assert dependents(needs, ["A"]) == {"A", "B", "C"}


ACYCLIC = st.integers(1, 12).flatmap(
    lambda count: st.tuples(
        *(
            st.frozensets(st.sampled_from(range(number)) if number else st.nothing())
            for number in range(count)
        )
    )
)


@given(ACYCLIC)
def test_turned_round_twice_a_graph_is_itself(needs: tuple[frozenset[int], ...]) -> None:
    named = {str(number): frozenset(map(str, others)) for number, others in enumerate(needs)}
    assert reversed_graph(reversed_graph(named)) == named
