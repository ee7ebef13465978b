"""A form made from a description of values: groups that fold, a control for each kind of value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.wizard.form import MISSING, FieldKind, FormField, FormGroup, number_of, value_at
from gui.theme import FORM, XL, XS, L, M, S, Tone, set_icon
from gui.widgets.parts import Label, clear, column, panel, row, set_property, tool
from gui.widgets.steady import SteadyComboBox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.yaml.edits import Path

OPEN_UP_TO: Final = 40
_NUMBERS: Final = frozenset({FieldKind.INTEGER, FieldKind.NUMBER})
LONG_TEXT_HEIGHT: Final = 120


class _Control(QWidget):
    """One value: its name, its control, its help, and a way back to the default."""

    edited = Signal(tuple, object)
    secret_asked = Signal(tuple)
    yaml_asked = Signal(tuple)

    def __init__(self, described: FormField, *, secret: bool) -> None:
        super().__init__()
        self.described = described
        self._secret = secret
        self._shown: object = MISSING
        self._problem = ""
        self._typed = self._refused = False
        self._editor = self._made_editor()
        self._editor.setAccessibleName(described.title)
        self._editor.setAccessibleDescription(described.help)
        title = Label(described.title + (" *" if described.required else ""))
        title.setBuddy(self._editor)
        self._reset = tool("undo", self.tr("Back to the default"), self._back_to_default)
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._lock = tool(
            "lock", self.tr("Ask for this value at launch, as a secret"), self._ask_secret
        )
        self._as_yaml = tool("edit", self.tr("Edit as YAML"), self._ask_yaml)
        if secret:
            set_icon(self._lock, "lock", Tone.ACCENT)
        layout = column(space=XS)
        if isinstance(self._editor, QCheckBox):
            self._editor.setText(described.title)
            layout.addLayout(row(self._editor, self._reset, None, space=S))
        else:
            layout.addWidget(title)
            layout.addLayout(
                row(self._editor, self._lock, self._as_yaml, self._reset, space=XS, fill=0)
            )
        self._note = Label(described.help, "hint", Tone.MUTED)
        layout.addWidget(self._note)
        self.setLayout(layout)
        self._note.setVisible(bool(described.help))
        self._lock.setVisible(described.kind in {FieldKind.TEXT, FieldKind.PASSWORD})
        self._as_yaml.setVisible(described.kind is FieldKind.YAML)

    def say(self, problem: str) -> None:
        """Show a problem in the place of the help; while one types only that it is gone."""
        self._problem = problem
        if not problem or not self._editor.hasFocus():
            self.left(self._editor)

    def left(self, editor: QWidget | None) -> None:
        """Show what was found, when it is this control that the keyboard has left."""
        if editor is not self._editor:
            return
        trouble = self._trouble
        text = trouble or self.described.help
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._note.set_tone(Tone.BAD if trouble else Tone.MUTED)
        self._editor.setAccessibleDescription(text)
        set_property(self._editor, "wrong", bool(trouble))

    def show_value(self, value: object) -> None:
        """Show what the document says, MISSING for the default; tells nobody.

        A number stays as it was typed while it is the same, and one that was refused until the
        document has another.
        """
        default = self.described.default
        self._reset.setVisible(value is not MISSING and value != default and default is not MISSING)
        if self._typed and _same(value, self._shown):
            return
        self._shown, self._refused, self._typed = value, False, False
        given = default if value is MISSING else value
        if self._secret:
            return
        blocked = self._editor.blockSignals(True)
        self._fill("" if given is None or given is MISSING else given)
        self._editor.blockSignals(blocked)

    def _fill(self, value: object) -> None:
        match self._editor:
            case QCheckBox() as box:
                box.setChecked(bool(value))
            case QComboBox() as choice:
                choice.setCurrentIndex(choice.findData(value))
            case QPlainTextEdit() as long_text if long_text.toPlainText() != str(value):
                long_text.setPlainText(str(value))
            case QLineEdit() as line if line.text() != (text := self._one_line(value)):
                line.setText(text)
                line.setCursorPosition(0)

    def _one_line(self, value: object) -> str:
        """Return a value as a person would type it, of a list or a mapping how long it is."""
        if isinstance(value, list | dict):
            return self.tr("%n entries", "", len(value))
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def _made_editor(self) -> QWidget:
        if self._secret:
            line = QLineEdit()
            line.setReadOnly(True)
            line.setPlaceholderText(self.tr("Asked for at launch"))
            return line
        match self.described.kind:
            case FieldKind.SWITCH:
                box = QCheckBox()
                box.toggled.connect(self._tell)
                return box
            case FieldKind.CHOICE:
                return self._made_choice()
            case FieldKind.LONG_TEXT:
                long_text = QPlainTextEdit()
                long_text.setFixedHeight(LONG_TEXT_HEIGHT)
                long_text.setTabChangesFocus(True)
                long_text.textChanged.connect(lambda: self._tell(long_text.toPlainText()))
                return long_text
        return self._made_line()

    def _made_choice(self) -> QComboBox:
        choice = SteadyComboBox()
        for each in self.described.choices:
            choice.addItem(str(each), each)
        choice.activated.connect(lambda place: self._tell(choice.itemData(place)))
        return choice

    def _made_line(self) -> QLineEdit:
        line = QLineEdit()
        kind = self.described.kind
        if kind is FieldKind.PASSWORD:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        elif kind is FieldKind.YAML:
            line.setReadOnly(True)
            line.setPlaceholderText(self.tr("Edit this one as YAML"))
        line.textEdited.connect(self._tell_line)
        return line

    def _tell_line(self, text: str) -> None:
        kind = self.described.kind
        if kind not in _NUMBERS:
            self._tell(text)
            return
        number = number_of(kind, text)
        self._typed, self._refused = True, number is None
        if number is not None:  # else the document keeps the last whole one
            self._shown = number
            self._tell(number)

    @property
    def _trouble(self) -> str:
        """Return what is wrong: first of all with a number that the document has not got."""
        if not self._refused:
            return self._problem
        given = self.described.default if self._shown is MISSING else self._shown
        kept = "" if given is None or given is MISSING else self._one_line(given)
        whole = self.described.kind is FieldKind.INTEGER
        what = self.tr("This is no whole number.") if whole else self.tr("This is no number.")
        return f"{what} {self.tr('Still in the values: {value}.').format(value=kept)}"

    def _tell(self, value: object) -> None:
        self._reset.setVisible(self.described.default is not MISSING)
        self.edited.emit(self.described.path, value)

    def _back_to_default(self) -> None:
        self._typed = False
        self.show_value(MISSING)
        self.edited.emit(self.described.path, self.described.default)

    def _ask_secret(self) -> None:
        self.secret_asked.emit(self.described.path)

    def _ask_yaml(self) -> None:
        self.yaml_asked.emit(self.described.path)


def _same(one: object, other: object) -> bool:
    """Tell whether two values are the same to the document: 1 is not true, 1.0 is 1."""
    return one == other and isinstance(one, bool) is isinstance(other, bool)


class _Group(QWidget):
    """A heading that folds what is below it; built when it is first opened."""

    def __init__(self, described: FormGroup, form: SchemaForm, *, opened: bool) -> None:
        super().__init__()
        self._described, self._form = described, form
        self._heading = QToolButton()
        self._heading.setText(described.title)
        self._heading.setAccessibleName(described.title)
        self._heading.setCheckable(True)
        self._heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._heading.setProperty("heading", "true")
        self._heading.toggled.connect(self._open)
        self._body = QWidget()
        self._inside: QVBoxLayout | None = None
        help_text = Label(described.help, "hint", Tone.MUTED)
        self.setLayout(column(row(self._heading, None), help_text, self._body, space=XS))
        help_text.setVisible(bool(described.help))
        self._heading.setChecked(opened)
        self._open(opened=opened)

    def _open(self, opened: bool) -> None:
        set_icon(self._heading, "chevron-down" if opened else "chevron-right", Tone.MUTED)
        if opened and self._inside is None:
            self._inside = column(space=M, margin=(L, S, 0, 0))
            self._form.fill(self._inside, self._described)
            self._body.setLayout(self._inside)
        self._body.setVisible(opened)


class SchemaForm(QScrollArea):
    """The form; it never changes values itself, it says what a person wants changed.

    Signals:
        edited: (path, value) a person gave.
        secret_asked: (path) of a value that shall be asked for at launch, or no longer.
        yaml_asked: (path) of a value that a person wants to edit as YAML.
    """

    edited = Signal(tuple, object)
    secret_asked = Signal(tuple)
    yaml_asked = Signal(tuple)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._values: Mapping[str, Any] = {}
        self._secrets: frozenset[Path] = frozenset()
        self._controls: dict[Path, _Control] = {}
        self._problems: Mapping[str, str] = {}
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)
        self._described: FormGroup | None = None
        self._open_all = True
        self._column = column(space=M, margin=(0, 0, L, XL))
        inside = panel(self._column, "surface")
        inside.setMaximumWidth(FORM)
        self.setWidget(panel(row(inside, fill=0), "surface"))

    def show_form(self, described: FormGroup, secrets: frozenset[Path] = frozenset()) -> None:
        """Lay the form out anew, unless it is the one shown."""
        if described == self._described and secrets == self._secrets:
            return
        self._described, self._secrets = described, secrets
        self._open_all = sum(1 for _ in described.fields()) <= OPEN_UP_TO
        self._controls.clear()
        clear(self._column)
        self.fill(self._column, described)
        self._column.addStretch(1)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what the document says now."""
        self._values = values
        for path, control in self._controls.items():
            control.show_value(value_at(values, path))

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show what is wrong with values, by their dotted paths, at their controls."""
        self._problems = problems
        for path, control in self._controls.items():
            control.say(problems.get(".".join(path), ""))

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self.window():
            for control in self._controls.values():
                control.left(before)

    def control(self, path: Path) -> QWidget | None:
        """Return the control of a value, None while its group is folded."""
        return self._controls.get(path)

    def fill(self, layout: QVBoxLayout, described: FormGroup) -> None:
        """Lay out the members of one group: its values first, then the groups inside it."""
        groups = [member for member in described.members if isinstance(member, FormGroup)]
        for member in described.members:
            if isinstance(member, FormField):
                layout.addWidget(self._made_control(member))
        for group in groups:
            layout.addWidget(_Group(group, self, opened=self._open_all))

    def _made_control(self, described: FormField) -> _Control:
        made = _Control(described, secret=described.path in self._secrets)
        made.show_value(value_at(self._values, described.path))
        made.say(self._problems.get(".".join(described.path), ""))
        made.edited.connect(self.edited)
        made.secret_asked.connect(self.secret_asked)
        made.yaml_asked.connect(self.yaml_asked)
        self._controls[described.path] = made
        return made


def _fields(described: FormGroup) -> Iterator[FormField]:
    for member in described.members:
        if isinstance(member, FormGroup):
            yield from _fields(member)
        else:
            yield member
