"""Every text is in Chinese, and the window changes its language with nothing lost."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from core.errors import say
from core.wizard.steps import Step
from gui.language import Language, spoken_by
from gui.translations import CHINESE, release, texts, translated
from gui.words import words
from tests.support.window import Driver, open_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

TRANSLATED = translated(CHINESE)
# Names that Chinese engineers use as they are.
SAME = re.compile(
    r"[A-Z]\w*( [A-Z][A-Z]+)*|JSONPath|AccessKey (ID|secret)|STS token|.*\{\w+\}.*|Markdown.*"
)


def blanks(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def choose(driver: Driver, language: str) -> None:
    actions = driver.window.menuBar().findChildren(QAction)
    next(each for each in actions if each.text() == language).trigger()
    driver.settle()


def shown(driver: Driver) -> set[str]:
    return {label.text() for label in driver.window.findChildren(QLabel) if label.isVisible()}


def test_every_text_of_the_sources_is_translated_and_nothing_else() -> None:
    assert set(texts()) == set(TRANSLATED), "run `make translations`"


def test_a_translation_has_the_blanks_counts_and_keys_of_its_text() -> None:
    for text, (translation,) in TRANSLATED.items():
        assert blanks(translation) == blanks(text.source)
        assert translation.count("%n") == text.source.count("%n") == int(text.plural)
        if text.context == "Menus":
            assert translation.count("&") == text.source.count("&")


def test_a_translation_is_chinese_unless_the_text_is_a_name() -> None:
    for text, (translation,) in TRANSLATED.items():
        if not re.search(r"[\u4e00-\u9fff]", translation):
            assert SAME.fullmatch(text.source), text
            assert blanks(text.source) or translation.lower() == text.source.lower()


def test_what_is_loaded_is_made_of_the_translation_file(tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    release(CHINESE, made)
    assert made.read_bytes() == CHINESE.with_suffix(".qm").read_bytes()


@pytest.mark.parametrize(
    ("preferred", "language"),
    [
        (["zh-Hans-CN", "zh-CN", "zh"], Language.CHINESE),
        (["zh-SG"], Language.CHINESE),
        (["zh-Hant-TW", "zh-TW", "zh"], Language.ENGLISH),
        (["zh-HK", "zh-CN"], Language.ENGLISH),
        (["en-US", "zh-CN"], Language.ENGLISH),
        (["de-DE", "zh-CN"], Language.CHINESE),
        (["C"], Language.ENGLISH),
    ],
)
def test_the_systems_language_is_followed_where_there_is_a_translation(
    preferred: list[str], language: Language
) -> None:
    assert spoken_by(preferred) is language


def test_the_window_changes_to_chinese_and_back_and_keeps_what_was_typed(driver: Driver) -> None:
    driver.begin()
    driver.go_to(Step.VALUES)
    driver.shell.wizard.answer(values="greeting: typed\n")
    choose(driver, "简体中文")
    assert driver.shell.wizard.flow.current is Step.VALUES
    assert driver.shell.wizard.draft.values == "greeting: typed\n"
    assert "参数值" in shown(driver)
    assert QLocale().name() == "zh_CN"
    choose(driver, "English")
    assert "Values" in shown(driver)
    assert "参数值" not in shown(driver)
    assert driver.shell.wizard.draft.values == "greeting: typed\n"


def test_a_field_that_was_not_left_yet_keeps_what_was_typed(driver: Driver) -> None:
    driver.begin()
    driver.go_to(Step.CLUSTER)
    driver.type("Namespace", "tea-time")
    choose(driver, "简体中文")
    assert driver.shell.wizard.draft.namespace == "tea-time"


def test_the_language_is_remembered(driver: Driver, qapp: QApplication) -> None:
    choose(driver, "简体中文")
    with open_window(qapp) as again:
        again.click("新建方案")
        again.wait(lambda: again.main.shell, "the plan")
        choose(again, "English")
        kept = QSettings(again.window.settings.fileName(), QSettings.Format.IniFormat)
        assert kept.value("language") == "en"


def test_the_buttons_of_qt_are_chinese_too(driver: Driver) -> None:
    choose(driver, "简体中文")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_a_sentence_in_a_blank_of_another_is_translated(driver: Driver) -> None:
    choose(driver, "简体中文")
    said = words(say("It is not {kind}.", kind=say("a whole number")))
    assert said == "不是整数。"
