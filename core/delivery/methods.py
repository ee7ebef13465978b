"""The delivery methods, each one object that says all about itself, in the order of preference.

A new one is a name in `core/plan/methods.py`, a module here that makes its bundle, and its object
in this list; everything else asks the object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.delivery.direct import DIRECT
from core.delivery.hook import HOOK
from core.delivery.job import JOB

if TYPE_CHECKING:
    from core.delivery.method import Method
    from core.plan.methods import DeliveryMethod
    from core.plan.model import Plan

METHODS: Final[tuple[Method, ...]] = (HOOK, JOB, DIRECT)
"""The first that fits is recommended: hook upgrades and uninstalls by a current Helm, job does so
without a chart that must be hosted, direct leaves both to the Helm of ACK."""

_BY_NAME: Final = {method.name: method for method in METHODS}


def named(name: DeliveryMethod) -> Method:
    """Return the method of this name."""
    return _BY_NAME[name]


def method_of(plan: Plan) -> Method:
    """Return the method a plan names."""
    return named(plan.delivery.method)
