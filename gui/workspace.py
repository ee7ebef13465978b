"""What the main window holds: home and the open plan, the menus, what is said in between."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenuBar, QStackedWidget, QWidget

from core.paths import RESOURCES, data_directory
from gui import remembered
from gui.asking import plan_to_read, plan_to_write
from gui.background import Background, Task
from gui.first_paint import FirstPaint
from gui.home import HomePage
from gui.language import Language, Translation
from gui.menus import Menus
from gui.services import Services
from gui.theme import ICONS, Scheme, Theme
from gui.widgets.banner import Banner
from gui.widgets.parts import column
from gui.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QApplication

    from core.wizard.flow import Flow
    from gui.home_lines import DeploymentLine, HomeLines
    from gui.shell import Shell
    from gui.status.desk import Desk
    from gui.window import Window
    from gui.wizard import Wizard

SAMPLE: Final = RESOURCES / "sample" / "plan.yaml"
PLAN_ENDINGS: Final = (".yaml", ".yml")
CHART_ENDINGS: Final = (".tgz", ".tar.gz")
LIVE_MS: Final = 3000


class Workspace(QWidget):
    """Owns what lives as long as the window: background work, theme, services, the open plan."""

    def __init__(self, window: Window, application: QApplication) -> None:
        super().__init__()
        self._window = window
        self._settings = window.settings
        self.background = Background(self)
        self.services = Services(data_directory())
        self.shell: Shell | None = None
        self._desk: Desk | None = None
        self._translation = Translation(self)
        self._translation.speak(remembered.language(self._settings))
        self.theme = Theme(application)
        # Before there is anything to dress: dressing all of it again would show late.
        self.theme.apply(remembered.scheme(self._settings), remembered.zoom(self._settings))
        self.home = HomePage()
        self.banner = Banner()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.home)
        self.setLayout(column(self._stack, self.banner, fill=0))
        self.setAcceptDrops(True)
        self._connect_home()
        self._menus = Menus(self, window.menuBar())
        self._tick()
        self.background.failed.connect(self._say)
        window.setWindowIcon(QIcon(str(ICONS / "chartnest.svg")))
        self._entitle()
        self._live = QTimer(self)
        self._live.setInterval(LIVE_MS)
        self._live.timeout.connect(self._look_at_deployments)
        self._live.start()
        FirstPaint(self, self.refresh_home)  # not before it: the worker would hold it up

    # Plans

    def new_plan(self) -> None:
        """Begin an empty plan."""

        def begin(_task: Task) -> Flow:
            from core.wizard.flow import Flow

            return Flow()

        self._load(begin)

    def open_sample(self) -> None:
        """Begin with the sample plan; saving asks for a place of one's own."""

        def begin(_task: Task) -> Flow:
            from core.wizard.plan_files import sample_flow

            return sample_flow(SAMPLE)

        self._load(begin)

    def open_plan(self, path: Path) -> None:
        """Open a plan file."""

        def read(_task: Task) -> Flow:
            from core.wizard.plan_files import read_flow

            flow = read_flow(path)
            self.services.drafts.remember(path)
            return flow

        self._load(read)

    def open_chart(self, path: Path) -> None:
        """Begin a plan with a chart, or change the open plan's."""

        def begin(_task: Task) -> Flow:
            from core.wizard.plan_files import flow_of_chart

            return flow_of_chart(path)

        if self.shell:
            self.shell.take_chart(path)
        else:
            self._load(begin)

    def open_draft(self, identity: str) -> None:
        """Go on with a draft."""

        def find(_task: Task) -> Flow:
            return next(d.flow for d in self.services.drafts.all() if d.identity == identity)

        self._load(find, identity)

    @property
    def desk(self) -> Desk:
        """Return what watches deployments; imported once something is looked at."""
        if self._desk is None:
            from gui.status.desk import Desk

            self._desk = Desk(self.services, self.background, self)
        return self._desk

    def open_deployment(self, identity: str) -> None:
        """Show a deployment in a window of its own."""
        self.background.run("open deployment", _ready_for_a_status, lambda _: self._look(identity))

    def _look(self, identity: str) -> None:
        self.desk.open(identity)

    def close_plan(self) -> None:
        """Go home; the draft is kept."""
        if shell := self.shell:
            self.shell = None
            shell.current_page.leave()
            shell.wizard.close(self._drafts_changed)
            self._stack.removeWidget(shell)
            shell.deleteLater()
        else:
            self.refresh_home()
        self._stack.setCurrentWidget(self.home)
        self._entitle()
        self.home.first_focus().setFocus()

    def _drafts_changed(self, _none: object) -> None:
        self.refresh_home()

    def save(self) -> None:
        """Save the plan to its file, asking for one when it has none."""
        wizard = self._all_typed()
        if wizard and (file := wizard.draft.file):
            wizard.save(file)
        elif wizard:
            self.save_as()

    def save_as(self) -> None:
        """Save the plan to a file that is asked for."""
        wizard = self._all_typed()
        if wizard is None:
            return
        start = str(Path.home() / f"{wizard.draft.name}.yaml")
        if file := plan_to_write(self, start):
            wizard.save(file)

    def _all_typed(self) -> Wizard | None:
        """Return the open plan with all that was typed; say so when it cannot be saved yet."""
        if self.shell is None:
            return None
        self.shell.current_page.take()
        if self.shell.wizard.draft.chart is None:
            from gui.wizard import NoChartToSave

            self.shell.show_error(NoChartToSave())
            return None
        return self.shell.wizard

    def refresh_home(self) -> None:
        """Fetch the drafts, recent plans and deployments that home shows."""

        def read(_task: Task) -> HomeLines:
            from gui.home_lines import home_lines

            return home_lines(self.services)

        self.background.run("home", read, self._show_home)
        self._look_at_deployments()

    def _look_at_deployments(self) -> None:
        """Ask for the status of every deployment, while home is what is looked at."""

        def ask(_task: Task) -> list[DeploymentLine]:
            from gui.home_lines import live_lines

            return live_lines(self.services)

        looking = self._stack.currentWidget() is self.home and self.isVisible()
        if looking and not self.background.running("deployments"):
            self.background.run("deployments", ask, self._show_live)

    def _load(self, make: Callable[[Task], Flow], identity: str = "") -> None:
        def work(task: Task) -> tuple[Flow, str]:
            import gui.shell
            import gui.status.desk  # noqa: F401 - here, and not on the UI thread

            return make(task), identity

        self.banner.clear()
        self.background.run("open plan", work, self._open)

    def _open(self, opened: tuple[Flow, str]) -> None:
        from gui.wizard import Wizard

        flow, identity = opened
        wizard = Wizard(self.background, self.services, self.desk, flow, identity)
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

    def _show_home(self, lines: HomeLines) -> None:
        self.home.show_drafts(lines.drafts)
        self.home.show_recent(lines.recent)
        self.home.show_deployments(lines.deployments)

    def _show_live(self, deployments: list[DeploymentLine]) -> None:
        self.home.show_deployments(deployments)

    def _discard(self, identity: str) -> None:
        remove = self.services.drafts.remove
        self.background.run("discard draft", lambda _task: remove(identity), self._drafts_changed)

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

    def _connect_home(self) -> None:
        home = self.home
        home.new_asked.connect(self.new_plan)
        home.open_asked.connect(self.ask_plan)
        home.sample_asked.connect(self.open_sample)
        home.plan_chosen.connect(lambda path: self.open_plan(Path(path)))
        home.draft_chosen.connect(self.open_draft)
        home.deployment_chosen.connect(self.open_deployment)
        home.draft_discarded.connect(self._discard)

    def next_step(self) -> None:
        """Go one step on in the open plan."""
        if self.shell:
            self.shell.go_on()

    def previous_step(self) -> None:
        """Go one step back in the open plan."""
        if self.shell:
            self.shell.go_back()

    def ask_plan(self) -> None:
        """Ask for a plan file and open it."""
        if file := plan_to_read(self):
            self.open_plan(file)

    # Looks

    def dress(self, scheme: Scheme) -> None:
        """Show `scheme` and remember it."""
        self.theme.apply(scheme, self.theme.zoom)
        self._settings.setValue("scheme", scheme.value)

    def zoom(self, by: int) -> None:
        """Make everything larger or smaller by a step; 0 is the actual size."""
        place = remembered.ZOOMS.index(
            min(remembered.ZOOMS, key=lambda zoom: abs(zoom - self.theme.zoom))
        )
        zoom = remembered.ZOOMS[max(0, min(len(remembered.ZOOMS) - 1, place + by))] if by else 1.0
        self.theme.apply(self.theme.scheme, zoom)
        self._settings.setValue("zoom", zoom)

    def speak(self, language: Language) -> None:
        """Say everything in `language` and remember it; what was typed stays."""
        self._settings.setValue("language", language.value)
        if self.shell:
            self.shell.current_page.leave()
        self._translation.speak(language)
        self._make_home_anew()
        self._window.setMenuBar(QMenuBar())
        self._menus.deleteLater()
        self._menus = Menus(self, self._window.menuBar())
        self._tick()
        self.banner.clear()
        if shell := self.shell:
            self._stack.removeWidget(shell)
            self._show_shell(shell.wizard)
            shell.hide()
            shell.deleteLater()
        if self._desk:
            self._desk.make_windows_anew()
        self._entitle()

    def _make_home_anew(self) -> None:
        old, self.home = self.home, HomePage()
        self._connect_home()
        self._stack.addWidget(self.home)
        if self._stack.currentWidget() is old:
            self._stack.setCurrentWidget(self.home)
        self._stack.removeWidget(old)
        old.deleteLater()
        self.refresh_home()

    def _tick(self) -> None:
        self._menus.check_scheme(self.theme.scheme)
        self._menus.check_language(self._translation.language)

    # Events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Accept plan files, chart archives and chart folders."""
        if any(_kind_of(Path(url.toLocalFile())) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Open what was dropped."""
        for url in event.mimeData().urls():
            path = Path(url.toLocalFile())
            match _kind_of(path):
                case "plan":
                    self.open_plan(path)
                case "chart":
                    self.open_chart(path)
                case _:
                    continue
            return

    def leave(self) -> None:
        """Keep the draft and end what works here; running deployments go on."""
        self._live.stop()
        if self.shell:
            self.shell.current_page.leave()
            self.shell.wizard.keep_now()
        if self._desk:
            self._desk.close()
        self.services.close()
        self.background.close()


def _ready_for_a_status(_task: Task) -> None:
    import gui.status.desk  # noqa: F401 - here, and not on the UI thread


def _kind_of(path: Path) -> str:
    name = path.name.lower()
    if name.endswith(CHART_ENDINGS) or (path / "Chart.yaml").is_file():
        return "chart"
    return "plan" if name.endswith(PLAN_ENDINGS) else ""
