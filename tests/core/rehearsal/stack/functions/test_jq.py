"""`Fn::Jq`: jq as it is, within ROS's rules, and never the end of the server that runs it."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rehearsal.stack.functions.jq import jq
from core.rehearsal.stack.refusals import Refusal

DOCUMENT = {
    "a": {"b-c": [1, 2, 3]},
    "list": [{"name": "x", "v": 1}, {"name": "y", "v": None}],
    "text": '{"inner": "aGk="}',
    "words": ["pear", "fig", "apple", "fig"],
    "big": 12345678901234567890,
}

PATHS: list[tuple[str, list[Any]]] = [
    (".", [DOCUMENT]),
    (".a.missing", [None]),
    ('.a["b-c"][1]', [2]),
    ('.a."b-c"[-1]', [3]),
    (".list[].name", ["x", "y"]),
    (".text[]?", []),
    (".words[1:3]", [["fig", "apple"]]),
    (".words[:-2]", [["pear", "fig"]]),
    (".text[2:7]", ["inner"]),
    ("..|numbers", [1, 2, 3, 1, DOCUMENT["big"]]),
    (".list[0] | keys", [["name", "v"]]),
    (".a | keys_unsorted", [["b-c"]]),
    ('[paths(type == "number")] | length', [5]),
    ('getpath(["a", "b-c", 0])', [1]),
    ("[.list[0] | path(..)]", [[[], ["name"], ["v"]]]),
    (".list | first, last | .name", ["x", "y"]),
    (".list[0] | to_entries | first | .key", ["name"]),
    ("nth(2; .words[])", ["apple"]),
    ("[limit(2; .words[])]", [["pear", "fig"]]),
    ("first(.words[])", ["pear"]),
    ('.list | map(has("v"))', [[True, True]]),
    ('.words | index("fig")', [1]),
    ('.words | indices("fig")', [[1, 3]]),
    ('.list[] | select(.name == "y") | .v', [None]),
]
CALCULATIONS: list[tuple[str, list[Any]]] = [
    (".list | length", [2]),
    ('.a["b-c"] | add', [6]),
    ("1 + 2 * 3 - 4 / 2", [5]),
    ("7 % 3", [1]),
    ("1 < 2 | not", [False]),
    ("[1, 2] - [2]", [[1]]),
    ("[1] + [2]", [[1, 2]]),
    ('{"x": 1} + {"y": 2}', [{"x": 1, "y": 2}]),
    ('{"x": {"y": 1}} * {"x": {"z": 2}}', [{"x": {"y": 1, "z": 2}}]),
    ('"ab" * 2', ["abab"]),
    ('"a,b" / ","', [["a", "b"]]),
    ("-(1)", [-1]),
    ("[.list[].v]", [[1, None]]),
    (".list[] | select(.v != null and .v > 0) | .name", ["x"]),
    ("3.7 | floor, ceil, round", [3, 4, 4]),
    ("9 | sqrt", [3]),
    ("pow(2; 10)", [1024]),
    ("[3, 1, 2] | min, max, sort", [1, 3, [1, 2, 3]]),
    ("nan | isnan", [True]),
    ("infinite | isinfinite", [True]),
    ("[1, 1.5, 1.0]", [[1, 1.5, 1.0]]),
    ("{} | length", [0]),
    ('"grün" | length, utf8bytelength', [4, 5]),
    ("[true, false] | any, all", [True, False]),
    ('.words | any(. == "fig")', [True]),
    ("null | length", [0]),
]
SHAPES: list[tuple[str, list[Any]]] = [
    ("{}", [{}]),
    ("{name: .list[0].name}", [{"name": "x"}]),
    ('{"n": .list[0].v, text: "t"}', [{"n": 1, "text": "t"}]),
    (".list[0] | {name, v}", [{"name": "x", "v": 1}]),
    ("{(.list[].name): 1}", [{"x": 1}, {"y": 1}]),
    ('.nothing // "none"', ["none"]),
    (".list | map(.name)", [["x", "y"]]),
    (".list[0] | map_values(tostring)", [{"name": "x", "v": "1"}]),
    ('.list[0] | with_entries(.key |= "k-" + .)', [{"k-name": "x", "k-v": 1}]),
    ('[{key: "k", value: 1}] | from_entries', [{"k": 1}]),
    (".words | sort", [["apple", "fig", "fig", "pear"]]),
    (".words | unique", [["apple", "fig", "pear"]]),
    (".words | group_by(length) | map(length)", [[2, 1, 1]]),
    (".list | sort_by(.name) | reverse | map(.name)", [["y", "x"]]),
    (".words | min_by(length), max_by(length)", ["fig", "apple"]),
    (".list | unique_by(.v) | length", [2]),
    ("[[1, [2]], 3] | flatten", [[1, 2, 3]]),
    ("[[1, [2]], 3] | flatten(1)", [[1, [2], 3]]),
    ("[[1, 2], [3]] | transpose", [[[1, 3], [2, None]]]),
    ("[[1, 2], [3, 4]] | [combinations]", [[[1, 3], [1, 4], [2, 3], [2, 4]]]),
    ("del(.a, .list, .words, .big) | keys", [["text"]]),
    ('.a["b-c"] | del(.[0])', [[2, 3]]),
    ('.a["b-c"][0] |= . + 10 | .a["b-c"]', [[11, 2, 3]]),
    ('.a["b-c"][] += 1 | .a["b-c"]', [[2, 3, 4]]),
    (".new //= 5 | .new", [5]),
    (".a = 1 | .a", [1]),
    ('setpath(["a", "z"]; 1) | .a.z', [1]),
    ('delpaths([["a"], ["list"]]) | has("a")', [False]),
    ('[1, [2]] | walk(if type == "number" then . + 1 else . end)', [[2, [3]]]),
    ('{"a": 1, "b": 2} | pick(.a)', [{"a": 1}]),
    ("[1, [2]] | tostream", [[[0], 1], [[1, 0], 2], [[1, 0]], [[1]]]),
    ("fromstream([1, [2]] | tostream)", [[1, [2]]]),
    ("INDEX(.list[]; .name) | keys", [["x", "y"]]),
    ('"fig" | IN("pear", "fig")', [True]),
    ('{"a": [1, 2, {"b": 3}]} | contains({"a": [2]})', [True]),
    ('"fig" | inside("a figure")', [True]),
]
TEXTS: list[tuple[str, list[Any]]] = [
    ('.list | map(.name) | join("-")', ["x-y"]),
    (".text | fromjson | .inner | @base64d", ["hi"]),
    ('"hi" | @base64', ["aGk="]),
    ('"a b&c" | @uri', ["a%20b%26c"]),
    ('"<a>" | @html', ["&lt;a&gt;"]),
    ('"it\'s" | @sh', ["'it'\\''s'"]),
    ('[1, "a"] | @csv', ['1,"a"']),
    ('[1, "a"] | @tsv', ["1\ta"]),
    ("[1] | @json, @text", ["[1]", "[1]"]),
    ('"\\(1 + 2) teas"', ["3 teas"]),
    ('@base64 "v=\\("hi")"', ["v=aGk="]),
    ('"a-b" | split("-")', [["a", "b"]]),
    ('"a1b22" | [scan("[0-9]+")]', [["1", "22"]]),
    ('"abc" | test("B"; "i")', [True]),
    ('"k=v" | capture("(?<key>.)=(?<value>.)")', [{"key": "k", "value": "v"}]),
    ('"abc" | match("b").offset', [1]),
    ('"aXbX" | sub("X"; "-"), gsub("X"; "-")', ["a-bX", "a-b-"]),
    ('"a, b" | [splits(", *")]', [["a", "b"]]),
    ('"http://x" | ltrimstr("http://")', ["x"]),
    ('"x:80" | rtrimstr(":80")', ["x"]),
    ('" x " | trim', ["x"]),
    ('"abc" | startswith("a"), endswith("b")', [True, False]),
    ('"aB" | ascii_downcase, ascii_upcase', ["ab", "AB"]),
    ('"hi" | explode | implode', ["hi"]),
    ('"42" | tonumber', [42]),
    ("42, [1] | tostring", ["42", "[1]"]),
    ('{"a": null} | tojson', ['{"a":null}']),
    ("0 | todate", ["1970-01-01T00:00:00Z"]),
    ('"1970-01-01T00:01:00Z" | fromdate', [60]),
    ('0 | strftime("%Y/%m")', ["1970/01"]),
    ('"2024-02-03" | strptime("%Y-%m-%d") | mktime', [1706918400]),
    (
        '[1, null, "a", true, [], {}] | map(type) | join(" ")',
        ["number null string boolean array object"],
    ),
]
CONTROL: list[tuple[str, list[Any]]] = [
    (".list[0].v, .list[1].name", [1, "y"]),
    ("empty", []),
    ("if . then 1 else 2 end", [1]),
    ("if .nothing then 1 elif .a then 2 else 3 end", [2]),
    ("if .nothing then 1 end | type", ["object"]),
    ('try error("x") catch .', ["x"]),
    ("[.words[] | tonumber?]", [[]]),
    ('reduce .a["b-c"][] as $x (0; . + $x)', [6]),
    ("[foreach (1, 2, 3) as $x (0; . + $x)]", [[1, 3, 6]]),
    (".list[0] as {name: $n, v: $v} | [$n, $v]", [["x", 1]]),
    (".words as [$first, $second] | $second", ["fig"]),
    ("[.[]] as [$a] ?// $a | $a | type", ["object"]),
    ("def twice(f): f | f; 3 | twice(. * 2)", [12]),
    ("def f($x): $x + 1; f(2)", [3]),
    ("def fac: if . < 2 then 1 else . * (. - 1 | fac) end; 5 | fac", [120]),
    ("[range(5)]", [[0, 1, 2, 3, 4]]),
    ("[range(0; 10; 4)]", [[0, 4, 8]]),
    ("[1 | while(. < 10; . * 2)]", [[1, 2, 4, 8]]),
    ("1 | until(. > 100; . * 3)", [243]),
    ("2 | [recurse(if . < 4 then . + 1 else empty end)]", [[2, 3, 4]]),
    ("label $out | (1, 2, 3) | if . == 2 then ., break $out else . end", [1, 2]),
    ("isempty(empty)", [True]),
    ('[.words[] | ascii_upcase | select(startswith("F"))]', [["FIG", "FIG"]]),
    ("halt", []),
    ("# a comment\n.list | length # and one behind", [2]),
    ("$__loc__.line", [1]),
    ("input_filename", [None]),
]


@pytest.mark.parametrize(("script", "results"), [*PATHS, *CALCULATIONS, *SHAPES, *TEXTS, *CONTROL])
def test_a_script_gives(script: str, results: list[Any]) -> None:
    assert jq(["All", script, DOCUMENT]) == results


def test_the_first_result_is_null_when_there_is_none() -> None:
    assert jq(["First", ".list[] | select(.name == 3)", DOCUMENT]) is None


def test_the_first_result_is_enough_whatever_comes_after_it() -> None:
    assert jq(["First", ".list[0].name, error", DOCUMENT]) == "x"
    assert jq(["First", "repeat(.)", 1]) == 1
    with pytest.raises(Refusal, match="Fn::Jq"):
        jq(["All", ".list[0].name, error", DOCUMENT])


def test_json_text_is_decoded_first() -> None:
    assert jq(["First", ".a", '{"a": 1}']) == 1


def test_a_number_that_nobody_counts_with_keeps_every_digit() -> None:
    assert jq(["First", ".big", DOCUMENT]) == DOCUMENT["big"]
    assert jq(["First", "{n: .big}", json.dumps(DOCUMENT)]) == {"n": DOCUMENT["big"]}


@pytest.mark.parametrize(
    "argument",
    [
        ["Second", ".", {}],
        ["first", ".", {}],
        ["First", "."],
        ["First", ".", {}, 1],
        ".",
        ["First", ".", "{no json"],
    ],
)
def test_what_ros_does_not_take_is_refused(argument: Any) -> None:
    with pytest.raises(Refusal, match="Fn::Jq"):
        jq(argument)


@pytest.mark.parametrize(
    "script",
    [
        *(".a |", ".[", "nonsense", ".list.name", ".a $", "", "# no program", "def f: 1;"),
        *(".a) | (.list", ".a\0.b", "\ud800", "error", 'error("x")', ".words | tonumber"),
        *("$unknown", "{} | .[0]"),
    ],
)
def test_what_is_no_program_or_fails_is_refused_with_the_script(script: str) -> None:
    with pytest.raises(Refusal) as refused:
        jq(["First", script, DOCUMENT])
    assert str(refused.value).startswith(f"Fn::Jq: {script!r}: ")


def test_a_complaint_shows_the_place_in_the_program_as_it_was_written() -> None:
    with pytest.raises(Refusal, match=r"unexpected end of file at <top-level>, line 1, column 4"):
        jq(["First", ".a |", DOCUMENT])


@pytest.mark.parametrize(
    "script",
    [
        "last(range(1e12))",
        "def f: f; f",
        "def f: 1 + f; f",
        "[range(1e12)]",
        '"x" * 1e9 | length',
        "[limit(100000000; repeat(1))] | length",
        "range(1e12)",
        "repeat(.)",
        '"x" * 5000000',
    ],
)
def test_a_program_without_an_end_is_ended_and_the_next_one_runs(script: str) -> None:
    with pytest.raises(Refusal, match=r"too long or too much memory|more than a rehearsal takes"):
        jq(["All", script, {}])
    assert jq(["First", ".a", DOCUMENT]) == DOCUMENT["a"]


@pytest.mark.parametrize(
    "script",
    [
        'import "secret" as $secret {search: "FOLDER"}; $secret',
        'include "secret" {search: "FOLDER"}; .',
        '# a comment\n import "secret" as $secret {search: "FOLDER"}; $secret',
        'module {}; import "secret" as $secret {search: "FOLDER"}; $secret',
    ],
)
def test_a_program_reads_no_file(script: str, tmp_path: Any) -> None:
    (tmp_path / "secret.json").write_text('"read"')
    (tmp_path / "secret.jq").write_text('def secret: "read";')
    with pytest.raises(Refusal, match="unexpected"):
        jq(["First", script.replace("FOLDER", str(tmp_path)), {}])


@pytest.mark.parametrize("script", ["env", "$ENV"])
def test_a_program_sees_nothing_of_the_environment(script: str) -> None:
    assert jq(["First", script, {}]) == {}


def test_a_field_may_be_called_as_a_directive() -> None:
    assert jq(["First", ".import.module", {"import": {"module": 1}}]) == 1


@settings(deadline=None)
@given(st.text())
def test_any_script_is_run_or_refused(script: str) -> None:
    with contextlib.suppress(Refusal):
        jq(["All", script, DOCUMENT])


@settings(deadline=None)
@given(st.dictionaries(st.text(), st.integers()), st.text())
def test_a_quoted_key_finds_its_value(document: dict[str, int], key: str) -> None:
    found = jq(["First", f".[{json.dumps(key)}]", document])
    assert found == document.get(key)
