"""The one look of ChartNest: colours, spaces, type and icons. Every screen takes them from here."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import ceil
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from core.paths import RESOURCES

ICONS: Final = RESOURCES / "icons"
SHEET: Final = Path(__file__).with_name("style.qss")

XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32
"""The one scale of spaces, in pixels."""

RADIUS: Final = 6
CONTROL: Final = 32
ROW: Final = 32
TREE_ROW: Final = 28
RAIL: Final = 224
BUTTON_ICON: Final = 16
FORM: Final = 720
BASE_FONT: Final = 13
CODE_FONT: Final = 13
HINT_FONT: Final = 12


@dataclass(frozen=True)
class Tokens:
    """The colours of one scheme; all text colours reach 4.5:1 on all three grounds."""

    window: str
    surface: str
    raised: str
    code: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    ok: str
    warn: str
    bad: str

    def mixed(self, colour: str, amount: float, ground: str | None = None) -> str:
        """Return `amount` (0–1) of `colour` laid over `ground`, by default the surface."""
        over, under = QColor(colour), QColor(ground or self.surface)

        def channel(top: int, bottom: int) -> int:
            return round(top * amount + bottom * (1 - amount))

        return QColor(
            channel(over.red(), under.red()),
            channel(over.green(), under.green()),
            channel(over.blue(), under.blue()),
        ).name()

    def tone(self, tone: Tone) -> QColor:
        """Return the colour of a tone."""
        return QColor(getattr(self, tone.value))


class Tone(StrEnum):
    """What a colour says; the value names the token."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


LIGHT: Final = Tokens(
    window="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    code="#F8F9FB",
    border="#D5D9E0",
    text="#1B1F27",
    muted="#5A6372",
    accent="#0B63CE",
    on_accent="#FFFFFF",
    ok="#1A7F4B",
    warn="#8A5A00",
    bad="#C0282D",
)
DARK: Final = Tokens(
    window="#15181D",
    surface="#1C2027",
    raised="#232833",
    code="#181C22",
    border="#3A414E",
    text="#E7EAF0",
    muted="#A3ACBB",
    accent="#6AA9FF",
    on_accent="#0B1524",
    ok="#4FC285",
    warn="#E0A83A",
    bad="#FF7B72",
)


class Scheme(StrEnum):
    """Which colours a person asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def tokens(palette: QPalette | None = None) -> Tokens:
    """Return the tokens a palette was made from, by default the application's."""
    ground = (palette or QApplication.palette()).color(QPalette.ColorRole.Window)
    return DARK if ground.lightness() < 128 else LIGHT


def palette_of(colours: Tokens) -> QPalette:
    """Return the Fusion palette of a scheme."""
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window, role.Button), colours.window),
        ((role.Base, role.Light), colours.surface),
        ((role.AlternateBase,), colours.code),
        ((role.ToolTipBase, role.Midlight), colours.raised),
        ((role.Mid, role.Dark), colours.border),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.text),
        ((role.PlaceholderText,), colours.muted),
        ((role.Highlight, role.Link, role.LinkVisited, role.Accent), colours.accent),
        ((role.HighlightedText,), colours.on_accent),
        ((role.BrightText,), colours.bad),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    faded = QColor(colours.mixed(colours.muted, 0.65))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, faded)
    return palette


def ui_font(zoom: float = 1.0, pixels: float = BASE_FONT, *, bold: bool = False) -> QFont:
    """Return the system's font; on Linux Noto Sans, whose Chinese sister matches it."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if sys.platform.startswith("linux"):
        font.setFamilies(["Noto Sans", "Noto Sans CJK SC", *font.families()])
    font.setPixelSize(round(pixels * zoom))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def hint_font() -> QFont:
    """Return the font of hints, as large as the text asks."""
    return ui_font(text_zoom(), HINT_FONT)


def code_font(zoom: float = 1.0) -> QFont:
    """Return the system's monospaced font."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if sys.platform.startswith("linux"):
        # The Chinese one is nearly as high as the first: lines keep one height.
        font.setFamilies(["Noto Sans Mono", "DejaVu Sans Mono", "Noto Sans Mono CJK SC"])
    font.setPixelSize(round(CODE_FONT * zoom))
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def text_zoom() -> float:
    """Return how large the text is now, as a factor."""
    return QApplication.font().pixelSize() / BASE_FONT


def zoomed(pixels: float) -> int:
    """Return a length that grows with the text, such as an icon's beside it."""
    return round(pixels * text_zoom())


def half_zoomed(pixels: int) -> int:
    """Return a width that grows half as much as the text: what is beside it needs room, too."""
    return (pixels + zoomed(pixels)) // 2


def icon(name: str, tone: Tone = Tone.TEXT, size: int = 20) -> QIcon:
    """Return a line icon in the colours of the scheme now shown, for the finest screen."""
    colours = tokens()
    finest = float(ceil(max(screen.devicePixelRatio() for screen in QApplication.screens())))
    return _icon(name, colours.tone(tone).name(), colours.mixed(colours.muted, 0.5), size, finest)


def pixmap(name: str, tone: Tone = Tone.TEXT, size: int = 20, ratio: float = 2.0) -> QPixmap:
    """Return a line icon as a picture of `size` logical pixels."""
    return _drawn(name, tokens().tone(tone).name(), size, ratio)


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, faded: str, size: int, ratio: float) -> QIcon:
    made, drawn = QIcon(), _drawn(name, colour, size, ratio)
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Active):
        made.addPixmap(drawn, mode)
    made.addPixmap(_drawn(name, faded, size, ratio), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    source = (ICONS / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source)).render(
        painter, QRectF(0, 0, picture.width(), picture.height())
    )
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def set_icon(target: QAbstractButton | QAction, name: str, tone: Tone = Tone.TEXT) -> None:
    """Give a button or an action an icon that follows the scheme."""
    target.setProperty("iconName", name)
    target.setProperty("iconTone", tone.value)
    _tint(target)


def _tint(target: QObject) -> None:
    name = target.property("iconName")
    if name and isinstance(target, QAbstractButton | QAction):
        target.setIcon(icon(name, Tone(target.property("iconTone"))))
        if isinstance(target, QAbstractButton):
            target.setIconSize(QSize(zoomed(BUTTON_ICON), zoomed(BUTTON_ICON)))


class Theme(QObject):
    """Dresses the application; `changed` tells painters of their own to draw again."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._scheme = Scheme.SYSTEM
        self._zoom = 1.0
        application.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def scheme(self) -> Scheme:
        """Return what the person asked for."""
        return self._scheme

    @property
    def zoom(self) -> float:
        """Return the text size as a factor."""
        return self._zoom

    def apply(self, scheme: Scheme, zoom: float = 1.0) -> None:
        """Dress every window in `scheme` at `zoom`."""
        self._scheme, self._zoom = scheme, zoom
        colours = self._colours()
        self._application.setFont(ui_font(zoom))
        self._application.setPalette(palette_of(colours))
        self._application.setStyleSheet(stylesheet(colours, zoom))
        for window in self._application.topLevelWidgets():
            for kind in (QAbstractButton, QAction):
                for target in window.findChildren(kind):
                    _tint(target)
        self.changed.emit()

    def _colours(self) -> Tokens:
        if self._scheme is Scheme.SYSTEM:
            dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._scheme is Scheme.DARK else LIGHT

    def _follow_system(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self.apply(self._scheme, self._zoom)


def stylesheet(colours: Tokens, zoom: float) -> str:
    """Return the sheet of one scheme; `zoom` scales type and the controls that hold it."""
    mixed = colours.mixed
    inner = round((CONTROL - 2) * max(1.0, zoom))
    return Template(SHEET.read_text("utf-8")).substitute(
        vars(colours),
        scheme="dark" if colours is DARK else "light",
        icons=(ICONS / "control").as_posix(),
        title=round(20 * zoom),
        section=round(15 * zoom),
        hint=round(HINT_FONT * zoom),
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
