"""The wizard as a state machine: where a person is, and which answers have gone stale."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from core.errors import Problem, Sentence, Severity
from core.wizard.draft import Draft
from core.wizard.steps import STEPS, Step, row_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class StepState(StrEnum):
    """What the rail shows beside a step."""

    TODO = "todo"
    DONE = "done"
    STALE = "stale"
    ATTENTION = "attention"


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
            if row_of(step).about(draft) == row_of(step).about(self.draft)
        }
        return replace(self, draft=draft, findings=kept)

    def found(self, step: Step, findings: Findings) -> Flow:
        """Return the flow with what a check of `step` brought."""
        return replace(self, findings={**self.findings, step: findings})

    def problems(self, step: Step) -> tuple[Problem, ...]:
        """Return all that is wrong with a step's answer: what it lacks, then what was found."""
        findings = self.findings.get(step, Findings())
        return (*row_of(step).lacks(self.draft), *findings.problems)

    def valid(self, step: Step) -> bool:
        """Tell whether the way on from `step` is free."""
        if row_of(step).needs_a_finding and step not in self.findings:
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
        stale = self.confirmed[step] != row_of(step).rests_on(self.draft)
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
        return row_of(step).summary(self.draft) if step in self.confirmed else None

    def confirm(self) -> Flow:
        """Return the flow one step on; unchanged while the current step is not valid."""
        if not self.valid(self.current) or self.current is Step.STATUS:
            return self
        confirmed = {**self.confirmed, self.current: row_of(self.current).rests_on(self.draft)}
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
        return replace(self, confirmed={step: row_of(step).rests_on(self.draft) for step in steps})

    def launched(self, deployment: str) -> Flow:
        """Return the flow at the status of the deployment it has launched."""
        draft = self.draft.model_copy(update={"deployment": deployment})
        confirmed = {**self.confirmed, Step.REVIEW: row_of(Step.REVIEW).rests_on(draft)}
        return replace(self, draft=draft, confirmed=confirmed, current=Step.STATUS)
