"""The rules of a .helmignore file: which files of a chart folder stay out of the chart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from core.chart.errors import NotAChart
from core.errors import say


@dataclass(frozen=True)
class _Rule:
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
        """Return the rules in `text` and Helm's own: no dot files in `templates/`."""
        lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines()]
        wanted = [line for line in lines if line and not line.startswith("#")]
        return cls(tuple(_parse_rule(line) for line in [*wanted, "templates/.?*"]))

    def ignores(self, path: str, *, is_folder: bool) -> bool:
        """Tell whether `path`, relative to the chart folder, stays out."""
        for rule in self.rules:
            if rule.negated:
                if (rule.folders_only and not is_folder) or not rule.match(path):
                    return True
            elif (is_folder or not rule.folders_only) and rule.match(path):
                return True
        return False


def _parse_rule(line: str) -> _Rule:
    if "**" in line:
        raise NotAChart(
            place=".helmignore", reason=say("Helm does not know ** in {line}", line=line)
        )
    negated = line.startswith("!")
    pattern = line.removeprefix("!")
    folders_only = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    return _Rule(
        matches=_translate(pattern.removeprefix("/")),
        whole_path="/" in pattern,
        folders_only=folders_only,
        negated=negated,
    )


def _translate(pattern: str) -> re.Pattern[str]:
    """Return Go's filepath.Match pattern as a regular expression."""
    tokens = re.findall(r"\\.|\[\^?(?:\\.|[^\]\\])+\]|.", pattern, flags=re.DOTALL)
    try:
        return re.compile("".join(map(_translate_token, tokens)))
    except re.error as error:
        raise NotAChart(
            place=".helmignore", reason=say("{pattern} is no pattern", pattern=pattern)
        ) from error


def _translate_token(token: str) -> str:
    match token:
        case "*":
            return "[^/]*"
        case "?":
            return "[^/]"
        case _ if token.startswith("[") and len(token) > 1:
            return token
        case _ if token.startswith("\\") and len(token) > 1:
            return re.escape(token[1])
        case _:
            return re.escape(token)
