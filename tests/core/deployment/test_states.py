"""What is offered in each state: each row has its source, and the rehearsal takes just that."""

from __future__ import annotations

import pytest

from core.deployment.errors import NotInThisState
from core.deployment.model import ended
from core.deployment.states import STATUSES, TABLE, UNPROVEN, Action, check_possible, possible
from core.rehearsal.stack.limits import CANCELLABLE, CONTINUABLE, UPDATABLE


def test_each_row_names_states_that_there_are_and_where_it_is_written() -> None:
    known = {*STATUSES, "INTENDED", "REFUSED"}
    assert all(row.statuses <= known and row.source for row in TABLE)


@pytest.mark.parametrize("status", STATUSES)
def test_in_every_state_but_a_passing_one_something_can_be_done(status: str) -> None:
    assert possible(status) or not ended(status)


@pytest.mark.parametrize(
    ("status", "actions"),
    [
        ("CREATE_COMPLETE", {Action.UPDATE, Action.DELETE, Action.RETAIN}),
        ("CREATE_FAILED", {Action.CONTINUE, Action.DELETE, Action.RETAIN}),
        ("CREATE_ROLLBACK_IN_PROGRESS", set()),
        ("CREATE_ROLLBACK_COMPLETE", {Action.LAUNCH_AGAIN, Action.DELETE, Action.RETAIN}),
        ("UPDATE_IN_PROGRESS", {Action.CANCEL, Action.DELETE}),
        ("DELETE_IN_PROGRESS", set()),
        ("DELETE_FAILED", {Action.DELETE, Action.RETAIN}),
        ("DELETE_COMPLETE", {Action.LAUNCH_AGAIN}),
        ("REFUSED", {Action.LAUNCH_AGAIN}),
        ("", set()),
    ],
)
def test_what_is_possible_in_a_state(status: str, actions: set[Action]) -> None:
    assert possible(status) == actions


@pytest.mark.parametrize(
    ("action", "taken"),
    [
        (Action.CONTINUE, CONTINUABLE),
        (Action.UPDATE, UPDATABLE),
        (Action.CANCEL, CANCELLABLE),
    ],
)
def test_the_rehearsal_takes_what_is_offered_and_nothing_else_that_is_proven(
    action: Action, taken: frozenset[str]
) -> None:
    unproven = {status for row in TABLE if row.source == UNPROVEN for status in row.statuses}
    assert {status for status in STATUSES if action in possible(status)} == taken - unproven


@pytest.mark.parametrize(
    ("action", "status", "words"),
    [
        (Action.UPDATE, "CREATE_FAILED", "`chartnest delete shop-7` first, then launch"),
        (Action.UPDATE, "CREATE_ROLLBACK_COMPLETE", "Launch its plan again."),
        (Action.UPDATE, "DELETE_FAILED", "`chartnest delete shop-7`, then launch"),
        (Action.CONTINUE, "UPDATE_FAILED", "`chartnest update shop-7 PLAN`"),
        (Action.CANCEL, "CREATE_COMPLETE", "`chartnest update shop-7 PLAN`"),
        (Action.DELETE, "ROLLBACK_IN_PROGRESS", "`chartnest status shop-7 --follow`"),
    ],
)
def test_a_refusal_says_what_can_be_done_instead_in_the_words_of_each_face(
    action: Action, status: str, words: str
) -> None:
    with pytest.raises(NotInThisState) as refused:
        check_possible(action, "shop-7", status)
    assert words in str(refused.value.advice)
    assert "chartnest" not in str(refused.value.advice.for_window())


def test_a_state_that_nobody_knows_is_left_to_ros() -> None:
    check_possible(Action.UPDATE, "shop-7", "HALF_DONE_BY_ROS")
    assert possible("HALF_DONE_BY_ROS") == {Action.CANCEL, Action.DELETE}
