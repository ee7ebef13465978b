"""Shows the window at work: opens it on the sample, or drives it headless through every step.

`python -m gui.demo` opens the window where there is a display. Without one, or with
DEMO_HEADLESS=1, the same window is clicked through from the account to the decoded outputs and
the deletion, and a picture of each step is left in build/demo. `--screenshots` makes the pictures
of the README instead.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QSize, Qt

from core.deployment.model import DELETED
from core.paths import RESOURCES
from core.wizard.steps import Step
from gui.app import made_application, main
from gui.driving import Hand
from gui.language import Language
from gui.pauses import keep_pauses_short
from gui.plans import SAMPLE
from gui.status.delete_question import DeleteQuestion
from gui.steps.account import AccountPage
from gui.steps.chart import ChartPage
from gui.steps.cluster import ClusterPage
from gui.steps.review import ReviewPage
from gui.steps.status import StatusPage
from gui.steps.values import ValuesPage
from gui.theme import Scheme
from gui.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from gui.shell import Shell
    from gui.status.view import StatusView
    from gui.steps.base import StepPage

Page = TypeVar("Page", bound="StepPage")
PICTURES: Final = Path("build/demo")
README_PICTURES: Final = RESOURCES / "screenshots"
README_SHOWS: Final = ("chart", "values-objects", "delivery", "review", "status-outputs")
SIZES: Final = (QSize(1280, 800), QSize(1920, 1200))


class Demo:
    """Walks the sample plan through the window, saying what it sees."""

    def __init__(
        self, window: Window, folder: Path, sizes: Sequence[QSize], only: Sequence[str] = ()
    ) -> None:
        self.window, self.workspace, self.hand = window, window.workspace, Hand(window)
        self._folder, self._sizes, self._only = folder, sizes, only
        self._number = 0

    def walk(self) -> None:
        """Go from home to the outputs, and delete what was made."""
        self.picture("home")
        self.hand.click("Try the sample")
        self.hand.wait(lambda: self.workspace.shell, "the sample plan")
        self.account()
        self.cluster()
        self.chart()
        self.values()
        self.delivery()
        self.review()
        self.status()

    def account(self) -> None:
        """Choose to rehearse."""
        page = self.page(AccountPage)
        self.hand.click(page.first_focus())
        self.hand.wait(lambda: self.workspace.background.idle, "the keyring's answer")
        self.say("account", "rehearsal on this computer")
        self.picture("account")
        self.next(Step.CLUSTER)

    def cluster(self) -> None:
        """Type another namespace."""
        self.page(ClusterPage)
        self.hand.type("Namespace", "tea")
        self.say("cluster", f"built in, namespace {self.shell.wizard.draft.namespace}")
        self.picture("cluster")
        self.next(Step.CHART)

    def chart(self) -> None:
        """Type where the chart is, and open it with Enter."""
        page = self.page(ChartPage)
        self.hand.type("Chart", os.path.relpath(SAMPLE.parent / "chart"))
        self.hand.press(Qt.Key.Key_Return, on=page.first_focus())
        self.hand.wait(lambda: self.shell.wizard.flow.valid(Step.CHART), "the chart")
        chart = self.shell.wizard.chart
        about = chart.metadata if chart else None
        self.say("chart", f"{about.name} {about.version}: {about.description}" if about else "")
        self.picture("chart")
        self.next(Step.VALUES)

    def values(self) -> None:
        """Change a value in the text, look at all three tabs, and at the form."""
        page = self.page(ValuesPage)
        self.hand.wait(lambda: page.insight, "what the values come to")
        editor = page.editor.view
        editor.go_to(2, len("replicaCount: ") + 1)
        self.hand.press(Qt.Key.Key_Delete, on=editor)
        self.hand.type(editor, "3", replace=False)
        self.hand.wait(lambda: "replicaCount: 3" in self.shell.wizard.draft.values, "the change")
        self.hand.wait(lambda: page.insight and page.insight.text == page.editor.text)
        insight = page.insight
        objects = [f"{o.kind}/{o.name}" for o in (insight.objects if insight else None) or ()]
        changed = insight.change_count if insight else 0
        self.say("values", f"{changed} changed; {', '.join(objects)}")
        for tab in ("changes", "objects", "problems"):
            page.side.tabs.setCurrentIndex(("changes", "objects", "problems").index(tab))
            self.picture(f"values-{tab}")
        self.hand.click("Form")
        self.picture("values-form")
        self.hand.click("YAML")
        self.next(Step.DELIVERY)

    def delivery(self) -> None:
        """Look at the methods."""
        self.hand.wait(lambda: Step.DELIVERY in self.shell.wizard.flow.findings, "the methods")
        self.say("delivery", self.shell.wizard.draft.delivery.method.value)
        self.picture("delivery")
        self.next(Step.REVIEW)

    def review(self) -> None:
        """Launch once every check has passed."""
        page = self.page(ReviewPage)
        self.hand.wait(page.launch_button.isEnabled, "the checks")
        self.picture("review")
        self.hand.click("Launch")
        self.hand.wait(lambda: self.shell.wizard.draft.deployment, "the launch")
        self.say("launch", self.shell.wizard.draft.deployment)

    def status(self) -> None:
        """Watch until the outputs are decoded, look at every tab, and delete the stack."""
        page = self.page(StatusPage)
        self.hand.wait(lambda: page.view, "the status")
        view = page.view
        if view is None:
            raise LookupError
        self.hand.wait(lambda: view.watcher.look, "the first look")
        self.picture("status-creating")
        self.hand.wait(lambda: _finished(view), "the end of the creation")
        look = view.watcher.look
        snapshot = look.snapshot if look else None
        self.say("status", snapshot.status if snapshot else "")
        for output in snapshot.outputs if snapshot else ():
            self.say("output", f"{output.name}:")
            for line in str(output.text).strip().splitlines():
                self.say("", f"  {line}")
        for number in range(view.tabs.count()):
            view.tabs.setCurrentIndex(number)
            self.hand.rest(200)
            self.picture(f"status-{view.tabs.tabText(number).lower().replace(' ', '-')}")
        self.delete(view)

    def delete(self, view: StatusView) -> None:
        """Delete the stack, answering the question that is asked first."""
        self.hand.click("Delete")
        self.hand.wait(lambda: view.findChildren(DeleteQuestion), "the question")
        question = view.findChildren(DeleteQuestion)[0]
        self.picture("delete", question)
        self.hand.click(question.delete_button)
        self.hand.wait(lambda: _deleted(view), "the deletion")
        self.say("delete", DELETED)
        self.picture("status-deleted")

    @property
    def shell(self) -> Shell:
        """Return the open plan's frame."""
        if self.workspace.shell is None:
            raise LookupError
        return self.workspace.shell

    def page(self, kind: type[Page]) -> Page:
        """Return the page now shown, which is of `kind`."""
        page = self.shell.current_page
        if not isinstance(page, kind):
            raise TypeError(type(page).__name__)
        return page

    def next(self, step: Step) -> None:
        """Click the button that names the next step."""
        self.hand.click(self.shell.next_button)
        self.hand.wait(lambda: self.shell.wizard.flow.current is step, step.value)

    def say(self, where: str, what: str) -> None:
        """Print what is seen."""
        sys.stdout.write(f"{time.strftime('%H:%M:%S')}  {where:<9} {what}\n")
        sys.stdout.flush()

    def picture(self, name: str, shown: QWidget | None = None) -> None:
        """Leave a picture of the window in both schemes, in every size, unless not wanted."""
        if self._only and name not in self._only:
            return
        self._number += 1
        for size in self._sizes:
            self.window.resize(size)
            for scheme in (Scheme.LIGHT, Scheme.DARK):
                self.workspace.look.dress(scheme)
                self.hand.rest()
                label = f"{self._number:02}-{name}-{scheme.value}"
                if len(self._sizes) > 1:
                    label = f"{name}-{size.width()}-{scheme.value}"
                (shown or self.window).grab().save(str(self._folder / f"{label}.png"))


def headless(folder: Path, sizes: Sequence[QSize], only: Sequence[str] = ()) -> int:
    """Drive the window from end to end, in a home of its own that is gone afterwards."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="chartnest-") as home:
        os.environ["CHARTNEST_HOME"] = home
        application = made_application()
        keep_pauses_short(application)
        window = Window(application)
        # The hand finds what it clicks by its English name.
        window.workspace.speak(Language.ENGLISH)
        window.resize(sizes[0])
        window.show()
        try:
            Demo(window, folder, sizes, only).walk()
        finally:
            window.close()
            _end_rehearsal()
    sys.stdout.write(f"The pictures are in {os.path.relpath(folder)}.\n")
    return 0


def _deleted(view: StatusView) -> bool:
    look = view.watcher.look
    return look is not None and look.snapshot.status == DELETED


def _finished(view: StatusView) -> bool:
    look = view.watcher.look
    return look is not None and look.snapshot.finished


def _end_rehearsal() -> None:
    import signal

    from core.rehearsal.process import find

    if running := find():
        os.kill(running.pid, signal.SIGTERM)


def _has_display() -> bool:
    if os.environ.get("DEMO_HEADLESS"):
        return False
    linux = sys.platform.startswith("linux")
    return not linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run() -> int:
    """Do what the command line asks for."""
    if "--screenshots" in sys.argv[1:]:
        return headless(README_PICTURES, SIZES, README_SHOWS)
    if _has_display():
        return main([sys.argv[0], "--sample"])
    return headless(PICTURES, SIZES[:1])


if __name__ == "__main__":
    sys.exit(run())
