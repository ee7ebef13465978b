from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.chart.values import check_values, merged_values
from core.errors import Severity
from core.yaml.go import load
from core.yaml.values_document import read_values
from core.yaml.values_text import VALUES_LIMIT
from tests.support.charts import chart_files, opened, with_schema, with_subchart

SCHEMA = json.dumps(
    {
        "required": ["owner"],
        "properties": {
            "owner": {"type": "string"},
            "replicas": {"type": "integer", "minimum": 1},
            "mode": {"enum": ["fast", "safe"]},
            "tls": {
                "required": ["key"],
                "additionalProperties": False,
                "properties": {
                    "key": {"pattern": "^[a-z]+$"},
                    "names": {"items": {"maxLength": 3}},
                },
            },
        },
    }
)


def found(text: str, schema: str | None = None) -> list[tuple[int, int, str, str]]:
    chart = opened(with_schema(schema) if schema else chart_files())
    return [
        (each.line, each.column, each.place, str(each.what)) for each in check_values(chart, text)
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ("a: [\n", 2, 1, "no YAML"),
        ("a: b: c", 1, 5, "no YAML"),
        ("\ta: 1", 1, 1, "no YAML"),
        ("- 1", 1, 1, "no mapping"),
        ("just text", 1, 1, "no mapping"),
        ("a: 1\n---\nb: 2", 2, 1, "several documents"),
        ("%YAML 1.1\n---\na: 1", 1, 1, "begins with %"),
        ("a: &x 1", 1, 4, "anchor &x"),
        ("b: 1\na: *x", 2, 4, "alias *x"),
        ("a:\n  <<: {b: 1}", 2, 3, "merge key"),
        ("a: !mine 1", 1, 4, "tag !mine"),
        ("a: !!binary aGk=", 1, 4, "tag !!binary"),
        ("a: 1\nb: 2\na: 3", 3, 1, "key a is there twice"),
        ("n: 1\nfalse: 2", 2, 1, "key false is there twice"),
        ("? [a]\n: 1", 1, 3, "where a name is wanted"),
        ("a: {{ .Values.b }}", 1, 5, "where a name is wanted"),
        ("a: .inf", 1, 4, "no way to pass on .inf"),
        ("a: 1\nb: x\0y", 2, 5, "NUL"),
        ("a: \ud83d", 1, 4, "half a character"),
    ],
)
def test_what_yaml_libraries_read_differently_is_refused_at_its_place(
    text: str, line: int, column: int, what: str
) -> None:
    errors = [
        problem
        for problem in check_values(opened(chart_files()), text)
        if problem.severity is Severity.ERROR
    ]
    assert (errors[0].line, errors[0].column) == (line, column)
    assert what in str(errors[0].what)


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("12345678901234567", "12345678901234568"),
        ("-9007199254740993", "-9007199254740992"),
        ("9223372036854775807", "9.2233720368547758e+18"),
        ("0x20000000000001", "9007199254740992"),
        ("12345678901234567890123", "1.2345678901234568e+22"),
        ("0.12345678901234567890", "0.12345678901234568"),
    ],
)
def test_a_number_of_which_helm_loses_digits_is_warned_of_at_its_line(
    number: str, read: str
) -> None:
    chart = opened(chart_files(values="ids: []\n"))
    (problem,) = check_values(chart, f"# accounts\nids:\n- 1\n- {number}\n")
    assert (problem.line, problem.column, problem.severity) == (4, 3, Severity.WARNING)
    assert f"Helm reads {number} as {read}." == str(problem.what)
    assert "quotes" in str(problem.remedy)


@pytest.mark.parametrize(
    "text",
    [
        "- 9007199254740992",
        "- 9007199254740994",
        "- -9007199254740992",
        "- 1000000",
        "- 100000000000000000000",
        "- '12345678901234567'",
        '- "12345678901234567"',
        "- {12345678901234567: a name keeps its digits}",
        "- 0.1",
        "- 1.50",
        "- 123456789012345.6",
        "- 1e3",
        "- 0644",
        "- " + "9" * 400,
        "- true",
    ],
)
def test_a_number_that_helm_keeps_is_not_warned_of(text: str) -> None:
    assert check_values(opened(chart_files(values="ids: []\n")), f"ids:\n{text}\n") == ()


def test_a_bomb_of_aliases_is_refused_without_expanding_it() -> None:
    lines = ["a: &a [x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi")]  # noqa: B905
    assert any("alias" in what for *_, what in found("\n".join(lines)))


@pytest.mark.parametrize("text", ["[" * 1000 + "]" * 1000, "{a: " * 1000, "a:\n" + "- " * 1000])
def test_a_thousand_levels_are_refused(text: str) -> None:
    ((*_, what),) = found(text)
    assert "100 deep" in what


def test_a_document_over_one_mebibyte_is_refused() -> None:
    start = "greeting: "
    assert not found(start + "x" * (VALUES_LIMIT - len(start)))
    ((*_, what),) = found(start + "x" * (VALUES_LIMIT - len(start) + 1))
    assert "1048577 bytes" in what


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "{}", "null", "\ufeffgreeting: hi"])
def test_an_empty_document_and_a_byte_order_mark_are_fine(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("owner: 1", (1, 1, "values.owner", "It must be of type string.")),
        ("a: 1\nb: 2", (1, 1, "values.owner", "A value is needed.")),
        ("owner: x\nreplicas: 0", (2, 1, "values.replicas", "It must be at least 1.")),
        ("owner: x\nmode: slow", (2, 1, "values.mode", "It must be one of fast or safe.")),
        ("owner: x\ntls: {}", (2, 1, "values.tls.key", "A value is needed.")),
        ("owner: x\ntls:\n  key: ABC", (3, 3, "values.tls.key",
                                        "It must match the pattern ^[a-z]+$.")),
        ("owner: x\ntls:\n  key: a\n  nmes: []", (4, 3, "values.tls.nmes",
                                                  "The chart's schema has no such value.")),
        ("owner: x\ntls:\n  key: a\n  names:\n  - abc\n  - abcd",
         (6, 5, "values.tls.names[1]", "It must have at most 3 characters.")),
    ],
)  # fmt: skip
def test_what_breaks_the_schema_is_named_at_its_place(
    text: str, problem: tuple[int, int, str, str]
) -> None:
    assert problem in found(text, SCHEMA)


def test_a_value_is_never_shown() -> None:
    assert "hunter2" not in str(found("owner: [hunter2]\nmode: hunter2\nreplicas: hunter2", SCHEMA))


@pytest.mark.parametrize(
    "schema",
    ['{"type": "nonsense"}', '{"$ref": "http://127.0.0.1:1/x.json"}', '{"pattern": "("}'],
)
def test_a_schema_that_cannot_be_used_is_a_warning_and_nothing_is_fetched(schema: str) -> None:
    (problem,) = check_values(opened(with_schema(schema)), "")
    assert (problem.place, problem.severity) == ("values.schema.json", Severity.WARNING)


def test_a_misspelt_name_and_an_ignored_value_are_warnings() -> None:
    chart = opened(with_subchart())
    problems = check_values(chart, "greetin: hi\nstock: 7\nowner: me\nglobal: {a: 1}")
    assert [(each.line, str(each.remedy)) for each in problems] == [
        (1, "Did you mean greeting?"),
        (2, "Name what to set in it."),
        (3, "Check in the chart's README that it knows this value."),
    ]
    assert {each.severity for each in problems} == {Severity.WARNING}


def test_a_key_that_helm_reads_otherwise_is_a_warning() -> None:
    assert (1, 1, "values.false", "Helm reads the key n as false.") in found("n: 1")


def test_merging_is_that_of_helm() -> None:
    """Compare with the engine's own merge, nulls and all."""
    engine = pytest.importorskip("helm_python")
    defaults = "a: {b: 1, c: {d: 2, e: 3}}\nl: [1, 2]\nx: 1\nm: {k: v}\nnothing: null\n"
    values = "a: {b: null, c: {e: 4, f: 5}, new: {z: null}}\nl: [3]\nx: null\nm: 7\nq: null\n"
    chart = opened(chart_files(values=defaults))
    with engine.Chart.load_archive(chart.archive) as loaded:
        helm = loaded.merge_values(engine.values_from_yaml(values))
    ours = merged_values(chart, values)
    assert {key: ours.get(key) for key in ("a", "l", "x", "m")} == {
        key: helm.get(key) for key in ("a", "l", "x", "m")
    }


def test_defaults_with_anchors_are_understood() -> None:
    defaults = "base: &base {a: 1}\nmore: {<<: *base, b: 2}\n"
    assert merged_values(opened(chart_files(values=defaults)), "more: {b: 3}") == {
        "base": {"a": 1},
        "more": {"a": 1, "b": 3},
    }


@given(st.text() | st.text("ab:{}[]&*!|>'\" -#\n\ud800"))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    document = read_values(text)
    assert document.values or document.problems or load(text) in (None, {})


SCALARS = """
1 -1 +1 0 00 0644 -0644 0o644 0x1F 0b11 1_000 08 1.0 1. .5 1e3 1e+3 1.5e-3 -.5 y Y n N yes No on
OFF true True TRUE tRue ~ null Null NULL nULL 2001-01-01 2001-01-01T00:00:00Z 1:30 190:20:30 0x 0o8
-0 1__0 _1 = << 1e 123e 0.0 'y' "1" 12345678901234
"""


def test_scalars_are_what_go_makes_of_them() -> None:
    engine = pytest.importorskip("helm_python")
    text = "".join(f"k{number}: {scalar}\n" for number, scalar in enumerate(SCALARS.split()))
    helm = engine.values_from_yaml(text)
    ours = load(text)
    assert {key: repr(value).removesuffix(".0") for key, value in ours.items()} == {
        key: repr(value) for key, value in helm.items()
    }
