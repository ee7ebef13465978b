"""Bytes that are no UTF-8 in what a chart renders: Helm refuses them, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.chart.archive import with_subcharts
from core.errors import Problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from core.chart.model import Chart
    from core.errors import Sentence

NO_UTF8: Final = "\udcff"
"""What stands in a rendered text for each byte that is no UTF-8; no text that is can hold it."""
# By the first byte of a character: how many belong to it (yaml_parser_update_buffer in go-yaml).
_WIDTHS: Final = ((0x80, 0x00, 1), (0xE0, 0xC0, 2), (0xF0, 0xE0, 3), (0xF8, 0xF0, 4))


def not_utf8(chart: Chart, rendered: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Yield a problem for each file (path with the chart's name, text) with bytes of another code.

    The line is that of the template, where the bytes stand in it.
    """
    broken = [path.partition("/")[2] for path, text in rendered if NO_UTF8 in text]
    files = with_subcharts(chart.files) if broken else {}
    for path in broken:
        line, reason = _first_fault(files, path)
        what = say("The rendered text is not UTF-8: {reason}.", reason=reason)
        yield Problem(path, what, say("Save it as UTF-8."), line)


def _first_fault(files: Mapping[str, bytes], path: str) -> tuple[int, Sentence]:
    """Return the line, and the words of Helm's own YAML library."""
    content = files.get(path, b"")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return line, _reason(content[error.start :])
    return 0, say("invalid UTF-8, from a file or a value that it takes in")


def _reason(rest: bytes) -> Sentence:
    width = next((width for mask, bits, width in _WIDTHS if rest[0] & mask == bits), 0)
    if width == 0:
        return say("invalid leading UTF-8 octet")
    if width > len(rest):
        return say("incomplete UTF-8 octet sequence")
    return say("invalid trailing UTF-8 octet")
