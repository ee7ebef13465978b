"""Every colour of text can be read on every ground, in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from gui.theme import DARK, ICONS, LIGHT, SHEET, Tokens, palette_of, stylesheet, tokens


def luminance(colour: str) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(value) for value in QColor(colour).getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "surface", "raised", "code"])
@pytest.mark.parametrize("text", ["text", "muted", "accent", "ok", "warn", "bad"])
def test_text_reaches_four_and_a_half_to_one(scheme: Tokens, ground: str, text: str) -> None:
    assert contrast(getattr(scheme, text), getattr(scheme, ground)) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_primary_button_can_be_read(scheme: Tokens) -> None:
    assert contrast(scheme.on_accent, scheme.accent) >= 4.5


def test_tokens_are_known_by_their_palette() -> None:
    assert tokens(palette_of(LIGHT)) is LIGHT
    assert tokens(palette_of(DARK)) is DARK


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sheet_has_no_colour_of_its_own_and_every_picture_is_there(scheme: Tokens) -> None:
    assert not re.search(r"#[0-9A-Fa-f]{3,6}\b", SHEET.read_text("utf-8"))
    pictures = re.findall(r"url\(([^)]+)\)", stylesheet(scheme, 1.0))
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


def test_every_line_icon_takes_its_colour_from_the_scheme() -> None:
    drawn = [path for path in ICONS.glob("*.svg") if path.stem != "chartnest"]
    assert len(drawn) > 40
    for path in drawn:
        assert "currentColor" in path.read_text("utf-8"), path.name
