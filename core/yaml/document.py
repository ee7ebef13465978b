"""YAML text as plain content that remembers where each part stood.

Reads from the parser's events, so that aliases, depth and duplicate keys are met before anything
is built from them. Only what a plan needs is understood: one document, no aliases, no own tags;
and `true`, `null` and numbers as YAML 1.2 spells them, so that `no` and `on` are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import yaml

from core.errors import Problem, Sentence, say
from core.yaml import safe as safe_yaml

Path: TypeAlias = tuple[str | int, ...]

_DEPTH: Final = 32
_TEXT_TAGS: Final = (None, "!", "tag:yaml.org,2002:str")
_WORDS: Final = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL: Final = re.compile(
    r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)(e[-+]?[0-9]{1,3})?", re.IGNORECASE
)
_UNPRINTABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True)
class Spot:
    """Where something stands, counted from 1, and how it was written (scalars only)."""

    line: int
    column: int
    written: str = ""


@dataclass
class Document:
    """The content of a YAML text: `keys` and `values` tell where each path stands in it.

    `content` is None unless the text could be read to its end.
    """

    content: object = None
    keys: dict[Path, Spot] = field(default_factory=dict)
    values: dict[Path, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def spot(self, path: Path) -> Spot:
        """Return where `path` stands, or the nearest part around it that is in the text."""
        for end in range(len(path), -1, -1):
            found = self.keys.get(path[:end]) or self.values.get(path[:end])
            if found:
                return found
        return Spot(1, 1)

    def problem(
        self, path: Path, what: Sentence, remedy: Sentence, *, at_key: bool = False
    ) -> None:
        """Note a problem at the value of `path` (or its key), or around it when it has none."""
        spot = self.spot(path) if at_key else self.values.get(path) or self.spot(path)
        self.problems.append(Problem(dotted(path), what, remedy, spot.line, spot.column))


def dotted(path: Path) -> str:
    """Return `parameters[0].path` for ("parameters", 0, "path")."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "plan"


def undotted(place: str) -> Path:
    """Return the path that `dotted` made `place` of."""
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", place)
    return tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts)


def read_document(untrusted: str) -> Document:
    """Return the content of YAML text with everything that is wrong in the YAML itself."""
    document = Document()
    unprintable = _UNPRINTABLE.search(untrusted)
    if unprintable:
        _report_character(document, untrusted, unprintable.start())
        return document
    reader = _Reader(document)
    try:
        for event in yaml.parse(untrusted, Loader=yaml.CSafeLoader):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        if safe_yaml.gave_up(error):
            _report_depth(document, reader)
        else:
            _report_syntax(document, untrusted, error)
    except _TooDeep:
        _report_depth(document, reader)
    except _NestedKey as error:
        what, remedy = say("A field's name must be text."), say("Put the name in quotes.")
        (spot,) = error.args
        document.problems.append(Problem("plan", what, remedy, spot.line, spot.column))
    else:
        document.content = reader.content
    return document


def _report_depth(document: Document, reader: _Reader) -> None:
    what = say("It is nested more than {count} levels deep.", count=_DEPTH)
    document.problem(reader.path()[:2], what, say("A plan needs far fewer levels."))


def _report_character(document: Document, untrusted: str, position: int) -> None:
    line = untrusted.count("\n", 0, position) + 1
    column = position - untrusted.rfind("\n", 0, position)
    what = say(
        "The character U+{code} cannot stand in YAML.", code=f"{ord(untrusted[position]):04X}"
    )
    remedy = say('Remove it, or write it as an escape inside "…".')
    document.problems.append(Problem("plan", what, remedy, line, column))


def _report_syntax(document: Document, untrusted: str, error: yaml.MarkedYAMLError) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = untrusted.split("\n")
    indentation = re.match(r"\s*", lines[line - 1] if line <= len(lines) else "")
    if indentation and "\t" in indentation.group():
        what, remedy = say("A tab stands before the text."), say("Indent with spaces.")
    else:
        details = ", ".join(part for part in (error.context, error.problem) if part)
        what = say("This is not YAML: {details}.", details=details)
        remedy = say("Look at this line and the one above: quotes, colons, indentation.")
    document.problems.append(Problem("plan", what, remedy, line, column))


class _TooDeep(Exception):
    pass


class _NestedKey(Exception):
    pass


@dataclass
class _Open:
    """A mapping or sequence that is being read; `key` is the one whose value comes next."""

    content: dict[str, object] | list[object]
    key: str | None = None
    doubled: bool = False


class _Reader:
    """Takes the parser's events one by one and builds the document."""

    def __init__(self, document: Document) -> None:
        self.content: object = None
        self._document = document
        self._open: list[_Open] = []
        self._documents = 0

    def path(self) -> Path:
        """Return the path of the value that comes next."""
        return tuple(
            len(level.content) if isinstance(level.content, list) else level.key or ""
            for level in self._open
        )

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)
        elif self._documents > 1:
            return
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self._open.pop()
            self._put(closed.content)
        elif isinstance(event, yaml.NodeEvent):
            self._take_node(event)

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents == 2:
            spot = _spot(event)
            what = say("A second document starts here.")
            remedy = say("Keep one plan in one file; remove the line with ---.")
            problem = Problem("plan", what, remedy, spot.line, spot.column)
            self._document.problems.append(problem)

    def _take_node(self, event: yaml.NodeEvent) -> None:
        spot = _spot(event)
        if self._wants_key():
            self._take_key(event, spot)
            return
        self._document.values.setdefault(self.path(), spot)
        if isinstance(event, yaml.AliasEvent):
            what = say("An alias (*{name}) stands here.", name=event.anchor)
            self._document.problem(self.path(), what, say("Write the value out."))
            self._put(None)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_tag(event.tag)
            self._start(event)
        elif isinstance(event, yaml.ScalarEvent):
            if event.tag not in _TEXT_TAGS:
                self._refuse_tag(event.tag)
            plain = event.implicit[0] and event.tag is None
            self._put(resolved(event.value) if plain else event.value)

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._open) >= _DEPTH:
            raise _TooDeep
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Open({} if mapping else []))

    def _wants_key(self) -> bool:
        return (
            bool(self._open)
            and isinstance(self._open[-1].content, dict)
            and (self._open[-1].key is None)
        )

    def _take_key(self, event: yaml.NodeEvent, spot: Spot) -> None:
        level = self._open[-1]
        if not isinstance(event, yaml.ScalarEvent):
            raise _NestedKey(spot)
        level.key, level.doubled = event.value, event.value in level.content
        if level.doubled:
            what = say("The field {name} stands here a second time.", name=event.value)
            problem = Problem(
                dotted(self.path()), what, say("Keep one of them."), spot.line, spot.column
            )
            self._document.problems.append(problem)
        self._document.keys.setdefault(self.path(), spot)

    def _refuse_tag(self, tag: str | None) -> None:
        if tag is not None:
            what = say("The tag {tag} has no meaning in a plan.", tag=tag)
            self._document.problem(self.path(), what, say("Remove it."))

    def _put(self, value: object) -> None:
        if not self._open:
            self.content = value
            return
        level = self._open[-1]
        if isinstance(level.content, list):
            level.content.append(value)
        elif level.key is not None:
            if not level.doubled:
                level.content[level.key] = value
            level.key = None


def _spot(event: yaml.Event) -> Spot:
    written = event.value if isinstance(event, yaml.ScalarEvent) else ""
    mark = event.start_mark
    return Spot(mark.line + 1, mark.column + 1, written) if mark else Spot(1, 1, written)


def resolved(text: str) -> object:
    """Return what a scalar without quotes stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if text[-1:].isdigit() and _DECIMAL.fullmatch(text):
        return float(text)
    return text
