"""The plan file: from YAML text to a plan and back, byte for byte where a person typed text."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.errors import Problem, ProblemsFound, raise_if_errors, say
from core.plan.checks import check_plan
from core.plan.duration import duration_text
from core.plan.errors import PlanFileUnreadable, PlanNotWritable
from core.plan.shape import plan_in, what_is_sound
from core.yaml.document import read_document, resolved, undotted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.plan.model import Plan
    from core.yaml.document import Document

# Values of 1 MiB may take several bytes a character when they have to be escaped.
SIZE_LIMIT: Final = 8 * 1024 * 1024

_STARTER: Final = Path(__file__).with_name("starter.yaml")
_ODD_LINE_END: Final = re.compile("[\r\x85\u2028\u2029]")
_STAND_IN: Final = "values-stand-here-alone"
_STAND_IN_LINE: Final = re.compile(
    rf"""^values:(?: \|[-+0-9]*\n)?[ ]*["']?{_STAND_IN}["']?\n""", re.MULTILINE
)


def read_plan(path: Path) -> Plan:
    """Return the plan in a file.

    Raises PlanFileUnreadable, or ProblemsFound with everything wrong in it at its place.
    """
    plan, _ = checked_plan(path, read_plan_text(path))
    return plan


def checked_plan(path: Path, text: str) -> tuple[Plan, tuple[Problem, ...]]:
    """Return the plan in a file's text, and warnings; raise ProblemsFound when there are errors."""
    plan, problems = parse_plan(text)
    raise_if_errors(str(path), problems)
    if plan is None:
        raise ProblemsFound(str(path), problems)
    return plan, problems


def read_plan_text(path: Path) -> str:
    """Return a plan file's text, line ends as they stand in it."""
    try:
        with path.open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise PlanFileUnreadable(path=path, reason=error.strerror or error) from None
    if len(content) > SIZE_LIMIT:
        what = say("It is larger than {limit} bytes.", limit=SIZE_LIMIT)
        raise ProblemsFound(str(path), [Problem("plan", what, say("Shorten the values."))])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - before.rfind(b"\n")
        remedy = say("Save the file as UTF-8.")
        problem = Problem("plan", say("It is not UTF-8 text."), remedy, line, column)
        raise ProblemsFound(str(path), [problem]) from None


def parse_plan(text: str) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Return the plan in YAML text, if its shape is right, and everything wrong with it."""
    document = read_document(text)
    plan = plan_in(document)
    broken = {problem.place for problem in document.problems}
    sound = plan or what_is_sound(document)
    for problem in check_plan(sound) if sound else ():
        if problem.place not in broken:
            document.problems.append(_placed(problem, document))
    return plan, tuple(document.problems)


def _placed(problem: Problem, document: Document) -> Problem:
    path = undotted(problem.place)
    spot = document.values.get(path) or document.spot(path)
    return replace(problem, line=spot.line, column=spot.column)


def placed(text: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems of a plan with the line and column of their field in its file."""
    document = read_document(text)
    return tuple(
        _placed(problem, document) if undotted(problem.place)[:1] in document.keys else problem
        for problem in problems
    )


def in_plan_file(text: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems of the values document with their places in the plan file it stands in.

    Values in another form than a block have no lines of their own: all stand where they begin.
    """
    spot = read_document(text).spot(("values",))
    block = re.match(r"values:[ ]*\|[-+0-9]*[ ]*(?:#.*)?$", text.split("\n")[spot.line - 1])
    first = re.search(r"^[ ]+", "\n".join(text.split("\n")[spot.line :]), re.MULTILINE)
    if not block or not first:
        return tuple(replace(p, line=spot.line, column=spot.column) for p in problems)
    return tuple(
        replace(p, line=spot.line + p.line, column=p.column + len(first.group()))
        if p.line
        else replace(p, line=spot.line, column=spot.column)
        for p in problems
    )


def new_plan_text(name: str) -> str:
    """Return a commented plan to start from; `name` names the stack and the release."""
    release = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:53].rstrip("-") or "release"
    text = _STARTER.read_text(encoding="utf-8")
    return text.replace("PLAN-NAME", name).replace("RELEASE-NAME", release)


def plan_text(plan: Plan) -> str:
    """Return the plan as YAML: what it says, without the defaults of what it leaves open.

    Raises PlanNotWritable when no YAML text can carry it.
    """
    content = _written_content(plan)
    document = {**content, "values": _STAND_IN} if plan.values else content
    text = yaml.dump(
        document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2
    )
    return _with_values(text, plan)


def edited_plan_text(text: str, plan: Plan) -> str:
    """Return a plan's text with its answers changed to those of `plan` and its comments kept."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - costs a start 30 ms

    old, _ = parse_plan(text)
    if old is None:
        return plan_text(plan)
    if old == plan:
        return text
    editor = YAML()
    editor.preserve_quotes = True
    editor.width = 4096
    editor.indent(mapping=2, sequence=4, offset=2)
    document = editor.load(text)
    content = _written_content(plan)
    if plan.values and plan.values != old.values:
        content["values"] = _STAND_IN
    _change(document, content, _written_content(old))
    stream = StringIO()
    editor.dump(document, stream)
    try:
        return _with_values(stream.getvalue(), plan)
    except PlanNotWritable:
        return plan_text(plan)


def _change(document: dict[str, Any], wanted: dict[str, Any], old: dict[str, Any]) -> None:
    """Bring a part of the file to what is wanted, touching only what differs."""
    dropped = [name for name in document if name not in wanted and name in old]
    for name, value in wanted.items():
        there, before = document.get(name), old.get(name)
        if isinstance(there, dict) and isinstance(value, dict):
            _change(there, value, there if before is None else before)
        elif value != before:
            document[name] = value
    for name in dropped:
        _drop(document, name)


def _drop(document: Any, name: str) -> None:
    """Remove a field, and leave the comment below it to the field that is then the last."""
    comment = document.ca.items.pop(name, None)
    del document[name]
    if comment and document:
        document.ca.items.setdefault(list(document)[-1], comment)


def _written_content(plan: Plan) -> dict[str, object]:
    """Return what stands in the file: the main answers always, options where they were chosen."""
    try:
        whole = plan.model_dump(mode="json", by_alias=True, exclude_none=True)
    except ValueError as error:
        raise PlanNotWritable(reason=error) from None
    chosen = plan.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    content: dict[str, object] = {
        name: whole[name] for name in ("apiVersion", "name", "account", "cluster")
    }
    content["chart"] = chosen["chart"]
    content["release"] = {**whole["release"], "timeout": duration_text(plan.release.timeout)}
    content.update((name, chosen[name]) for name in ("values", "parameters") if name in chosen)
    content["delivery"] = {"method": whole["delivery"]["method"], **chosen.get("delivery", {})}
    if plan.outputs:
        content["outputs"] = chosen["outputs"]
    return content


def _with_values(text: str, plan: Plan) -> str:
    """Return `text` with the values in the form that brings them back exactly."""
    before, *after = _STAND_IN_LINE.split(text, 1)
    for values in (_block(plan.values), _quoted(plan.values)) if after else ("",):
        candidate = f"{before}{values}{''.join(after)}"
        document = read_document(candidate)
        if plan_in(document) == plan:
            return candidate
    reasons = [str(problem.what).rstrip(".") for problem in document.problems]
    raise PlanNotWritable(reason="; ".join(reasons) or "it does not come back the same")


def _block(values: str) -> str:
    """Return the values as a literal block; the chomping mark says how many line ends follow."""
    body = values.rstrip("\n")
    ending = len(values) - len(body)
    chomping = {0: "-", 1: ""}.get(ending, "+")
    indicator = "2" if body.startswith((" ", "\n")) else ""
    lines = [
        f"  {line}" if line else "" for line in values[: len(body) + max(ending - 1, 0)].split("\n")
    ]
    return "\n".join([f"values: |{indicator}{chomping}", *lines]) + "\n"


def _quoted(values: str) -> str:
    scalar = yaml.dump(
        values, Dumper=yaml.SafeDumper, default_style='"', allow_unicode=True, width=100
    )
    return f"values: {scalar}"


class _Dumper(yaml.SafeDumper):
    """Lays lists out below their key, and texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - the emitter's own signature
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - a plan has no aliases
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if _ODD_LINE_END.search(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    elif resolved(text) != text:  # PyYAML takes 1e5 for text, as YAML 1.1 did
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
