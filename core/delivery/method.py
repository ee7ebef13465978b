"""What there is to say about one way of delivery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.chart.model import Chart
    from core.chart.surroundings import Surroundings
    from core.delivery.model import Bundle
    from core.errors import Problem, Sentence
    from core.plan.methods import DeliveryMethod
    from core.plan.model import Plan


class MakesBundle(Protocol):
    """How a method makes a plan and its chart a bundle; raises `ProblemsFound` when it cannot."""

    def __call__(
        self, plan: Plan, chart: Chart, revision: int, surroundings: Surroundings, /
    ) -> Bundle:
        """Return what the plan comes to, as the deployment number `revision` of its stack."""


class ChecksBundle(Protocol):
    """What a method looks at in its own bundles, beyond what holds for all."""

    def __call__(self, bundle: Bundle, /) -> Iterable[Problem]:
        """Yield what stands against it, and what should be looked at."""


@dataclass(frozen=True)
class Method:
    """One way of delivery.

    `title` and `about` describe it to whoever chooses, `able` says what it can and `limit` what it
    costs; `icon` is a file of resources/icons.
    """

    name: DeliveryMethod
    icon: str
    title: Sentence
    about: Sentence
    able: Sentence
    limit: Sentence
    make: MakesBundle
    check: ChecksBundle
