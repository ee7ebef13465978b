from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rehearsal.stack.functions.jq import jq
from core.rehearsal.stack.refusals import Refusal

DOCUMENT = {
    "a": {"b-c": [1, 2, 3]},
    "list": [{"name": "x", "v": 1}, {"name": "y", "v": None}],
    "text": '{"inner": "aGk="}',
}


@pytest.mark.parametrize(
    ("script", "results"),
    [
        (".", [DOCUMENT]),
        (".a.missing", [None]),
        ('.a["b-c"][1]', [2]),
        ('.a."b-c"[-1]', [3]),
        (".list[].name", ["x", "y"]),
        (".list | length", [2]),
        ('.list[] | select(.name == "y") | .v', [None]),
        (".list | map(.name)", [["x", "y"]]),
        ('.list | map(.name) | join("-")', ["x-y"]),
        ('.nothing // "none"', ["none"]),
        (".text | fromjson | .inner | @base64d", ["hi"]),
        (".a | keys", [["b-c"]]),
        ('.a["b-c"] | add', [6]),
        (".list[0].v, .list[1].name", [1, "y"]),
        ("[.list[].v]", [[1, None]]),
        ('.a | has("b-c")', [True]),
        (".list[] | select(.v != null and .v > 0) | .name", ["x"]),
        (".text[]?", []),
        (".a | to_entries | first | .key", ["b-c"]),
        ("1 < 2 | not", [False]),
    ],
)
def test_a_script_gives(script: str, results: list[Any]) -> None:
    assert jq(["All", script, DOCUMENT]) == results


def test_the_first_result_is_null_when_there_is_none() -> None:
    assert jq(["First", ".list[] | select(.name == 3)", DOCUMENT]) is None


def test_json_text_is_decoded_first() -> None:
    assert jq(["First", ".a", '{"a": 1}']) == 1


@pytest.mark.parametrize(
    "script", [".a |", "reduce .[] as $x (0; .)", ".[", "nonsense", ".list.name", "{}", ".a $"]
)
def test_what_is_not_understood_is_refused_with_the_script(script: str) -> None:
    with pytest.raises(Refusal, match="Fn::Jq"):
        jq(["First", script, DOCUMENT])


@given(st.text())
def test_any_script_is_run_or_refused(script: str) -> None:
    with contextlib.suppress(Refusal):
        jq(["All", script, DOCUMENT])


@given(st.dictionaries(st.text(), st.integers()), st.text())
def test_a_quoted_key_finds_its_value(document: dict[str, int], key: str) -> None:
    found = jq(["First", f".[{json.dumps(key)}]", document])
    assert found == document.get(key)
