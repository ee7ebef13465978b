"""Rendered Kubernetes objects: a tree by kind, the source of each, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.theme import Tone
from gui.widgets.source_view import SourceView
from gui.widgets.tree import Tree, TreeItem
from gui.widgets.tree_and_source import TreeAndSource
from gui.words import problem_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.chart.model import RenderedObject
    from core.errors import Problem


class ObjectsPreview(TreeAndSource):
    """Kinds and their objects at the left, the text of the one chosen at the right."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.tree = Tree(name)
        self.source = SourceView(self.tr("Source of the object"))
        self._objects: dict[str, RenderedObject] = {}
        self._problems: dict[str, str] = {}
        self.hold(self.tree, self.source)
        self.tree.chosen.connect(self._show)

    def show_objects(
        self, objects: Sequence[RenderedObject], problems: Sequence[Problem] = ()
    ) -> None:
        """Show objects; one that a problem names is marked, and says it."""
        self._objects = {f"{number} {each.name}": each for number, each in enumerate(objects)}
        self._problems = {
            key: said for key, each in self._objects.items() if (said := _said(each, problems))
        }
        kinds: dict[str, list[TreeItem]] = {}
        for key, each in self._objects.items():
            wrong = self._problems.get(key, "")
            mark, tone = ("warning", Tone.WARN) if wrong else ("cube", Tone.TEXT)
            item = TreeItem(each.name, key, mark, tone, tip=wrong or each.source)
            kinds.setdefault(each.kind, []).append(item)
        self.tree.show_items(
            [TreeItem(kind, children=tuple(kinds[kind])) for kind in sorted(kinds)]
        )
        self._show(self.tree.current_key)

    def _show(self, key: str) -> None:
        if shown := self._objects.get(key):
            title = f"{shown.kind} {shown.name}"
            note = self._problems.get(key) or self.tr("From {source}").format(source=shown.source)
            self.source.show_source(title, shown.text, "yaml", note)


def _said(shown: RenderedObject, problems: Sequence[Problem]) -> str:
    """Return the first thing wrong with an object, empty when nothing is."""
    mine = (p for p in problems if p.place.startswith(shown.source) and shown.name in p.place)
    return next(map(problem_words, mine), "")
