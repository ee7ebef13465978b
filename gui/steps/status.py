"""The last step: the stack of this plan, watched until its outputs are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.flow import Step
from gui.steps.base import StepPage
from gui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from gui.wizard import Wizard


class StatusPage(StepPage):
    """Shows the deployment that was launched from this plan."""

    step = Step.STATUS

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard, self.tr("Status"), self.tr("What ROS is doing."))
        self._place = EmptyState("status", wizard.draft.deployment)
        self.body.addWidget(self._place)
