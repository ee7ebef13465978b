from __future__ import annotations

import pytest

from core.kubernetes.patterns import compiled, pattern_fault


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
