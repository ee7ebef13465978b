"""What the main window holds: home and the open plan, the menus, what is said in between."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenuBar, QStackedWidget, QWidget

from core.paths import data_directory
from gui.asking import plan_to_read
from gui.background import Background
from gui.deployments import Deployments
from gui.drops import Drops
from gui.first_paint import FirstPaint
from gui.home import HomePage
from gui.home_feed import HomeFeed
from gui.look import Look
from gui.menus import Menus
from gui.plans import Plans
from gui.services import Services
from gui.theme import ICONS
from gui.widgets.banner import Banner
from gui.widgets.parts import column
from gui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication, QMainWindow

    from core.wizard.flow import Flow
    from gui.home_lines import DeploymentLine, HomeLines
    from gui.language import Language
    from gui.shell import Shell
    from gui.wizard import Wizard


class Workspace(QWidget):
    """Owns what lives as long as the window, and ties it together; shows home or the open plan."""

    def __init__(self, window: QMainWindow, settings: QSettings, application: QApplication) -> None:
        super().__init__()
        self._window = window
        self.background = Background(self)
        self.services = Services(data_directory())
        self.look = Look(application, settings, self)
        self.plans = Plans(self.background, self.services, self)
        self.deployments = Deployments(self.background, self.services, self)
        self.shell: Shell | None = None
        self.banner = Banner()
        self.feed = HomeFeed(self.background, self.services, self._home_is_seen, self)
        self._stack = QStackedWidget()
        self.home = self._made_home()
        self.setLayout(column(self._stack, self.banner, fill=0))
        self._menus = self._made_menus(window.menuBar())
        self._connect()
        window.setWindowIcon(QIcon(str(ICONS / "chartnest.svg")))
        self._entitle()
        FirstPaint(self, self.feed.refresh)  # not before it: the worker would hold it up

    def _connect(self) -> None:
        self.background.failed.connect(self._say)
        self.plans.asked.connect(self.banner.clear)
        self.plans.read.connect(self._open)
        self.look.dressed.connect(self._tick)
        self.feed.listed.connect(self._show_lines)
        self.feed.lived.connect(self._show_live)
        drops = Drops(self)
        drops.plan_dropped.connect(self.plans.open_file)
        drops.chart_dropped.connect(self.take_chart)

    def _made_home(self) -> HomePage:
        home, plans = HomePage(), self.plans
        self._stack.addWidget(home)
        home.new_asked.connect(plans.begin)
        home.open_asked.connect(self.ask_plan)
        home.sample_asked.connect(plans.open_sample)
        home.plan_chosen.connect(lambda path: plans.open_file(Path(path)))
        home.draft_chosen.connect(plans.open_draft)
        home.deployment_chosen.connect(self.deployments.open)
        home.draft_discarded.connect(self.feed.discard)
        return home

    def _made_menus(self, bar: QMenuBar) -> Menus:
        menus = Menus(bar)
        menus.new_asked.connect(self.plans.begin)
        menus.open_asked.connect(self.ask_plan)
        menus.sample_asked.connect(self.plans.open_sample)
        menus.close_asked.connect(self.close_plan)
        menus.home_asked.connect(self.close_plan)
        menus.scheme_chosen.connect(self.look.dress)
        menus.zoom_asked.connect(self.look.zoom)
        menus.language_chosen.connect(self.speak)
        menus.save_asked.connect(self._in_shell(lambda shell: shell.save()))
        menus.save_as_asked.connect(self._in_shell(lambda shell: shell.save_as()))
        menus.next_asked.connect(self._in_shell(lambda shell: shell.go_on()))
        menus.previous_asked.connect(self._in_shell(lambda shell: shell.go_back()))
        menus.tick(self.look.theme.scheme, self.look.language)
        return menus

    def _in_shell(self, do: Callable[[Shell], None]) -> Callable[[], None]:
        def do_if_there() -> None:
            if self.shell:
                do(self.shell)

        return do_if_there

    def ask_plan(self) -> None:
        """Ask for a plan file and open it."""
        if file := plan_to_read(self):
            self.plans.open_file(file)

    def take_chart(self, path: Path) -> None:
        """Begin a plan with a chart, or change the open plan's."""
        if self.shell:
            self.shell.take_chart(path)
        else:
            self.plans.open_chart(path)

    def close_plan(self) -> None:
        """Go home; the draft is kept."""
        if shell := self.shell:
            self.shell = None
            shell.current_page.leave()
            shell.wizard.close(lambda _none: self.feed.refresh())
            self._stack.removeWidget(shell)
            shell.deleteLater()
        else:
            self.feed.refresh()
        self._stack.setCurrentWidget(self.home)
        self._entitle()
        self.home.first_focus().setFocus()

    def _open(self, flow: Flow, identity: str) -> None:
        from gui.wizard import Wizard

        desk = self.deployments.desk
        wizard = Wizard(self.background, self.services, desk, flow, identity)
        if self.shell:
            self.close_plan()
        wizard.changed.connect(self._entitle)
        self._show_shell(wizard)
        wizard.open_chart()
        self._entitle()

    def _show_shell(self, wizard: Wizard) -> None:
        from gui.shell import Shell

        shell = Shell(wizard)
        wizard.setParent(shell)
        shell.home_asked.connect(self.close_plan)
        self.shell = shell
        self._stack.addWidget(shell)
        self._stack.setCurrentWidget(shell)
        shell.current_page.first_focus().setFocus()

    def _home_is_seen(self) -> bool:
        return self._stack.currentWidget() is self.home and self.isVisible()

    def _show_lines(self, lines: HomeLines) -> None:
        self.home.show_drafts(lines.drafts)
        self.home.show_recent(lines.recent)
        self.home.show_deployments(lines.deployments)

    def _show_live(self, deployments: list[DeploymentLine]) -> None:
        self.home.show_deployments(deployments)

    def _entitle(self) -> None:
        wizard = self.shell.wizard if self.shell else None
        title = f"{wizard.draft.name}[*] – ChartNest" if wizard else "ChartNest"
        self._window.setWindowTitle(title)
        self._window.setWindowModified(bool(wizard and wizard.unsaved))
        self._menus.enable_plan_actions(enabled=wizard is not None)

    def say_crashed(self, file: Path) -> None:
        """Say that the run before this one ended in the middle of something."""
        what = self.tr("ChartNest ended unexpectedly last time; your drafts are here.")
        self.banner.say("warn", what, self.tr("Where it was is in {file}.").format(file=file))

    def _say(self, error: Exception) -> None:
        if self.shell:
            self.shell.show_error(error)
        else:
            self.banner.say("bad", *said(error))

    def speak(self, language: Language) -> None:
        """Say everything in `language`; what was typed stays."""
        if self.shell:
            self.shell.current_page.leave()
        self.look.speak(language)
        self._make_home_anew()
        self._window.setMenuBar(QMenuBar())
        self._menus = self._made_menus(self._window.menuBar())
        self.banner.clear()
        if shell := self.shell:
            self._stack.removeWidget(shell)
            self._show_shell(shell.wizard)
            shell.hide()
            shell.deleteLater()
        self.deployments.make_windows_anew()
        self._entitle()

    def _make_home_anew(self) -> None:
        old, self.home = self.home, self._made_home()
        if self._stack.currentWidget() is old:
            self._stack.setCurrentWidget(self.home)
        self._stack.removeWidget(old)
        old.deleteLater()
        self.feed.refresh()

    def _tick(self) -> None:
        self._menus.tick(self.look.theme.scheme, self.look.language)

    def leave(self) -> None:
        """Keep the draft and end what works here; running deployments go on."""
        self.feed.stop()
        if self.shell:
            self.shell.current_page.leave()
            self.shell.wizard.keep_now()
        self.deployments.close()
        self.services.close()
        self.background.close()
