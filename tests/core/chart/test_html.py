"""A page is told from a chart, however it begins."""

from __future__ import annotations

import pytest

from core.chart.html import html_title


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (b"<!doctype html><title>Sign in</title>", ' ("Sign in")'),
        (b"\xef\xbb\xbf \n<!-- a --> <!-- b -->\n<HTML>", ""),
        (b"<!-- never closed <html>", None),
        (b"apiVersion: v2", None),
        # Parted in every way by a regular expression, these would take years.
        (b"<!---->" * 9_000 + b"x", None),
    ],
    ids=["title", "comments", "open comment", "YAML", "only comments"],
)
def test_a_page_is_known_by_its_first_tag(page: bytes, title: str | None) -> None:
    assert html_title(page) == title
