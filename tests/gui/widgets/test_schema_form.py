"""The form of a chart's values: a control for each kind, and what it tells of edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from core.wizard.form import FieldKind, FormField, FormGroup
from core.yaml.edits import with_value
from core.yaml.values_document import read_values
from gui.widgets.schema_form import OPEN_UP_TO, SchemaForm

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from core.yaml.edits import Path

FORM = FormGroup(
    (),
    "Values",
    members=(
        FormField(("greeting",), FieldKind.TEXT, "Greeting", "Shown on top.", "hello"),
        FormField(("replicas",), FieldKind.INTEGER, "Replicas", default=1),
        FormField(("ratio",), FieldKind.NUMBER, "Ratio", default=0.5),
        FormField(("tls",), FieldKind.SWITCH, "TLS", default=False),
        FormField(("pull",), FieldKind.CHOICE, "Pull", default="Always", choices=("Always", None)),
        FormField(("notes",), FieldKind.LONG_TEXT, "Notes", default=""),
        FormField(("list",), FieldKind.YAML, "List", default=[1, 2]),
        FormGroup(
            ("database",),
            "Database",
            members=(FormField(("database", "password"), FieldKind.PASSWORD, "Password"),),
        ),
    ),
)


class Shown:
    """A form, and what it has told."""

    def __init__(self, form: SchemaForm) -> None:
        self.form = form
        self.edits: list[tuple[Path, object]] = []
        form.edited.connect(lambda path, value: self.edits.append((tuple(path), value)))

    def last(self) -> tuple[Path, object]:
        return self.edits[-1]

    def control(self, *path: str) -> QWidget:
        found = self.form.control(path)
        assert found is not None
        return found

    def editor(self, kind: type[QWidget], *path: str) -> QWidget:
        found = self.control(*path).findChild(kind)
        assert found is not None
        return found

    def type(self, text: str, *path: str) -> None:
        line = self.editor(QLineEdit, *path)
        QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(line, text)

    def press(self, name: str, *path: str) -> None:
        (found,) = (
            each
            for each in self.control(*path).findChildren(QToolButton)
            if each.accessibleName() == name
        )
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    form = SchemaForm("Values as a form")
    qtbot.addWidget(form)
    form.show_form(FORM)
    form.show_values({"greeting": "welcome"})
    with qtbot.waitExposed(form):
        form.show()
    return Shown(form)


def test_values_stand_in_their_controls_and_defaults_where_there_are_none(shown: Shown) -> None:
    greeting = shown.editor(QLineEdit, "greeting")
    replicas = shown.editor(QLineEdit, "replicas")
    assert isinstance(greeting, QLineEdit)
    assert isinstance(replicas, QLineEdit)
    assert (greeting.text(), replicas.text()) == ("welcome", "1")
    assert shown.edits == []


def test_every_kind_tells_a_value_of_its_type(shown: Shown) -> None:
    shown.type("hi", "greeting")
    assert shown.last() == (("greeting",), "hi")
    shown.type("12", "replicas")
    assert shown.last() == (("replicas",), 12)
    shown.type("0.25", "ratio")
    assert shown.last() == (("ratio",), 0.25)
    QTest.mouseClick(shown.editor(QCheckBox, "tls"), Qt.MouseButton.LeftButton)
    assert shown.last() == (("tls",), True)
    QTest.keyClicks(shown.editor(QPlainTextEdit, "notes"), "Ok")
    assert shown.last() == (("notes",), "Ok")


def test_a_choice_keeps_the_type_of_what_is_chosen(shown: Shown) -> None:
    choice = shown.editor(QComboBox, "pull")
    assert isinstance(choice, QComboBox)
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert shown.edits == [(("pull",), None)]


def test_a_number_half_typed_tells_nothing_and_letters_are_not_taken(shown: Shown) -> None:
    shown.type("-", "replicas")
    assert shown.edits == []
    shown.type("7x", "replicas")
    assert shown.edits == [(("replicas",), 7)]


@pytest.mark.parametrize(
    ("typed", "field", "written"),
    [
        ("1234567890123457", "replicas", "1234567890123457"),
        ("12345678901234567890123", "replicas", "12345678901234567890123"),
        ("-2147483649", "replicas", "-2147483649"),
        ("0", "replicas", "0"),
        ("5", "ratio", "5"),
        ("1.50", "ratio", "1.50"),
        ("0.12345678901234567890", "ratio", "0.12345678901234567890"),
        ("1e-3", "ratio", "1e-3"),
        ("123456789012345678", "ratio", "123456789012345678"),
    ],
)
def test_every_digit_that_is_typed_reaches_the_document(
    shown: Shown, typed: str, field: str, written: str
) -> None:
    shown.type(typed, field)
    line = shown.editor(QLineEdit, field)
    assert isinstance(line, QLineEdit)
    assert line.text() == typed
    path, value = shown.last()
    text = with_value("", path, value)
    assert text == f"{field}: {written}\n"
    shown.form.show_values(read_values(text).values)
    assert line.text() == typed


@pytest.mark.parametrize(
    ("typed", "field", "word"),
    [
        ("12x", "replicas", "no whole number"),
        ("1.5", "replicas", "no whole number"),
        ("007", "replicas", "no whole number"),
        ("1_000", "replicas", "no whole number"),
        ("1,000", "replicas", "no whole number"),
        ("0x10", "replicas", "no whole number"),
        ("-", "replicas", "no whole number"),
        ("1.5.2", "ratio", "no number"),
        ("nan", "ratio", "no number"),
        ("inf", "ratio", "no number"),
        ("1e999", "ratio", "no number"),
        ("01.5", "ratio", "no number"),
    ],
)
def test_what_is_no_number_is_said_as_the_field_is_left_and_stays_as_it_was_typed(
    shown: Shown, typed: str, field: str, word: str
) -> None:
    line = shown.editor(QLineEdit, field)
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, typed)
    told = [value for _path, value in shown.edits]
    assert line.property("wrong") != "true"
    shown.editor(QLineEdit, "greeting").setFocus()
    assert line.property("wrong") == "true"
    assert word in line.accessibleDescription()
    kept = told[-1] if told else {"replicas": 1, "ratio": 0.5}[field]
    assert f"Still in the values: {kept}." in line.accessibleDescription()
    shown.form.show_values({field: kept} if told else {})
    assert line.text() == typed
    shown.form.show_values({field: 77})
    assert line.text() == "77"


def test_the_way_back_to_the_default_puts_it_in_the_place_of_what_was_no_number(
    shown: Shown,
) -> None:
    shown.form.show_values({"replicas": 3})
    shown.type("x", "replicas")
    shown.press("Back to the default", "replicas")
    line = shown.editor(QLineEdit, "replicas")
    assert isinstance(line, QLineEdit)
    assert line.text() == "1"
    assert shown.last() == (("replicas",), 1)


def test_the_wheel_changes_a_choice_only_while_it_has_the_keyboard(shown: Shown) -> None:
    choice = shown.editor(QComboBox, "pull")
    assert isinstance(choice, QComboBox)
    turn(choice)
    assert shown.edits == []
    choice.setFocus()
    turn(choice)
    assert shown.edits == [(("pull",), None)]


def turn(widget: QWidget) -> None:
    """Turn the wheel by one notch, towards oneself, over a widget."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(widget.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_what_only_yaml_can_say_is_shown_and_not_edited(shown: Shown) -> None:
    line = shown.editor(QLineEdit, "list")
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    assert line.text() == "2 entries"


def test_a_password_is_masked_and_can_be_asked_for_at_launch(shown: Shown, qtbot: QtBot) -> None:
    line = shown.editor(QLineEdit, "database", "password")
    assert isinstance(line, QLineEdit)
    assert line.echoMode() is QLineEdit.EchoMode.Password
    with qtbot.waitSignal(shown.form.secret_asked) as asked:
        shown.press("Ask for this value at launch, as a secret", "database", "password")
    assert tuple(asked.args[0]) == ("database", "password")


def test_a_secret_shows_no_value(shown: Shown) -> None:
    shown.form.show_form(FORM, frozenset({("database", "password")}))
    shown.form.show_values({"database": {"password": "oolong"}})
    line = shown.editor(QLineEdit, "database", "password")
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    assert line.text() == ""


def test_the_way_back_to_the_default_is_there_once_a_value_differs(shown: Shown) -> None:
    shown.press("Back to the default", "greeting")
    assert shown.edits == [(("greeting",), "hello")]
    line = shown.editor(QLineEdit, "greeting")
    assert isinstance(line, QLineEdit)
    assert line.text() == "hello"


def test_a_long_form_builds_a_group_when_it_is_opened(shown: Shown) -> None:
    many = tuple(
        FormField(("many", f"v{n}"), FieldKind.TEXT, f"V{n}") for n in range(OPEN_UP_TO + 1)
    )
    shown.form.show_form(FormGroup((), "Values", members=(FormGroup(("many",), "Many", "", many),)))
    assert shown.form.control(("many", "v0")) is None
    (heading,) = (
        each for each in shown.form.findChildren(QToolButton) if each.accessibleName() == "Many"
    )
    QTest.mouseClick(heading, Qt.MouseButton.LeftButton)
    assert shown.form.control(("many", "v0")) is not None
