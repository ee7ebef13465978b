"""The parameters of the stack: where each value comes from; secrets are never shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QHeaderView

from core.errors import printable
from gui.theme import Tone
from gui.widgets.table import Column, SearchTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.delivery.model import Bundle, Parameter


@dataclass(frozen=True)
class ParameterLine:
    """A parameter as the table shows it."""

    name: str
    type: str
    value: str
    known: bool
    about: str
    secret: bool


class ParametersPreview(SearchTable[ParameterLine]):
    """Name, type, value now, and what the parameter is for."""

    def __init__(self) -> None:
        super().__init__(
            _tr("Parameters"),
            [
                Column(_tr("Parameter"), lambda line: line.name, icon=_mark, width=150),
                Column(_tr("Type"), lambda line: line.type, width=80),
                Column(_tr("Value"), lambda line: line.value, width=160),
                Column(_tr("What it is for"), lambda line: line.about),
            ],
            search=False,
        )
        self.table.setWordWrap(True)
        # A template takes 200 parameters at most: so few rows may be as high as they need.
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def show_bundle(self, bundle: Bundle) -> None:
        """Show the parameters of a bundle."""
        declared: Mapping[str, Any] = bundle.template.get("Parameters", {})  # type: ignore[assignment]
        self.show_rows([_line(each, declared.get(each.name, {})) for each in bundle.parameters])


def _line(parameter: Parameter, declared: Mapping[str, Any]) -> ParameterLine:
    secret = parameter.no_echo or parameter.secret is not None
    if secret:
        value = _tr("asked for at launch")
    elif parameter.value is None:
        value = _tr("filled in at launch")
    else:
        value = printable(parameter.value)
    return ParameterLine(
        parameter.name,
        str(declared.get("Type", "")),
        value,
        parameter.value is not None,
        _words(declared.get("Description") or declared.get("Label") or ""),
        secret,
    )


def _words(description: object) -> str:
    if isinstance(description, dict):
        chinese = QLocale().language() == QLocale.Language.Chinese
        description = description.get("zh-cn" if chinese else "en", "")
    return printable(description)


def _mark(line: ParameterLine) -> tuple[str, Tone]:
    return ("lock" if line.secret else "values", Tone.TEXT)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ParametersPreview", text)
