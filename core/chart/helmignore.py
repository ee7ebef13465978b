"""The rules of a .helmignore file: which files of a chart folder stay out of the chart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from core.chart.errors import BadHelmignore

# One part of a pattern of Go's filepath.Match; what begins with none of them is refused.
_LETTER: Final = r"(?:\\.|[^-\]\\])"
_TOKEN: Final = re.compile(
    rf"\*|\?|\[(?:\^|(?!\^))(?P<ranges>(?:{_LETTER}(?:-{_LETTER})?)+)\]|\\.|[^\[\\]", re.DOTALL
)
_RANGE: Final = re.compile(rf"(?P<first>{_LETTER})(?:-(?P<last>{_LETTER}))?", re.DOTALL)


@dataclass(frozen=True)
class _Rule:
    line: str
    matches: re.Pattern[str]
    whole_path: bool
    folders_only: bool
    negated: bool

    def match(self, path: str) -> bool:
        subject = path if self.whole_path else path.rpartition("/")[2]
        return self.matches.fullmatch(subject) is not None


@dataclass(frozen=True)
class HelmIgnore:
    """The rules in order, as Helm reads them; they differ from .gitignore's.

    No `**`; the first rule that matches decides; a negated rule ignores all it does not match.
    """

    rules: tuple[_Rule, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the rules in `text` and Helm's own: no dot files in `templates/`.

        Raises `BadHelmignore` for a rule that Helm refuses.
        """
        lines = [line.strip() for line in text.removeprefix("\ufeff").split("\n")]
        wanted = [line for line in lines if line and not line.startswith("#")]
        return cls(tuple(_parse_rule(line) for line in [*wanted, "templates/.?*"]))

    def ignores(self, path: str, *, is_folder: bool) -> bool:
        """Tell whether `path`, relative to the chart folder, stays out."""
        return self.hiding(path, is_folder=is_folder) is not None

    def hiding(self, path: str, *, is_folder: bool) -> str | None:
        """Return the line by which `path` stays out, None where it is in."""
        for rule in self.rules:
            if rule.negated:
                if (rule.folders_only and not is_folder) or not rule.match(path):
                    return rule.line
            elif (is_folder or not rule.folders_only) and rule.match(path):
                return rule.line
        return None


def _parse_rule(line: str) -> _Rule:
    if "**" in line:
        raise BadHelmignore(line=line)
    _translate(line)  # Helm judges the line as it stands
    negated = line.startswith("!")
    pattern = line.removeprefix("!")
    folders_only = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    return _Rule(
        line=line,
        matches=_translate(pattern.removeprefix("/"), line),
        whole_path="/" in pattern,
        folders_only=folders_only,
        negated=negated,
    )


def _translate(pattern: str, line: str = "") -> re.Pattern[str]:
    """Return Go's filepath.Match pattern as a regular expression."""
    translated, rest = [], pattern
    while rest:
        token = _TOKEN.match(rest)
        if token is None:
            raise BadHelmignore(line=line or pattern)
        translated.append(_translate_token(token))
        rest = rest[token.end() :]
    return re.compile("".join(translated), re.DOTALL)


def _translate_token(token: re.Match[str]) -> str:
    match token.group():
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
        case text if token["ranges"]:
            ranges = [_translate_range(each) for each in _RANGE.finditer(token["ranges"])]
            allowed = "|".join(each for each in ranges if each)
            if text.startswith("[^"):
                return f"(?!{allowed})." if allowed else "."
            return f"(?:{allowed})" if allowed else "(?!)"
        case text:
            return re.escape(text.removeprefix("\\") or text)


def _translate_range(found: re.Match[str]) -> str:
    """Return a class of one range; empty for one that runs backwards, which matches nothing."""
    first = found["first"].removeprefix("\\") or "\\"
    last = (found["last"] or first).removeprefix("\\") or "\\"
    return f"[{re.escape(first)}-{re.escape(last)}]" if first <= last else ""
