from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from core.plan.duration import duration_text, seconds


@given(some.integers(0, 100_000))
def test_a_duration_written_is_read_back(total: int) -> None:
    assert seconds(duration_text(total)) == total


def test_the_canonical_form_is_the_short_one() -> None:
    assert [duration_text(n) for n in (0, 45, 600, 5400, 3661)] == [
        *("0s", "45s", "10m", "1h30m", "1h1m1s"),
    ]


def test_other_text_is_no_duration() -> None:
    assert [seconds(text) for text in ("", "m", "1d", "-1", "1.5h", "10 m")] == [None] * 6
