"""Every step's page, which is imported when it is first gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.wizard.steps import Step

if TYPE_CHECKING:
    from gui.steps.base import StepPage
    from gui.wizard import Wizard


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
