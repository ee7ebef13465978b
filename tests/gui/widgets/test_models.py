"""The table and tree models keep Qt's rules, and show, search and sort what they are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from gui.theme import Tone
from gui.widgets.table import Column, SearchTable, TableModel
from gui.widgets.tree import Tree, TreeItem, TreeModel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import Check


@dataclass(frozen=True)
class Tea:
    name: str
    price: int


TEAS = (Tea("Longjing", 28), Tea("Da Hong Pao", 158), Tea("Tieguanyin", 32))
COLUMNS: list[Column[Tea]] = [
    Column("Tea", lambda tea: tea.name, icon=lambda _tea: ("cube", Tone.OK)),
    Column("Price", lambda tea: f"{tea.price} ¥", key=lambda tea: tea.price, right=True, width=80),
]
ITEMS = (
    TreeItem(
        "templates",
        children=(
            TreeItem("job.yaml", "templates/job.yaml", "file", Tone.WARN, tip="the Job"),
            TreeItem("tests", children=(TreeItem("smoke.yaml", "templates/tests/smoke.yaml"),)),
        ),
    ),
    TreeItem("Chart.yaml", "Chart.yaml", "file"),
)


def names(model: TableModel[Tea]) -> list[str]:
    return [model.row(number).name for number in range(model.rowCount())]


@pytest.fixture
def table(qapp: object) -> TableModel[Tea]:
    del qapp  # icons need it
    return TableModel(COLUMNS)


def test_a_table_keeps_the_rules_of_qt_whatever_it_shows(
    table: TableModel[Tea], keeps_rules: Check
) -> None:
    keeps_rules(table)
    table.set_rows(TEAS)
    keeps_rules(table)
    table.sort(1, Qt.SortOrder.DescendingOrder)
    table.search("g")
    keeps_rules(table)


def test_a_table_sorts_by_keys_and_can_give_the_order_back(table: TableModel[Tea]) -> None:
    table.set_rows(TEAS)
    table.sort(1)
    assert names(table) == ["Longjing", "Tieguanyin", "Da Hong Pao"]
    table.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["Da Hong Pao", "Tieguanyin", "Longjing"]
    table.sort(-1)
    assert names(table) == [tea.name for tea in TEAS]


def test_a_search_wants_every_word_in_any_column(table: TableModel[Tea]) -> None:
    table.set_rows(TEAS)
    table.search("158 HONG")
    assert names(table) == ["Da Hong Pao"]
    table.search("hong 32")
    assert names(table) == []


def test_the_row_chosen_stays_so_while_it_is_there(qtbot: QtBot) -> None:
    shown: SearchTable[Tea] = SearchTable("Teas", COLUMNS)
    qtbot.addWidget(shown)
    shown.show_rows(TEAS)
    assert shown.choose(lambda tea: tea.price == 32)
    shown.show_rows(TEAS[::-1])
    assert shown.current == TEAS[2]
    shown.show_rows(TEAS[:1])
    assert shown.current is None


def test_enter_opens_the_row_and_moving_chooses_one(qtbot: QtBot) -> None:
    shown: SearchTable[Tea] = SearchTable("Teas", COLUMNS)
    qtbot.addWidget(shown)
    shown.show_rows(TEAS)
    shown.show()
    chosen: list[Tea] = []
    shown.chosen.connect(chosen.append)
    shown.choose(lambda tea: tea == TEAS[0])
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    assert chosen == [TEAS[0], TEAS[1]]
    with qtbot.waitSignal(shown.opened) as opened:
        QTest.keyClick(shown.table, Qt.Key.Key_Return)
    assert opened.args == [TEAS[1]]


def test_a_tree_keeps_the_rules_of_qt_whatever_it_shows(qapp: object, keeps_rules: Check) -> None:
    del qapp
    model = TreeModel()
    keeps_rules(model)
    model.set_items(ITEMS)
    keeps_rules(model)
    model.set_items(ITEMS[1:])
    keeps_rules(model)


def test_a_tree_shows_text_key_and_tip(qapp: object) -> None:
    del qapp
    model = TreeModel()
    model.set_items(ITEMS)
    job = model.index(0, 0, model.index(0, 0, QModelIndex()))
    assert job.data() == "job.yaml"
    assert job.data(Qt.ItemDataRole.UserRole) == "templates/job.yaml"
    assert job.data(Qt.ItemDataRole.ToolTipRole) == "the Job"


def test_a_tree_chooses_the_first_leaf_and_keeps_the_choice(qtbot: QtBot) -> None:
    tree = Tree("Files")
    qtbot.addWidget(tree)
    tree.show_items(ITEMS)
    assert tree.current_key == "templates/job.yaml"
    assert tree.choose("templates/tests/smoke.yaml")
    tree.show_items(ITEMS[::-1])
    assert tree.current_key == "templates/tests/smoke.yaml"
    tree.show_items(ITEMS[1:])
    assert tree.current_key == "Chart.yaml"
    assert not tree.choose("values.yaml")
