"""The picture of a template: where each node is, and how the keyboard goes among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.delivery.graph import Edge, Graph, Node, Section, template_graph
from gui.preview.graph import GraphPicture, placed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from core.delivery.model import Bundle


@pytest.fixture
def picture(qtbot: QtBot, hook: Bundle) -> GraphPicture:
    made = GraphPicture()
    qtbot.addWidget(made)
    made.show_graph(template_graph(hook.template))
    made.show()
    return made


def test_what_is_needed_stands_left_of_what_needs_it(hook: Bundle) -> None:
    graph = template_graph(hook.template)
    lefts = {each.node.name: each.place.left() for each in placed(graph)}
    resources = {node.name for node in graph.nodes if node.section is Section.RESOURCE}
    needs = [e for e in graph.edges if e.source in resources and e.target in resources]
    assert needs
    assert all(lefts[edge.target] < lefts[edge.source] for edge in needs)
    sides = {
        section: [e.place.left() for e in placed(graph) if e.node.section is section]
        for section in Section
    }
    assert max(sides[Section.PARAMETER]) < min(sides[Section.RESOURCE])
    assert max(sides[Section.RESOURCE]) < min(sides[Section.OUTPUT])


def test_no_two_nodes_lie_on_one_another(hook: Bundle, job: Bundle) -> None:
    for bundle in (hook, job):
        places = [each.place for each in placed(template_graph(bundle.template))]
        assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[n + 1 :])


def test_a_ring_of_needs_is_drawn_too() -> None:
    nodes = tuple(Node(name, Section.RESOURCE, "T") for name in "abc")
    edges = (Edge("a", "b"), Edge("b", "c"), Edge("c", "a"))
    assert len(placed(Graph(nodes, edges))) == 3


def test_the_arrow_keys_go_from_node_to_node_and_enter_chooses(
    picture: GraphPicture, qtbot: QtBot
) -> None:
    names = [each.node.name for each in picture._placed]
    walked = []
    for _ in names:
        QTest.keyClick(picture, Qt.Key.Key_Down)
        assert picture.current
        walked.append(picture.current.name)
    assert walked == names
    QTest.keyClick(picture, Qt.Key.Key_Up)
    assert picture.current
    assert picture.current.name == names[-2]
    with qtbot.waitSignal(picture.chosen) as chosen:
        QTest.keyClick(picture, Qt.Key.Key_Return)
    assert chosen.args == [picture.current]
    assert names[-2] in picture.toolTip()


def test_going_up_first_begins_at_the_end(picture: GraphPicture) -> None:
    QTest.keyClick(picture, Qt.Key.Key_Up)
    assert picture.current
    assert picture.current.name == picture._placed[-1].node.name


def test_who_cannot_see_it_is_told_who_needs_whom(picture: GraphPicture, hook: Bundle) -> None:
    said = picture.accessibleDescription()
    for edge in template_graph(hook.template).edges:
        assert f"{edge.source} needs {edge.target}" in said


def test_another_graph_forgets_the_node_that_was_marked(picture: GraphPicture) -> None:
    QTest.keyClick(picture, Qt.Key.Key_Down)
    picture.show_graph(Graph((), ()))
    assert picture.current is None
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert picture.current is None
    picture.grab()
