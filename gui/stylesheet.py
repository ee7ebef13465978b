"""The one stylesheet, filled from the tokens of `gui.theme`."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Final

from gui.theme import CONTROL, DARK, ICONS, RADIUS, Tokens

_SHEET: Final = Path(__file__).with_name("style.qss")


def stylesheet(colours: Tokens, zoom: float) -> str:
    """Return the sheet of one scheme; `zoom` scales type and the controls that hold it."""
    mixed = colours.mixed
    inner = round((CONTROL - 2) * max(1.0, zoom))
    return Template(_SHEET.read_text("utf-8")).substitute(
        vars(colours),
        scheme="dark" if colours is DARK else "light",
        icons=(ICONS / "control").as_posix(),
        title=round(20 * zoom),
        section=round(15 * zoom),
        hint=round(12 * zoom),
        radius=RADIUS,
        inner=inner,
        inner_thick=inner - 2,
        faded=mixed(colours.muted, 0.65),
        hover=mixed(colours.text, 0.04),
        pressed=mixed(colours.text, 0.09),
        line=mixed(colours.border, 0.5),
        handle=mixed(colours.muted, 0.4),
        control=mixed(colours.muted, 0.75),
        chosen=mixed(colours.accent, 0.09),
        selection=mixed(colours.accent, 0.28),
        accent_line=mixed(colours.accent, 0.4),
        accent_hover=mixed(colours.accent, 0.88, colours.text),
        bad_ground=mixed(colours.bad, 0.08),
        bad_line=mixed(colours.bad, 0.45),
        warn_ground=mixed(colours.warn, 0.09),
        warn_line=mixed(colours.warn, 0.45),
        ok_ground=mixed(colours.ok, 0.08),
        ok_line=mixed(colours.ok, 0.45),
    )
