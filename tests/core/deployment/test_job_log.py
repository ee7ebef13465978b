"""What a Job's pod said, as a person reads it."""

from __future__ import annotations

import pytest

from core.deployment.job_log import _LIMIT, _log

POD = {"metadata": {"name": "shop-1", "namespace": "prod", "creationTimestamp": "2026"}}


@pytest.mark.parametrize("length", [_LIMIT - 1, _LIMIT])
def test_a_log_that_was_cut_says_so_and_where_all_of_it_is(length: int) -> None:
    text = _log(POD, "x" * length).text
    cut = text.endswith("\n[... cut here; all of it: kubectl logs shop-1 -n prod ...]")
    assert cut is (length == _LIMIT)


def test_what_moves_a_cursor_is_made_visible() -> None:
    assert _log(POD, "a\tb\x1b[2J\n").text == "a    b\\u001b[2J"
    assert _log(POD, None).text == ""
