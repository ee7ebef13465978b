"""The parameters: where each value comes from, and no secret among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.preview.parameters import ParametersPreview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from core.delivery.model import Bundle
    from tests.gui.conftest import Check


def test_each_says_its_type_its_value_and_what_it_is_for(
    qtbot: QtBot, hook: Bundle, keeps_rules: Check
) -> None:
    preview = ParametersPreview()
    qtbot.addWidget(preview)
    preview.show_bundle(hook)
    keeps_rules(preview.model)
    lines = [preview.model.row(number) for number in range(preview.model.rowCount())]
    assert [line.name for line in lines] == [each.name for each in hook.parameters]
    by_name = {line.name: line for line in lines}
    assert by_name["ChartUrl"].value == "filled in at launch"
    assert by_name["ClusterId"].value == hook.plan.cluster.id  # type: ignore[union-attr]
    (secret,) = [line for line in lines if line.secret]
    assert secret.value == "asked for at launch"
    assert all(line.type and line.about for line in lines)
