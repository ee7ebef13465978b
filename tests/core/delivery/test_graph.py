from __future__ import annotations

from core.delivery.bundle import make_bundle
from core.delivery.graph import Edge, Section, template_graph
from tests.support.plans import chart_for, plan_of


def test_the_hook_template_shows_wait_beside_the_chart() -> None:
    plan = plan_of()
    graph = template_graph(make_bundle(plan, chart_for(plan.chart)).template)
    assert [node.name for node in graph.nodes if node.section is Section.RESOURCE] == [
        "Signal1",
        "Wait1",
        "HookChart",
    ]
    assert set(graph.edges) == {
        Edge("Wait1", "Signal1"),
        Edge("HookChart", "ClusterId"),
        Edge("HookChart", "ChartUrl"),
        Edge("HookChart", "Signal1"),
        Edge("Output", "Wait1"),
    }


def test_the_order_of_the_jobs_is_in_the_picture() -> None:
    plan = plan_of("job")
    graph = template_graph(make_bundle(plan, chart_for(plan.chart)).template)
    assert Edge("Install", "Uninstall", in_order=True) in graph.edges
    assert Edge("Uninstall", "Access", in_order=True) in graph.edges
    # Needed by Fn::Sub, so the DependsOn beside it says nothing more.
    assert Edge("Uninstall", "Owner") in graph.edges
    assert Edge("Uninstall", "Owner", in_order=True) not in graph.edges


def test_blanks_of_sub_are_edges_and_its_own_names_and_literals_are_not() -> None:
    text = "${A.Id} ${own} ${!B} ${ALIYUN::StackId}"
    body = {"Type": "T", "Properties": {"P": {"Fn::Sub": [text, {"own": {"Ref": "C"}}]}}}
    template = {"Resources": {name: {"Type": "T"} for name in "ABC"} | {"D": body}}
    assert set(template_graph(template).edges) == {Edge("D", "A"), Edge("D", "C")}
