"""What imports what is seen by whoever reads the sources, mypy and import-linter among them."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter

import grimp

from core.paths import ROOT

UNSEEN = {"import_module", "__import__", "run_module"}


def test_nothing_is_imported_by_a_text() -> None:
    by_text = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for folder in ("core", "gui")
        for file in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if (isinstance(node, ast.Name) and node.id in UNSEEN)
        or (isinstance(node, ast.Attribute) and node.attr in UNSEEN)
    ]
    assert by_text == []


def test_no_module_needs_itself_by_way_of_others() -> None:
    graph = grimp.build_graph("core", "gui", cache_dir=None)
    needs = {each: graph.find_modules_directly_imported_by(each) for each in graph.modules}
    TopologicalSorter(needs).prepare()  # raises CycleError, and names the circle
