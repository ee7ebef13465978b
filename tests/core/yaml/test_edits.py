"""One value changes; every other character of the YAML stays."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from core.wizard.form import value_at
from core.yaml.edits import WrittenNumber, line_of, path_at, scalar, with_value, without_value

CASES = [
    ("", ("a", "b"), 1, "a:\n  b: 1\n"),
    ("# note\n", ("a",), 1, "# note\na: 1\n"),
    ("a: 1 # why\nb: 2\n", ("a",), "x y", 'a: "x y" # why\nb: 2\n'),
    ("a:\n  b: 1\n\n# tail\nc: 3\n", ("a", "d"), True, "a:\n  b: 1\n  d: true\n\n# tail\nc: 3\n"),
    ("a:\n    b: 1", ("a", "d"), 2, "a:\n    b: 1\n    d: 2\n"),
    ("a: {b: 1}\n", ("a", "c"), "z", "a: {b: 1, c: z}\n"),
    ("a: {}\n", ("a", "c", "d"), "z", "a: {c: {d: z}}\n"),
    ("a:\nb: 1\n", ("a", "c"), 5, "a: {c: 5}\nb: 1\n"),
    ("a: |\n  text\n  more\nb: 1\n", ("a",), "new", "a: new\nb: 1\n"),
    ("a:\n  b: |\n    x\nc: 1\n", ("a", "z"), 1, "a:\n  b: |\n    x\n  z: 1\nc: 1\n"),
    ("list:\n- a\n- b\n", ("x",), 1, "list:\n- a\n- b\nx: 1\n"),
    ("茶: '😀'\nb: {x: 1}\n", ("b", "x"), 2, "茶: '😀'\nb: {x: 2}\n"),
]


@pytest.mark.parametrize(("text", "path", "value", "expected"), CASES)
def test_a_value_is_written_where_it_stands_or_belongs(
    text: str, path: tuple[str, ...], value: object, expected: str
) -> None:
    changed = with_value(text, path, value)
    assert changed == expected
    assert value_at(yaml.safe_load(changed), path) == value


@pytest.mark.parametrize("number", ["1.50", "0.12345678901234567890", "1e-3", "1.0"])
def test_a_number_is_written_as_it_was_typed(number: str) -> None:
    assert with_value("a: 1 # why\n", ("a",), WrittenNumber(number)) == f"a: {number} # why\n"


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a: 1\nb: 2\n", ("a",), "b: 2\n"),
        ("a:\n  b: 1\n", ("a", "b"), ""),
        ("a:\n  b: 1\n  c: |\n    x\n# t\nd: 1\n", ("a", "c"), "a:\n  b: 1\n# t\nd: 1\n"),
        ("a: {b: 1, c: 2}\n", ("a", "b"), "a: {c: 2}\n"),
        ("a: {b: 1, c: 2}\n", ("a", "c"), "a: {b: 1}\n"),
        ("x: 1\na:\n  b: 1", ("a", "b"), "x: 1\n"),
        ("a: 1 # c\n", ("q",), "a: 1 # c\n"),
    ],
)
def test_a_value_is_taken_out_with_what_would_be_empty_without_it(
    text: str, path: tuple[str, ...], expected: str
) -> None:
    assert without_value(text, path) == expected


def test_the_path_of_a_line_is_that_of_the_key_on_it() -> None:
    text = "a: 1\nb:\n  c:\n    - x\n  d: |\n    x\n\ne: 1\n"
    assert [path_at(text, line) for line in (1, 3, 5, 8)] == [
        ("a",),
        ("b", "c"),
        ("b", "d"),
        ("e",),
    ]
    assert path_at(text, 6) == ()


def test_the_line_of_a_path_is_that_of_its_key_or_of_the_nearest_above_it() -> None:
    text = "a: 1\nb:\n  c:\n    - x\n"
    paths = (("a",), ("b", "c"), ("b", "d"), ("b", "c", "e"), ("f",))
    assert [line_of(text, path) for path in paths] == [1, 3, 2, 3, 1]
    assert line_of("", ("a",)) == 1


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@given(texts | st.integers() | st.booleans() | st.none())
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_is_read_back_as_the_same_value(value: object) -> None:
    assert yaml.load(f"a: {scalar(value)}\n", Loader=yaml.CSafeLoader) == {"a": value}


@given(st.dictionaries(texts, texts, min_size=1, max_size=4), texts, texts)
@settings(max_examples=100, deadline=None)
def test_other_values_stay_whatever_is_written(
    values: dict[str, str], key: str, value: str
) -> None:
    text = "".join(f"{scalar(k)}: {scalar(v)}\n" for k, v in values.items())
    changed = yaml.load(with_value(text, (key,), value), Loader=yaml.CSafeLoader)
    assert changed == {**values, key: value}
