from __future__ import annotations

import pytest

from core.kubernetes.custom_values import value_causes
from core.kubernetes.pattern_search import is_found
from core.kubernetes.patterns import compiled, pattern_fault
from core.kubernetes.schemas import Schema
from core.kubernetes.value_formats import is_of_format


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z]+$",
        r"^\d{1,3}(\.\d+)?$",
        "[[:alpha:]]+",
        r"\pL+",
        r"^a\z",
        "(?i)abc",
        r"\Q.\E",
        "(?P<a>b)",
    ],
)
def test_what_re2_reads_passes(pattern: str) -> None:
    assert pattern_fault(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("(", "missing closing ): `(`"),
        ("a)", "unexpected ): `a)`"),
        ("[a", "missing closing ]: `[a`"),
        ("*a", "missing argument to repetition operator: `*`"),
        ("[z-a]", "invalid character class range: `z-a`"),
        ("a(?=b)", "invalid or unsupported Perl syntax: `(?=`"),
        (r"(a)\1", r"invalid escape sequence: `\1`"),
    ],
)
def test_what_it_does_not_read_is_told_in_its_words(pattern: str, fault: str) -> None:
    assert pattern_fault(pattern) == f"error parsing regexp: {fault}"


def test_classes_mean_what_they_say() -> None:
    alpha = compiled("^[[:alpha:]]+$")
    assert alpha
    assert alpha.search("abc")
    assert not alpha.search("a1")


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[a-zA-Z\d-_]+$",
        r"[\w-.]+",
        "^*a",
        "^a$?",
        "[^(?=]",
        r"\12",
        r"[[:space:]-_)]",
        r"(?<name>a)[\d-_]",
    ],
)
def test_what_only_python_minds_is_not_refused(pattern: str) -> None:
    assert pattern_fault(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "a-b.c", True),
        (r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "a-.c", False),
        (r"^(a+)+$", "a" * 200 + "!", False),
        (r"^(a|a)*$", "a" * 200 + "!", False),
        ("a?" * 40 + "a{40}", "a" * 39, False),
        (r"^\d{1,3}(\.\d+)?$", "12.5", True),
        (r"^\d{1,3}(\.\d+)?$", "1234", False),
        (r"[^\s\d]\b", "1 2 x", True),
        (r"^a$", "a\n", False),
        (r"^(|b)*?c\z", "bbc", True),
        ("^[[:alpha:]]+$", "a1", False),
        ("(?i)abc", "x", None),
        ("(){4000000000}a", "a", None),
        (r"^\pL+$", "1", None),
        ("^((a*)*)*$", "a" * 100_000 + "b", None),
    ],
)
def test_a_text_is_searched_in_bounded_time(pattern: str, text: str, found: object) -> None:
    assert is_found(pattern, text) is found


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("0", True),
        ("-30s", True),
        (".5s", True),
        ("1h30m", True),
        ("3 days", True),
        ("2 weeks", True),
        ("10", False),
        ("soon", False),
        ("1" * 5_000, False),
        ("1s" * 5_000 + "!", True),
    ],
)
def test_a_duration_is_what_go_openapi_reads(text: str, good: object) -> None:
    assert is_of_format(text, "duration") is good


def test_a_multiple_is_one_in_spite_of_binary_fractions() -> None:
    schema = Schema({"type": "number", "multipleOf": 0.1}, {})
    assert not list(value_causes(0.3, schema))
    assert list(value_causes(0.35, schema))
    for odd in (10**400, float("inf"), float("nan")):
        assert not list(value_causes(odd, schema))
