"""The wizard as a state machine: its steps, what each needs, and which answers have gone stale."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import ConfigDict

from core.chart.surroundings import DEFAULT_KUBERNETES_VERSION, Surroundings
from core.delivery.surroundings import surroundings_of
from core.errors import Problem, Sentence, Severity, say
from core.plan.model import (
    Account,
    AskedValue,
    ChartSource,
    ClusterParameter,
    Delivery,
    ExistingCluster,
    Output,
    PathChart,
    Plan,
    PlanPart,
    Release,
)
from core.plan.names import NAMESPACE, RELEASE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping


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


class StepState(StrEnum):
    """What the rail shows beside a step."""

    TODO = "todo"
    DONE = "done"
    STALE = "stale"
    ATTENTION = "attention"


class RehearsalCluster(PlanPart):
    """Where a rehearsal deploys to: the built-in cluster, or the one of a kubeconfig.

    Objects are checked against `kubernetes_version`; an empty `context` is the kubeconfig's
    current one; pods of a kubeconfig's cluster reach this computer at `callback_host`.
    """

    kubernetes_version: str = DEFAULT_KUBERNETES_VERSION
    kubeconfig: str = ""
    context: str = ""
    callback_host: str = ""


class Draft(PlanPart):
    """All that has been answered so far; incomplete where a plan may not be. Holds no secret.

    `reference` spells the chart; `typed` is what stands in its place and has not been opened yet.
    """

    model_config = ConfigDict(**{**PlanPart.model_config, "extra": "ignore"})

    name: str = "untitled"
    file: Path | None = None
    rehearse: bool = True
    account: Account = Account()
    rehearsal: RehearsalCluster = RehearsalCluster()
    cluster_id: str = ""
    cluster_name: str = ""
    cluster_version: str = ""
    namespace: str = "default"
    reference: str = ""
    typed: str | None = None
    chart: ChartSource | None = None
    values: str = ""
    parameters: tuple[AskedValue, ...] = ()
    release_name: str = ""
    timeout: int = 600
    wait: bool = True
    wait_for_jobs: bool = False
    delivery: Delivery = Delivery()
    outputs: tuple[Output, ...] = ()
    deployment: str = ""

    @property
    def base(self) -> Path:
        """Return the folder that relative chart paths start from."""
        return (self.file.parent if self.file else Path()).resolve()

    @property
    def surroundings(self) -> Surroundings:
        """Return what the chart meets where it goes."""
        chosen = self.rehearsal.kubernetes_version if self.rehearse else self.cluster_version
        return surroundings_of(self.plan(), chosen or None)

    def plan(self) -> Plan | None:
        """Return the plan these answers come to, or None while there is no chart."""
        if self.chart is None:
            return None
        return Plan(
            name=self.name,
            account=self.account,
            cluster=ExistingCluster(id=self.cluster_id)
            if self.cluster_id
            else ClusterParameter(parameter=True),
            chart=self.chart,
            values=self.values,
            parameters=self.parameters,
            release=Release(
                name=self.release_name or self.name,
                namespace=self.namespace,
                timeout=self.timeout,
                wait=self.wait,
                wait_for_jobs=self.wait_for_jobs,
            ),
            delivery=self.delivery,
            outputs=self.outputs,
        )


def answers_alone(draft: Draft) -> Draft:
    """Return the answers without where they are kept, how they look, and what they led to."""
    return draft.model_copy(
        update={
            "file": None,
            "deployment": "",
            "reference": "",
            "cluster_name": "",
            "cluster_version": "",
        }
    )


def draft_of(plan: Plan, file: Path | None, reference: str) -> Draft:
    """Return the draft that answers every step as `plan` does; `reference` spells its chart."""
    cluster_id = plan.cluster.id if isinstance(plan.cluster, ExistingCluster) else ""
    return Draft(
        name=plan.name,
        file=file,
        account=plan.account,
        cluster_id=cluster_id,
        namespace=plan.release.namespace,
        reference=reference,
        chart=plan.chart,
        values=plan.values,
        parameters=plan.parameters,
        release_name=plan.release.name,
        timeout=plan.release.timeout,
        wait=plan.release.wait,
        wait_for_jobs=plan.release.wait_for_jobs,
        delivery=plan.delivery,
        outputs=plan.outputs,
    )


@dataclass(frozen=True)
class Findings:
    """What a check of one step's answer brought: problems, and a summary for the rail.

    `settled` is False while what was found is still going to change by itself.
    """

    problems: tuple[Problem, ...] = ()
    summary: Sentence | None = None
    settled: bool = True

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that block the way on."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)


@dataclass(frozen=True)
class Flow:
    """Where a person is in the wizard: answers, findings, and what each step was confirmed on.

    `confirmed` keeps the earlier answers a step was last left with: when they differ from
    today's, the step is stale. Findings are dropped as soon as what they were about changes.
    """

    draft: Draft = field(default_factory=Draft)
    current: Step = Step.ACCOUNT
    confirmed: Mapping[Step, tuple[object, ...]] = field(default_factory=dict)
    findings: Mapping[Step, Findings] = field(default_factory=dict)

    def answer(self, draft: Draft) -> Flow:
        """Return the flow with other answers; findings about changed ones are dropped."""
        kept = {
            step: findings
            for step, findings in self.findings.items()
            if _checked(step, draft) == _checked(step, self.draft)
        }
        return replace(self, draft=draft, findings=kept)

    def found(self, step: Step, findings: Findings) -> Flow:
        """Return the flow with what a check of `step` brought."""
        return replace(self, findings={**self.findings, step: findings})

    def problems(self, step: Step) -> tuple[Problem, ...]:
        """Return all that is wrong with a step's answer: what it lacks, then what was found."""
        findings = self.findings.get(step, Findings())
        return (*_lacks(step, self.draft), *findings.problems)

    def valid(self, step: Step) -> bool:
        """Tell whether the way on from `step` is free."""
        if step is Step.CHART and step not in self.findings:
            return False
        return all(problem.severity is not Severity.ERROR for problem in self.problems(step))

    def reachable(self, step: Step) -> bool:
        """Tell whether a person may go to `step`: all before it are answered and valid."""
        if step is Step.STATUS:
            return bool(self.draft.deployment)
        before = STEPS[: STEPS.index(step)]
        return all(each in self.confirmed and self.valid(each) for each in before)

    def state(self, step: Step) -> StepState:
        """Return what the rail shows beside `step`."""
        if step is Step.STATUS:
            return self._state_of_deployment()
        if step not in self.confirmed:
            return StepState.TODO
        if not self.valid(step):
            return StepState.ATTENTION
        stale = self.confirmed[step] != _basis(step, self.draft)
        return StepState.STALE if stale else StepState.DONE

    def _state_of_deployment(self) -> StepState:
        found = self.findings.get(Step.STATUS)
        if not self.draft.deployment or found is None or not found.settled:
            return StepState.TODO
        return StepState.ATTENTION if found.errors else StepState.DONE

    def summary(self, step: Step) -> Sentence | None:
        """Return the one-line answer of `step` for the rail, None while there is none."""
        if (findings := self.findings.get(step)) and findings.summary:
            return findings.summary
        return _summary(step, self.draft) if step in self.confirmed else None

    def confirm(self) -> Flow:
        """Return the flow one step on; unchanged while the current step is not valid."""
        if not self.valid(self.current) or self.current is Step.STATUS:
            return self
        confirmed = {**self.confirmed, self.current: _basis(self.current, self.draft)}
        onward = replace(self, confirmed=confirmed)
        following = STEPS[STEPS.index(self.current) + 1]
        return replace(onward, current=following) if onward.reachable(following) else onward

    def back(self) -> Flow:
        """Return the flow one step back."""
        return replace(self, current=STEPS[max(0, STEPS.index(self.current) - 1)])

    def go(self, step: Step) -> Flow:
        """Return the flow at `step`; unchanged while that is not reachable."""
        return replace(self, current=step) if self.reachable(step) else self

    def restored(self, steps: tuple[Step, ...]) -> Flow:
        """Return the flow as if `steps` had been confirmed with the answers they have now."""
        return replace(self, confirmed={step: _basis(step, self.draft) for step in steps})

    def launched(self, deployment: str) -> Flow:
        """Return the flow at the status of the deployment it has launched."""
        draft = self.draft.model_copy(update={"deployment": deployment})
        confirmed = {**self.confirmed, Step.REVIEW: _basis(Step.REVIEW, draft)}
        return replace(self, draft=draft, confirmed=confirmed, current=Step.STATUS)


def step_of(problem: Problem) -> Step:
    """Return the step on which a problem of the plan is mended."""
    places = (
        (Step.ACCOUNT, ("account",)),
        (Step.CLUSTER, ("cluster", "release.namespace")),
        (Step.VALUES, ("values", "parameters")),
        (Step.DELIVERY, ("delivery", "outputs", "release", "name")),
    )
    return next((step for step, starts in places if problem.place.startswith(starts)), Step.CHART)


def _place(draft: Draft) -> tuple[object, ...]:
    """Return the account's part of the answers: who deploys, and in which region."""
    if draft.rehearse:
        return (True,)
    return (False, draft.account)


def _cluster(draft: Draft) -> tuple[object, ...]:
    return (*_place(draft), draft.rehearsal if draft.rehearse else draft.cluster_id)


def _basis(step: Step, draft: Draft) -> tuple[object, ...]:
    """Return the earlier answers that `step` rests on."""
    match step:
        case Step.ACCOUNT | Step.CHART:
            return ()
        case Step.CLUSTER:
            return _place(draft)
        case Step.VALUES:
            return (draft.chart,)
        case Step.DELIVERY:
            return (*_cluster(draft), draft.chart)
        case _:
            return (answers_alone(draft),)


def _checked(step: Step, draft: Draft) -> tuple[object, ...]:
    """Return the answers that findings about `step` are about."""
    match step:
        case Step.ACCOUNT:
            return _place(draft)
        case Step.CLUSTER:
            return (*_cluster(draft), draft.namespace)
        case Step.CHART:
            return (draft.chart, draft.base if isinstance(draft.chart, PathChart) else None)
        case Step.VALUES:
            return (draft.chart, draft.values, draft.parameters)
        case Step.DELIVERY:
            return (
                *_cluster(draft),
                draft.chart,
                draft.delivery,
                draft.outputs,
                draft.release_name,
            )
        case Step.REVIEW | Step.STATUS:
            return (draft,)


def _lacks(step: Step, draft: Draft) -> tuple[Problem, ...]:
    match step:
        case Step.ACCOUNT if not draft.rehearse and not draft.account.profile:
            return (
                Problem("account.profile", say("No profile is chosen."), say("Choose or add one.")),
            )
        case Step.CLUSTER:
            return _cluster_lacks(draft)
        case Step.CHART if draft.chart is None:
            return (Problem("chart", say("No chart is chosen."), say("Say where the chart is.")),)
        case Step.DELIVERY if remedy := RELEASE_NAME.broken_by(draft.release_name or draft.name):
            return (Problem("release.name", say("This is no release name."), remedy),)
    return ()


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


def _summary(step: Step, draft: Draft) -> Sentence | None:
    match step:
        case Step.ACCOUNT if draft.rehearse:
            return say("rehearsal")
        case Step.ACCOUNT:
            return say(
                "{profile} · {region}",
                profile=draft.account.profile,
                region=draft.account.region,
            )
        case Step.CLUSTER:
            return _cluster_summary(draft)
        case Step.DELIVERY:
            return say(
                "{method} · {release}",
                method=draft.delivery.method.value,
                release=draft.release_name or draft.name,
            )
    return None


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
