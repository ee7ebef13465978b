"""Every step's name on the screen, and its page, which is imported when it is first gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from core.wizard.flow import Step

if TYPE_CHECKING:
    from gui.steps.base import StepPage
    from gui.wizard import Wizard


def title_of(step: Step) -> str:
    """Return what a step is called."""
    return {
        Step.ACCOUNT: _tr("Account"),
        Step.CLUSTER: _tr("Cluster"),
        Step.CHART: _tr("Chart"),
        Step.VALUES: _tr("Values"),
        Step.DELIVERY: _tr("Delivery"),
        Step.REVIEW: _tr("Review"),
        Step.STATUS: _tr("Status"),
    }[step]


def page_of(step: Step, wizard: Wizard) -> StepPage:
    """Return a page on which a step is answered."""
    return _PAGES[step](wizard)


def _account(wizard: Wizard) -> StepPage:
    from gui.steps.account import AccountPage

    return AccountPage(wizard)


def _cluster(wizard: Wizard) -> StepPage:
    from gui.steps.cluster import ClusterPage

    return ClusterPage(wizard)


def _chart(wizard: Wizard) -> StepPage:
    from gui.steps.chart import ChartPage

    return ChartPage(wizard)


def _values(wizard: Wizard) -> StepPage:
    from gui.steps.values import ValuesPage

    return ValuesPage(wizard)


def _delivery(wizard: Wizard) -> StepPage:
    from gui.steps.delivery import DeliveryPage

    return DeliveryPage(wizard)


def _review(wizard: Wizard) -> StepPage:
    from gui.steps.review import ReviewPage

    return ReviewPage(wizard)


def _status(wizard: Wizard) -> StepPage:
    from gui.steps.status import StatusPage

    return StatusPage(wizard)


_PAGES: Final = {
    Step.ACCOUNT: _account,
    Step.CLUSTER: _cluster,
    Step.CHART: _chart,
    Step.VALUES: _values,
    Step.DELIVERY: _delivery,
    Step.REVIEW: _review,
    Step.STATUS: _status,
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Steps", text)
