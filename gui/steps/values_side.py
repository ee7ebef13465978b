"""The right half of the values page: what changed, what the chart renders, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QWidget

from core.errors import Problem, Severity
from core.wizard.insight import CHANGES_SHOWN
from gui.theme import M, S, Tone
from gui.widgets.diff_view import DiffLine, DiffView
from gui.widgets.empty_state import EmptyState
from gui.widgets.note_list import Note, NoteList
from gui.widgets.parts import Label, column, panel
from gui.widgets.source_view import SourceView
from gui.widgets.tree import Tree, TreeItem
from gui.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.wizard.insight import Insight, ShownObject
    from gui.widgets.diff_view import Sign


class ValuesSide(QWidget):
    """Three tabs that follow typing; what is not looked at is brought up to date when it is.

    Signals:
        problem_chosen: the problem a person wants to mend.
    """

    problem_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._found: Insight | None = None
        self._readable: Insight | None = None
        self._behind: set[int] = set()
        self._objects_now: Mapping[str, ShownObject] = {}
        self._listing = self._listing_now = ""
        self._changes = DiffView(self.tr("Changes to the defaults"))
        self._same = EmptyState("check-circle", self.tr("Every value is the chart's default."))
        self._more = Label(kind="hint", tone=Tone.MUTED)
        changed = panel(column(self._changes, self._more, space=S, fill=0))
        self._change_places = _either(self._same, changed)
        self._tree = Tree(self.tr("Objects the chart renders"))
        self._source = SourceView(self.tr("Source of the object"))
        self._tree.chosen.connect(self._show_object)
        objects = QSplitter(Qt.Orientation.Vertical)
        objects.addWidget(self._tree)
        objects.addWidget(self._source)
        objects.setSizes([200, 300])
        objects.setChildrenCollapsible(False)
        objects.setHandleWidth(M)
        self._unrendered = EmptyState("cube", self.tr("Mend the problems to see the objects."))
        self._object_places = _either(self._unrendered, objects)
        self._problems = NoteList(self.tr("Problems"))
        self._problems.chosen.connect(self._choose_problem)
        self._none = EmptyState("check-circle", self.tr("No problems: the values fit the chart."))
        self._problem_places = _either(self._none, self._problems)
        self.tabs = QTabWidget()
        for place in (self._change_places, self._object_places, self._problem_places):
            place.setContentsMargins(0, M, 0, 0)
            self.tabs.addTab(place, "")
        self.tabs.setAccessibleName(self.tr("What the values come to"))
        self.tabs.currentChanged.connect(self._catch_up)
        self._entitle(0, 0)
        self.setLayout(column(self.tabs))

    def show_insight(self, found: Insight) -> None:
        """Show what a text comes to."""
        self._found = found
        if found.readable:
            self._readable = found
        if found.objects is not None:
            self._objects_now = {f"{o.kind}/{o.name}/{o.source}": o for o in found.objects}
            self._listing_now = found.listing
        self._entitle(found.change_count, found.problem_count)
        self._behind = {0, 1, 2}
        self._catch_up(self.tabs.currentIndex())

    def _catch_up(self, place: int) -> None:
        if place in self._behind:
            self._behind.remove(place)
            (self._show_changes, self._show_objects, self._show_problems)[place]()

    def _entitle(self, changed: int, problems: int) -> None:
        titles = (
            self.tr("Changes ({count})").format(count=changed) if changed else self.tr("Changes"),
            self.tr("Objects ({count})").format(count=len(self._objects_now))
            if self._objects_now
            else self.tr("Objects"),
            self.tr("Problems ({count})").format(count=problems)
            if problems
            else self.tr("Problems"),
        )
        for place, title in enumerate(titles):
            self.tabs.setTabText(place, title)

    def _show_changes(self) -> None:
        """Show the last changes that could be read."""
        if (found := self._readable) is None:
            return
        lines: list[DiffLine] = []
        for change in found.changes:
            lines.append(DiffLine("@", ".".join(change.path)))
            lines += _lines("-", change.default)
            lines += _lines("+", change.value)
        self._changes.show_lines(lines)
        self._change_places.setCurrentIndex(1 if lines else 0)
        more = found.change_count - CHANGES_SHOWN
        self._more.setVisible(more > 0)
        self._more.setText(self.tr("%n more values differ.", "", more))

    def _show_objects(self) -> None:
        """Show the objects that were rendered last."""
        self._object_places.setCurrentIndex(1 if self._objects_now else 0)
        if self._listing_now != self._listing:
            self._listing = self._listing_now
            self._list_objects()
        self._show_object(self._tree.current_key)

    def _list_objects(self) -> None:
        kinds: dict[str, list[TreeItem]] = {}
        for key, shown in self._objects_now.items():
            mark, tone = ("warning", Tone.WARN) if shown.wrong else ("cube", Tone.TEXT)
            item = TreeItem(shown.name, key, mark, tone, tip=shown.source)
            kinds.setdefault(shown.kind, []).append(item)
        self._tree.show_items(
            [TreeItem(kind, children=tuple(items)) for kind, items in sorted(kinds.items())]
        )

    def _show_object(self, key: str) -> None:
        if shown := self._objects_now.get(key):
            self._source.show_source(f"{shown.kind} {shown.name}", shown.text, "yaml", shown.source)

    def _show_problems(self) -> None:
        problems = self._found.problems if self._found else ()
        self._problem_places.setCurrentIndex(1 if problems else 0)
        self._problems.show_notes([self._note(problem) for problem in problems])

    def _note(self, problem: Problem) -> Note:
        error = problem.severity is Severity.ERROR
        in_values = problem.line > 0 and problem.place.startswith("values")
        place = (
            self.tr("{place}, line {line}").format(place=problem.place, line=problem.line)
            if problem.line
            else problem.place
        )
        return Note(
            "error" if error else "warning",
            Tone.BAD if error else Tone.WARN,
            words(problem.what),
            words(problem.remedy),
            place,
            self.tr("Go to") if in_values else "",
        )

    def _choose_problem(self, number: int) -> None:
        if self._found:
            self.problem_chosen.emit(self._found.problems[number])


def _either(*widgets: QWidget) -> QStackedWidget:
    stack = QStackedWidget()
    for widget in widgets:
        stack.addWidget(widget)
    return stack


def _lines(sign: Sign, text: str | None) -> list[DiffLine]:
    return [DiffLine(sign, line) for line in text.split("\n")] if text is not None else []
