"""The steps of the wizard: a row each, which says all that the flow asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import Problem, Sentence, say
from core.plan.model import PathChart
from core.plan.names import NAMESPACE, RELEASE_NAME
from core.wizard.draft import answers_alone

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.wizard.draft import Draft

Answers = tuple[object, ...]


class Step(StrEnum):
    """The steps, in the order they are walked."""

    ACCOUNT = "account"
    CLUSTER = "cluster"
    CHART = "chart"
    VALUES = "values"
    DELIVERY = "delivery"
    REVIEW = "review"
    STATUS = "status"


STEPS: Final = tuple(Step)


@dataclass(frozen=True)
class Row:
    """One step, as functions of the answers so far.

    `rests_on` gives the earlier answers: when they change, the step is to be looked at again.
    `about` gives the answers that findings are about: when they change, those are dropped.
    `lacks` says what is missing or wrong at first sight, `summary` the answer in a line.
    `praise` is what a review says of it when nothing is wrong.
    Problems of the plan at `places` are mended here. A step that `needs_a_finding` is not valid
    before somebody has looked.
    """

    step: Step
    name: Sentence
    rests_on: Callable[[Draft], Answers]
    about: Callable[[Draft], Answers]
    lacks: Callable[[Draft], tuple[Problem, ...]] = lambda _draft: ()
    summary: Callable[[Draft], Sentence | None] = lambda _draft: None
    praise: Sentence | None = None
    places: tuple[str, ...] = ()
    needs_a_finding: bool = False


def row_of(step: Step) -> Row:
    """Return what the flow knows of a step."""
    return _ROWS[step]


def step_of(problem: Problem) -> Step:
    """Return the step on which a problem of the plan is mended."""
    return next(
        (row.step for row in _ROWS.values() if problem.place.startswith(row.places)), Step.CHART
    )


def _nothing(_draft: Draft) -> Answers:
    return ()


def _everything(draft: Draft) -> Answers:
    return (answers_alone(draft),)


def _place(draft: Draft) -> tuple[object, ...]:
    """Return the account's part of the answers: who deploys, and in which region."""
    if draft.rehearse:
        return (True,)
    return (False, draft.account)


def _cluster(draft: Draft) -> tuple[object, ...]:
    return (*_place(draft), draft.rehearsal if draft.rehearse else draft.cluster_id)


def _account_lacks(draft: Draft) -> tuple[Problem, ...]:
    if draft.rehearse or draft.account.profile:
        return ()
    return (Problem("account.profile", say("No profile is chosen."), say("Choose or add one.")),)


def _account_summary(draft: Draft) -> Sentence:
    if draft.rehearse:
        return say("rehearsal")
    account = draft.account
    return say("{profile} · {region}", profile=account.profile, region=account.region)


def _cluster_lacks(draft: Draft) -> tuple[Problem, ...]:
    lacks: list[Problem] = []
    if not draft.rehearse and not draft.cluster_id:
        lacks.append(
            Problem("cluster.id", say("No cluster is chosen."), say("Choose one from the table."))
        )
    if remedy := NAMESPACE.broken_by(draft.namespace):
        what = say("Kubernetes refuses this namespace.")
        lacks.append(Problem("release.namespace", what, remedy))
    return tuple(lacks)


def _cluster_summary(draft: Draft) -> Sentence:
    if not draft.rehearse:
        cluster = draft.cluster_name or draft.cluster_id
        return say("{cluster} · {namespace}", cluster=cluster, namespace=draft.namespace)
    if draft.rehearsal.kubeconfig:
        cluster = draft.rehearsal.context or Path(draft.rehearsal.kubeconfig).name
        return say("{cluster} · {namespace}", cluster=cluster, namespace=draft.namespace)
    return say(
        "built in {version} · {namespace}",
        version=draft.rehearsal.kubernetes_version,
        namespace=draft.namespace,
    )


def _chart_answers(draft: Draft) -> Answers:
    return (draft.chart, draft.base if isinstance(draft.chart, PathChart) else None)


def _chart_lacks(draft: Draft) -> tuple[Problem, ...]:
    if draft.chart is not None:
        return ()
    return (Problem("chart", say("No chart is chosen."), say("Say where the chart is.")),)


def _delivery_answers(draft: Draft) -> Answers:
    return (
        *_cluster(draft),
        draft.chart,
        draft.delivery,
        draft.outputs,
        draft.release_name,
    )


def _delivery_lacks(draft: Draft) -> tuple[Problem, ...]:
    remedy = RELEASE_NAME.broken_by(draft.release_name or draft.name)
    return (Problem("release.name", say("This is no release name."), remedy),) if remedy else ()


def _delivery_summary(draft: Draft) -> Sentence:
    return say(
        "{method} · {release}",
        method=draft.delivery.method.value,
        release=draft.release_name or draft.name,
    )


_TABLE: Final = (
    Row(
        Step.ACCOUNT,
        say("Account"),
        rests_on=_nothing,
        about=_place,
        lacks=_account_lacks,
        summary=_account_summary,
        praise=say("The account and its region are fine."),
        places=("account",),
    ),
    Row(
        Step.CLUSTER,
        say("Cluster"),
        rests_on=_place,
        about=lambda draft: (*_cluster(draft), draft.namespace),
        lacks=_cluster_lacks,
        summary=_cluster_summary,
        praise=say("The cluster and the namespace are fine."),
        places=("cluster", "release.namespace"),
    ),
    Row(
        Step.CHART,
        say("Chart"),
        rests_on=_nothing,
        about=_chart_answers,
        lacks=_chart_lacks,
        praise=say("The chart can be installed."),
        places=("chart",),
        needs_a_finding=True,
    ),
    Row(
        Step.VALUES,
        say("Values"),
        rests_on=lambda draft: (draft.chart,),
        about=lambda draft: (draft.chart, draft.values, draft.parameters),
        praise=say("The values fit, and the cluster takes what is rendered."),
        places=("values", "parameters"),
    ),
    Row(
        Step.DELIVERY,
        say("Delivery"),
        rests_on=lambda draft: (*_cluster(draft), draft.chart),
        about=_delivery_answers,
        lacks=_delivery_lacks,
        summary=_delivery_summary,
        praise=say("The template can be made and fits the limits of ROS."),
        places=("delivery", "outputs", "release", "name"),
    ),
    Row(
        Step.REVIEW,
        say("Review"),
        rests_on=_everything,
        about=lambda draft: (draft,),
    ),
    Row(
        Step.STATUS,
        say("Status"),
        rests_on=_everything,
        about=lambda draft: (draft,),
    ),
)
_ROWS: Final = {row.step: row for row in _TABLE}
