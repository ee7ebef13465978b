"""The fourth step: the values, as YAML or as a form, and beside them what they come to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from core.errors import ChartNestError, Sentence, Severity, say
from core.plan.secrets import value_path
from core.wizard.flow import Findings
from core.wizard.steps import Step
from gui.steps.base import StepPage
from gui.steps.values_side import ValuesSide
from gui.theme import M, S, Tone
from gui.widgets.code_view import Mark
from gui.widgets.parts import Label, button, clear, column, panel, row
from gui.widgets.schema_form import SchemaForm
from gui.widgets.yaml_editor import YamlEditor
from gui.words import problem_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.errors import Problem
    from core.wizard.insight import Insight
    from core.yaml.edits import Path
    from gui.background import Task
    from gui.wizard import Wizard

FOLLOW_MS = 300
GHOST_LINES = 60


class ValuesUnreadable(ChartNestError):
    """The form was asked for while the text is no YAML."""

    code = "values-unreadable"
    what = "The form needs YAML that can be read; line {line} cannot."
    remedy = "Mend that line first, then switch."


class NoValueHere(ChartNestError):
    """A value was to be made secret where there is none."""

    code = "no-value-here"
    what = "No value begins on the cursor's line."
    remedy = "Put the cursor on the line of the value that shall be asked for at launch."


class ValuesPage(StepPage):
    """One document in two views kept in step; everything heavy happens in a worker."""

    step = Step.VALUES

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard, self.tr("Values"), self.tr("What the chart is installed with."))
        self.insight: Insight | None = None
        self._again = False
        self._edits: dict[Path, object] = {}
        self._in_flight: dict[Path, object] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(FOLLOW_MS)
        self._soon.timeout.connect(self._take)
        self.editor = YamlEditor(self.tr("Values as YAML"))
        self.editor.edited.connect(self._follow)
        self._form = SchemaForm(self.tr("Values as a form"))
        self._form.edited.connect(self._edit)
        self._form.secret_asked.connect(self._toggle_secret)
        self._form.yaml_asked.connect(self._edit_as_yaml)
        self._views = QStackedWidget()
        self._views.addWidget(self.editor)
        self._views.addWidget(self._form)
        self.side = ValuesSide()
        self.side.problem_chosen.connect(self.point_at)
        self._make_buttons()
        self._secrets = column(space=S)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(panel(column(self._views, self._secrets, space=S, fill=0)))
        split.addWidget(self.side)
        split.setSizes([560, 440])
        split.setHandleWidth(M)
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)

    def refresh(self) -> None:
        """Show the document when it was changed elsewhere, and the secrets."""
        if not self._soon.isActive() and self.editor.text != self.wizard.draft.values:
            self.editor.set_text(self.wizard.draft.values)
        self._show_secrets()

    def enter(self) -> None:
        """Show the chart's defaults as a ghost, and look at what the values come to."""
        if chart := self.wizard.chart:
            lines = chart.default_values.splitlines()[:GHOST_LINES]
            self.editor.set_ghost("\n".join(lines))
        self._look()

    def take(self) -> None:
        """Take what was typed last, in the text or in the form."""
        if edits := {**self._in_flight, **self._edits}:
            self.wizard.background.cancel("write values")
            self._in_flight, self._edits = {}, {}
            self.editor.change_text(_edited(self.editor.text, edits))
        if self._soon.isActive():
            self._soon.stop()
            self._take()

    def first_focus(self) -> QWidget:
        """Return the editor or the form, whichever is shown."""
        if self._views.currentWidget() is self._form:
            return self._form_button
        return self.editor.view

    def point_at(self, problem: Problem) -> None:
        """Put the cursor at the place of a problem."""
        self._show_yaml()
        self.editor.go_to(max(1, problem.line), max(1, problem.column))

    # Views

    def _make_buttons(self) -> None:
        self._secret_button = button(self.tr("Ask at launch"), self._make_secret, icon="lock")
        self._secret_button.setToolTip(
            self.tr("Make the value on the cursor's line a secret that is asked for at launch.")
        )
        self._form_button = button(self.tr("Form"), self._show_form)
        self._yaml_button = button(self.tr("YAML"), self._show_yaml)
        for each in (self._form_button, self._yaml_button):
            each.setCheckable(True)
        self._yaml_button.setChecked(True)
        self.buttons.addWidget(self._secret_button)
        self.buttons.addLayout(row(self._form_button, self._yaml_button, space=2))

    def _show_form(self) -> None:
        self.take()
        if self.insight and not self.insight.readable and self.insight.text == self._text:
            self._check_view()
            line = self.insight.values_problems[0].line
            self.editor.go_to(max(1, line))
            self.failed.emit(ValuesUnreadable(line=line))
            return
        self.settled.emit()
        self._views.setCurrentWidget(self._form)
        self._check_view()
        self._fill_form()

    def _show_yaml(self) -> None:
        self._views.setCurrentWidget(self.editor)
        self._check_view()
        self.editor.view.setFocus()

    def _check_view(self) -> None:
        form = self._views.currentWidget() is self._form
        self._form_button.setChecked(form)
        self._yaml_button.setChecked(not form)
        self._secret_button.setVisible(not form)

    def _fill_form(self) -> None:
        if self.insight and self._views.currentWidget() is self._form:
            secrets = frozenset(map(_text_path, self.wizard.draft.parameters))
            self._form.show_form(self.insight.form, secrets)
            self._form.show_values(self.insight.values)
            self._form.show_problems(
                {
                    problem.place.removeprefix("values."): problem_words(problem)
                    for problem in reversed(self.insight.values_problems)
                    if problem.place.startswith("values.")
                }
            )

    # Following what is typed

    @property
    def _text(self) -> str:
        return self.wizard.draft.values

    def _follow(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _take(self) -> None:
        self.wizard.answer(values=self.editor.text)
        self._look()

    def _look(self) -> None:
        """Work out what the values come to; one at a time, the newest text next."""
        plan, chart = self.wizard.draft.plan(), self.wizard.chart
        if plan is None or chart is None:
            return
        if self.wizard.background.running("values"):
            self._again = True
            return
        surroundings = self.wizard.draft.surroundings
        self._again = False

        apart = self.wizard.services.apart

        def work(_task: Task) -> Insight:
            from core.wizard.insight import insight

            return apart.call(insight, plan, chart, surroundings)

        self.wizard.background.run("values", work, self._show, failed=self.fail)

    def _show(self, found: Insight) -> None:
        self.insight = found
        self.side.show_insight(found)
        if found.text == self._text:
            placed = [p for p in found.values_problems if p.line]
            self.editor.set_marks([_mark(p) for p in placed])
            if found.text == self.editor.text and not self._edits and not self._in_flight:
                self._fill_form()  # else it would take back what has been typed since
            summary = _summary(found.change_count) if found.readable else None
            self.wizard.found(Step.VALUES, Findings(found.problems, summary))
        if self._again or found.text != self._text:
            self._look()

    # The form writes into the text

    def _edit(self, path: Path, value: object) -> None:
        self._edits[path] = value
        self._write()

    def _write(self) -> None:
        if self.wizard.background.running("write values") or not self._edits:
            return
        edits, self._edits = self._edits, {}
        self._in_flight = edits
        text = self.editor.text
        self.wizard.background.run(
            "write values",
            lambda _task: _edited(text, edits),
            self._written,
            failed=self._unwritten,
        )

    def _unwritten(self, error: Exception) -> None:
        self._in_flight = {}
        self.fail(error)

    def _written(self, text: str) -> None:
        self._in_flight = {}
        self.editor.change_text(text)
        self._write()

    def _edit_as_yaml(self, path: Path) -> None:
        """Go to a value's line; one that is not in the document yet is put there as it is now."""
        text, insight = self.editor.text, self.insight
        if insight is None:
            return

        def work(_task: Task) -> tuple[str, int]:
            from core.wizard.form import MISSING, value_at
            from core.yaml.edits import line_of, with_value

            if value_at(insight.values, path) is not MISSING:
                return text, line_of(text, path)
            (default,) = (each.default for each in insight.form.fields() if each.path == path)
            written = with_value(text, path, None if default is MISSING else default)
            return written, line_of(written, path)

        self.wizard.background.run("edit as YAML", work, self._show_line, failed=self.fail)

    def _show_line(self, found: tuple[str, int]) -> None:
        text, line = found
        self.editor.change_text(text)
        self._show_yaml()
        self.editor.go_to(line)

    # Secrets

    def _make_secret(self) -> None:
        text, line = self.editor.text, self.editor.view.textCursor().blockNumber() + 1

        def work(_task: Task) -> Path:
            from core.yaml.edits import path_at

            return path_at(text, line)

        self.wizard.background.run("value here", work, self._made_secret, failed=self.fail)

    def _made_secret(self, path: Path) -> None:
        if path:
            self._toggle_secret(path)
        else:
            self.failed.emit(NoValueHere())

    def _toggle_secret(self, path: Path) -> None:
        known = self.wizard.draft.parameters
        if any(_text_path(secret) == path for secret in known):
            kept = tuple(secret for secret in known if _text_path(secret) != path)
            self.wizard.answer(parameters=kept)
            self._look()
            return
        insight, text = self.insight, self.editor.text
        if insight is None:
            return

        def work(_task: Task) -> tuple[Any, str]:
            from core.wizard.insight import secret_value
            from core.yaml.edits import without_value

            return secret_value(insight.form, path), without_value(text, path)

        self.wizard.background.run("make secret", work, self._take_secret, failed=self.fail)

    def _take_secret(self, made: tuple[Any, str]) -> None:
        secret, text = made
        self.wizard.answer(parameters=(*self.wizard.draft.parameters, secret))
        self.editor.change_text(text)
        self._take()

    def _show_secrets(self) -> None:
        clear(self._secrets)
        for secret in self.wizard.draft.parameters:
            forget = button(
                self.tr("Keep in the document"),
                partial(self._toggle_secret, _text_path(secret)),
                kind="link",
            )
            text = self.tr("{path} is asked for at launch.").format(path=secret.path)
            self._secrets.addLayout(row(Label(text, "hint", Tone.MUTED), forget, space=S, fill=0))


def _edited(text: str, edits: Mapping[Path, object]) -> str:
    """Return a document with the values a person gave in the form."""
    from core.yaml.edits import with_value

    for path, value in edits.items():
        text = with_value(text, path, value)
    return text


def _summary(changed: int) -> Sentence:
    return say("{count} changed", count=changed) if changed else say("defaults")


def _mark(problem: Problem) -> Mark:
    tone = Tone.BAD if problem.severity is Severity.ERROR else Tone.WARN
    return Mark(problem.line, problem.column, problem_words(problem), tone)


def _text_path(secret: Any) -> Path:
    return tuple(map(str, value_path(secret.path)))
