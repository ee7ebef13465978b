"""Helm's error texts, turned into problems that name the template and the line.

Whatever Helm says becomes at least one error: what nobody here knows is kept whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from core.chart.helm_words import whole
from core.chart.schema_complaints import SCHEMA_COMPLAINT, schema_problems
from core.errors import Problem, Sentence, say

if TYPE_CHECKING:
    from core.chart.model import Chart

# "parse error at (c/templates/x.yaml:3): …", "execution error at (c/templates/x.yaml:3:5): …"
_AT: Final = re.compile(
    r"(?P<what>parse|execution) error (?:at|in) "
    r"\((?P<path>[^():]+)(?::(?P<line>\d+))?(?::(?P<column>\d+))?\): (?P<reason>.*)",
    re.DOTALL,
)
# "c/templates/x.yaml:3:5" with whatever leads from it to the next place.
_PLACE: Final = re.compile(
    # Begins where a word does, and never goes back: a long path without a line is no place.
    r"(?<![^\s():\"<>])(?=/?[^\s():\"<>/]+/[^\s():\"<>])"
    r"(?P<path>[^\s():\"<>]++):(?P<line>\d+)(?::(?P<column>\d+))?"
)
_EXECUTING: Final = re.compile(r"executing \"[^\"]*\" at <.{0,256}?>:\s+", re.DOTALL)
_UNREADABLE: Final = re.compile(r"YAML parse error on (?P<path>[^:]+): (?P<reason>.*)", re.DOTALL)
# "cannot load values.yaml: …" of the chart, "failed to parse /…/values.yaml: …" of the person.
_FILE: Final = re.compile(
    r"(?:unpacking (?:subchart )?(?P<subchart>\S+) in .*?)?cannot load (?P<file>[\w.]+): "
)
_YAML: Final = re.compile(r"(?<!\.)yaml: (?:line (?P<line>\d+): )?(?P<reason>.*)", re.DOTALL)
_JSON: Final = re.compile(r"json: cannot unmarshal (?P<found>\w+)")
_MEND: Final = say("Mend the chart.")
_MEND_TEMPLATE: Final = say("Mend the template.")
_MEND_OR_GIVE: Final = say("Give the chart the values it needs, or mend the template.")


def complaints(chart: Chart, untrusted_text: str) -> tuple[Problem, ...]:
    """Return the problems in what Helm wrote when it refused to render `chart`: one at least.

    Knows the wording of Helm 3.8 to 4.3. Of a chain of templates the innermost is named.
    """
    text = untrusted_text.strip()
    text = text.removesuffix("Use --debug flag to render out invalid YAML").strip()
    if text.startswith(SCHEMA_COMPLAINT):
        return schema_problems(chart, text)
    return (_single_problem(chart.metadata.name, text),)


def _single_problem(chart_name: str, text: str) -> Problem:
    if match := _AT.search(text):
        return _problem(chart_name, match, match["reason"], failed=match["what"] == "execution")
    if match := _UNREADABLE.search(text):
        what = say("The rendered text is no YAML: {reason}.", reason=whole(match["reason"]))
        return Problem(_inside(chart_name, match["path"]), what, _MEND_OR_GIVE)
    if "converting YAML" in text or "unmarshaling JSON" in text:
        return _reading_problem(text)
    places = list(_PLACE.finditer(text))
    if places:
        reason = _EXECUTING.split(text)[-1]
        return _problem(chart_name, places[-1], reason, failed=True)
    return Problem("chart", say("Helm refuses it: {reason}.", reason=whole(text)), _MEND)


def _problem(chart_name: str, place: re.Match[str], reason: str, *, failed: bool) -> Problem:
    column = place["column"]
    return Problem(
        place=_inside(chart_name, place["path"]),
        what=Sentence("{reason}.", {"reason": whole(reason)}),
        remedy=_MEND_OR_GIVE if failed else _MEND_TEMPLATE,
        line=int(place["line"] or 0),
        # Go counts a template's columns from 0.
        column=int(column) + 1 if column else 0,
    )


def _reading_problem(text: str) -> Problem:
    """Return the problem in a file that Helm could not even read: the values or the chart's."""
    file = _FILE.search(text)
    folder = f"charts/{file['subchart']}/" if file and file["subchart"] else ""
    place = f"{folder}{file['file']}" if file else "values"
    remedy = say("Mend the file.")
    if match := _YAML.search(text):
        what = say("It is no YAML: {reason}.", reason=whole(match["reason"]))
        return Problem(place, what, remedy, int(match["line"] or 0))
    found = _JSON.search(text)
    what = say("A value of type {found} is in the wrong place.", found=found[1] if found else "?")
    return Problem(place, what, remedy)


def _inside(chart_name: str, path: str) -> str:
    return path.removeprefix(f"{chart_name}/")
