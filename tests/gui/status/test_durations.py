"""Lengths of time as people say them."""

from __future__ import annotations

import pytest

from gui.status.durations import spoken, tick


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-3, "0 s"),
        (0.9, "0 s"),
        (59.9, "59 s"),
        (72, "1 min 12 s"),
        (3599, "59 min 59 s"),
        (7500, "2 h 5 min"),
    ],
)
def test_a_length_is_said_in_two_units_at_most(seconds: float, said: str) -> None:
    assert spoken(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(30, "30 s"), (90, "1:30"), (120, "2 min"), (5400, "1:30 h")]
)
def test_a_tick_is_as_short_as_it_can_be(seconds: int, said: str) -> None:
    assert tick(seconds) == said
