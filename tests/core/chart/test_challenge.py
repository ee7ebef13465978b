"""Challenges as registries write them, by RFC 9110 and beside it."""

from __future__ import annotations

import pytest

from core.chart.challenge import challenges


@pytest.mark.parametrize(("header", "expected"), [
    ('Bearer realm="https://a/t"', [("bearer", {"realm": "https://a/t"})]),
    ('BEARER Realm="a",SCOPE="b c"', [("bearer", {"realm": "a", "scope": "b c"})]),
    ("Bearer realm=https://a/t,service=s", [("bearer", {"realm": "https://a/t", "service": "s"})]),
    ('Bearer realm = "a" , service = "b"', [("bearer", {"realm": "a", "service": "b"})]),
    ('Basic realm="a, b", Bearer', [("basic", {"realm": "a, b"}), ("bearer", {})]),
    ('Negotiate, Bearer realm="c"', [("negotiate", {}), ("bearer", {"realm": "c"})]),
    ('Bearer realm="a\\"b"', [("bearer", {"realm": 'a"b'})]),
    ('Bearer realm="a",realm="b"', [("bearer", {"realm": "a"})]),
    ("Basic", [("basic", {})]), ("", []), ('"', []), (",,", []),
])  # fmt: skip
def test_each_way_to_sign_in_is_found(header: str, expected: list[tuple[str, object]]) -> None:
    assert [(each.scheme, each.parameters) for each in challenges(header)] == expected
