"""Helm's error texts, turned into problems that name the template and the line."""

from __future__ import annotations

import re
from typing import Final

from core.errors import Problem, Sentence, say

_BEFORE_ERROR: Final = re.compile(r"^Error: ", re.MULTILINE)
# "parse error at (c/templates/x.yaml:3): …", "execution error at (c/templates/x.yaml:3:5): …"
_AT: Final = re.compile(
    r"(?P<what>parse|execution) error (?:at|in) "
    r"\((?P<path>[^():]+)(?::(?P<line>\d+))?(?::(?P<column>\d+))?\): (?P<reason>.*)",
    re.DOTALL,
)
# "c/templates/x.yaml:3:5" with whatever leads from it to the next place.
_PLACE: Final = re.compile(
    r"(?P<path>[^\s():\"<>]+/[^\s():\"<>]+):(?P<line>\d+)(?::(?P<column>\d+))?"
)
_EXECUTING: Final = re.compile(r"executing \"[^\"]*\" at <.*?>:\s+", re.DOTALL)
_UNREADABLE: Final = re.compile(r"YAML parse error on (?P<path>[^:]+): (?P<reason>.*)", re.DOTALL)
# "cannot load values.yaml: …" of the chart, "failed to parse /…/values.yaml: …" of the person.
_FILE: Final = re.compile(
    r"(?:unpacking (?:subchart )?(?P<subchart>\S+) in .*?)?cannot load (?P<file>[\w.]+): "
)
_YAML: Final = re.compile(r"(?<!\.)yaml: (?:line (?P<line>\d+): )?(?P<reason>.*)", re.DOTALL)
_JSON: Final = re.compile(r"json: cannot unmarshal (?P<found>\w+)")
_SCHEMA: Final = re.compile(r"^- (?:at '(?P<path>[^']*)': )?(?P<reason>.+)$", re.MULTILINE)
_MEND: Final = say("Mend the chart.")
_MEND_TEMPLATE: Final = say("Mend the template.")
_MEND_OR_GIVE: Final = say("Give the chart the values it needs, or mend the template.")


def complaints(chart_name: str, untrusted_text: str) -> tuple[Problem, ...]:
    """Return the problems in what Helm wrote when it refused to render `chart_name`.

    Knows the wording of Helm 3.8 to 4.3. Of a chain of templates the innermost is named.
    """
    # The command's warnings come before its error; the engine gives the error alone.
    text = _BEFORE_ERROR.split(untrusted_text, maxsplit=1)[-1].strip()
    text = text.removesuffix("Use --debug flag to render out invalid YAML").strip()
    if "meet the specifications of the schema" in text:
        return tuple(_schema_problem(match) for match in _SCHEMA.finditer(text))
    if match := _AT.search(text):
        return (_problem(chart_name, match, match["reason"], failed=match["what"] == "execution"),)
    if match := _UNREADABLE.search(text):
        what = say("The rendered text is no YAML: {reason}.", reason=_tidy(match["reason"]))
        return (Problem(_inside(chart_name, match["path"]), what, _MEND_OR_GIVE),)
    if "converting YAML" in text or "unmarshaling JSON" in text:
        return (_reading_problem(text),)
    places = list(_PLACE.finditer(text))
    if places:
        reason = _EXECUTING.split(text)[-1]
        return (_problem(chart_name, places[-1], reason, failed=True),)
    return (Problem("chart", say("Helm refuses it: {reason}.", reason=_tidy(text)), _MEND),)


def _problem(chart_name: str, place: re.Match[str], reason: str, *, failed: bool) -> Problem:
    column = place["column"]
    return Problem(
        place=_inside(chart_name, place["path"]),
        what=Sentence("{reason}.", {"reason": _tidy(reason)}),
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
        what = say("It is no YAML: {reason}.", reason=_tidy(match["reason"]))
        return Problem(place, what, remedy, int(match["line"] or 0))
    found = _JSON.search(text)
    what = say("A value of type {found} is in the wrong place.", found=found[1] if found else "?")
    return Problem(place, what, remedy)


def _schema_problem(match: re.Match[str]) -> Problem:
    path = (match["path"] or "").strip("/").replace("/", ".")
    return Problem(
        place=f"values.{path}" if path else "values",
        what=say("The chart's schema does not allow it: {reason}.", reason=_tidy(match["reason"])),
        remedy=say("Change the value."),
    )


def _inside(chart_name: str, path: str) -> str:
    return path.removeprefix(f"{chart_name}/")


def _tidy(reason: str) -> str:
    return " ".join(reason.split()).rstrip(".")[:600]
