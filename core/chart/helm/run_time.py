"""Functions that a chart reaches only while it renders: in texts that it hands to `tpl`.

Which texts those are nobody can read off a chart. So each newer function in a text gets a name
that no Helm knows, and the chart is rendered with it: what Helm then complains of, it reached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.chart.archive import pack, unpack, with_subcharts
from core.chart.engine import render
from core.chart.helm.functions import Finding, complaint_of, is_template, missing
from core.chart.helm.scanning import NEWLINE, literals, uses
from core.chart.helm.versions import release
from core.errors import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.chart.helm.scanning import Use
    from core.chart.model import Chart
    from core.plan.model import Release

_MARK: Final = "_unheard_of_"
_MARKED: Final = re.compile(rf"\w+{_MARK}(?P<number>\d+)")
_VALUES: Final = "values"
# Each takes a rendering to be found.
_ENOUGH: Final = 3


@dataclass(frozen=True)
class _Suspect:
    """A function in a text, and where: `at` is an offset into the text of `path`."""

    path: str
    at: int
    line: int
    word: str
    first: str


def reached_at_run_time(
    chart: Chart, values_text: str, helm: str, release_: Release
) -> tuple[Finding, ...]:
    """Return what `helm` lacks in the texts that the chart, with these values, hands to `tpl`."""
    if not _uses_tpl(chart.archive):
        return ()
    given = values_text.encode()
    suspects = [*_suspects_in(chart.archive, helm), *_suspects({_VALUES: given}, helm)]
    if not suspects:
        return ()
    texts = {**with_subcharts(unpack(chart.archive)), _VALUES: given}
    found: list[Finding] = []
    while suspects and len(found) < _ENOUGH:
        reached = _first_reached(chart, texts, suspects, release_)
        if reached is None:
            break
        suspect = suspects.pop(reached)
        complaint = complaint_of(suspect.word)
        found.append(Finding(suspect.path, suspect.path, suspect.line, complaint, suspect.first))
    return tuple(found)


@lru_cache(maxsize=8)
def _uses_tpl(archive: bytes) -> bool:
    files = with_subcharts(unpack(archive))
    return any(
        any(use.word == "tpl" for use in uses(content))
        for path, content in files.items()
        if is_template(path)
    )


@lru_cache(maxsize=16)
def _suspects_in(archive: bytes, helm: str) -> tuple[_Suspect, ...]:
    return tuple(_suspects(with_subcharts(unpack(archive)), helm))


def _suspects(texts: Mapping[str, bytes], helm: str) -> Iterator[_Suspect]:
    for path, content in texts.items():
        if b"{{" not in content:
            continue
        if not is_template(path):
            yield from _newer(path, uses(content), helm, 0, 0)
            continue
        for at, literal in literals(content):
            text = content.decode("utf-8-sig", errors="replace")
            yield from _newer(path, uses(literal.encode()), helm, at, text.count("\n", 0, at))


def _newer(path: str, words: tuple[Use, ...], helm: str, at: int, line: int) -> Iterator[_Suspect]:
    for use, first in missing(words, release(helm)):
        if first is not None and use.word != NEWLINE:
            yield _Suspect(path, at + use.at, line + use.line, use.word, first)


def _first_reached(
    chart: Chart, texts: Mapping[str, bytes], suspects: list[_Suspect], release_: Release
) -> int | None:
    marked = dict(texts)
    for number, suspect in sorted(enumerate(suspects), key=lambda each: -each[1].at):
        text = marked[suspect.path].decode("utf-8-sig", errors="surrogateescape")
        # Of `else with` it is the second word that is made unheard of.
        end = suspect.at + len(suspect.word.removeprefix("else "))
        text = f"{text[:end]}{_MARK}{number}{text[end:]}"
        marked[suspect.path] = text.encode("utf-8", errors="surrogateescape")
    values_text = marked.pop(_VALUES).decode()
    disguised = replace(chart, files=marked, archive=pack(chart.metadata.name, marked))
    try:
        render(disguised, values_text, release_)
    except ProblemsFound as found:
        for problem in found.problems:
            if match := _MARKED.search(str(problem.what)):
                return int(match["number"])
    return None
