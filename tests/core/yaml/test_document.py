from __future__ import annotations

import pytest

from core.yaml.document import Spot, dotted, read_document, undotted


def test_each_value_and_key_remembers_where_it_stood() -> None:
    document = read_document("a:\n  - b: one\n    c: 2\n")
    assert document.content == {"a": [{"b": "one", "c": 2}]}
    assert document.values[("a", 0, "b")] == Spot(2, 8, "one")
    assert document.keys[("a", 0, "c")] == Spot(3, 5, "c")


def test_words_that_yaml_1_1_takes_for_booleans_stay_text() -> None:
    document = read_document("[yes, no, on, off, n, y, true, False, ~, null, 0644, 0o7, 1_000]")
    assert document.content == [
        *("yes", "no", "on", "off", "n", "y"),
        *(True, False, None, None),
        *("0644", "0o7", "1_000"),
    ]


def test_numbers_are_numbers_and_quoted_ones_are_text() -> None:
    assert read_document("[1, -2, 1.10, '1.10', 1e3, 1.2.3]").content == [
        *(1, -2, 1.1, "1.10", 1000.0, "1.2.3"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: [", 2, 1, "not YAML"),
        ("a: 'x", 1, 6, "not YAML"),
        ("a: 1\nb\n", 3, 1, "not YAML"),
        ("a: 1\n\tb: 2", 2, 1, "A tab"),
        ("a: 1\na: 2", 2, 1, "second time"),
        ("a: &x 1\nb: *x", 2, 4, "alias"),
        ("a: !!python/object:os.system x", 1, 4, "tag"),
        ("a: 1\n---\nb: 2", 2, 1, "second document"),
        ("? [a]\n: 1", 1, 3, "must be text"),
        ("a: 1\nb: \x07", 2, 4, "U+0007"),
        ("a: \ud800", 1, 4, "U+D800"),
    ],
)
def test_what_is_wrong_in_the_yaml_is_told_at_its_place(
    text: str, line: int, column: int, words: str
) -> None:
    (problem,) = read_document(text).problems
    assert (problem.line, problem.column) == (line, column)
    assert words in str(problem.what)
    assert str(problem.remedy)


def test_depth_and_alias_bombs_are_refused_before_they_grow() -> None:
    assert "levels deep" in str(read_document("a: " + "[" * 900).problems[0].what)
    assert "levels deep" in str(read_document("{a: " * 900).problems[0].what)
    assert "levels deep" in str(read_document("a: " + "[" * 20_000).problems[0].what)
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    assert len(read_document(bomb).problems) == 40


def test_a_merge_key_is_no_way_around_the_refusal_of_aliases() -> None:
    assert "alias" in str(read_document("a: &a {b: 1}\n<<: *a").problems[0].what)


def test_a_place_is_written_dotted_and_read_back() -> None:
    path = ("parameters", 0, "path")
    assert dotted(path) == "parameters[0].path"
    assert undotted("parameters[0].path") == path
    assert dotted(()) == "plan"
