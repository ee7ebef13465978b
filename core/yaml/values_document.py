"""A values document as Helm reads it, with the place of every value in the text."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import yaml

from core.errors import Problem, Sentence, Severity, say
from core.yaml.go import GoLoader, plain, scalar_text
from core.yaml.values_text import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 100

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Position:
    """A place in a text, counted from 1."""

    line: int
    column: int


@dataclass
class ValuesDocument:
    """What a values text holds; `positions` has the key of each value, by path."""

    values: dict[str, Any] = field(default_factory=dict)
    positions: dict[Path, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(
        self, path: Path, what: Sentence, remedy: Sentence, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Return a problem at `path`, or at the nearest place above it that is in the text."""
        known = next((path[:n] for n in range(len(path), 0, -1) if path[:n] in self.positions), ())
        position = self.positions.get(known, Position(1, 1))
        place = dotted(path)
        return Problem(place, what, remedy, position.line, position.column, severity)


def dotted(path: Path) -> str:
    """Return `values.a.b[0]` for a path."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "values" + "".join(steps)


def read_values(untrusted_text: str) -> ValuesDocument:
    """Return the document in `untrusted_text`; all that Helm would misread is in its problems.

    Anchors, merge keys, tags, directives, duplicate keys and several documents are refused: what
    one YAML library makes of them another does not. An empty text is an empty document.
    """
    document = ValuesDocument()
    refused = refusal(untrusted_text)
    if refused:
        document.problems.append(refused)
        return document
    reader = _Reader(untrusted_text, document)
    try:
        values = reader.read()
    except yaml.YAMLError as error:
        document.problems.append(_syntax_problem(error))
    except _Unreadable as error:
        document.problems.append(error.problem)
    else:
        if isinstance(values, dict):
            document.values = values
        elif values is not None:
            what = say("The values are no mapping of names to values.")
            document.problems.append(Problem("values", what, say("Write `name: value`."), 1, 1))
    return document


def _syntax_problem(error: yaml.YAMLError) -> Problem:
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    what = say("The values are no YAML: {reason}.", reason=reason)
    return _at(getattr(error, "problem_mark", None), what, say("Mend the line."))


def _at(mark: Any, what: Sentence, remedy: Sentence, place: str = "values") -> Problem:
    if mark is None:
        return Problem(place, what, remedy)
    return Problem(place, what, remedy, mark.line + 1, mark.column + 1)


def _loses_digits(text: str, value: object) -> bool:
    """Tell whether a number is another once it went through floating point, as all values do.

    Measured with Helm 3.8.1 to 4.3.1: 9007199254740993 becomes 9007199254740992.
    """
    try:
        if type(value) is int:
            return int(float(value)) != value
        if type(value) is float:
            return Decimal(text.replace("_", "")) != Decimal(repr(value))
    except OverflowError:  # so great that Helm takes it for text
        return False
    return False


class _Unreadable(Exception):
    """Reading on makes no sense."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


class _Reader:
    """Builds values from YAML's events, so that nothing is expanded before it is judged."""

    def __init__(self, text: str, document: ValuesDocument) -> None:
        self._loader: Any = GoLoader(text)
        self._document = document

    def read(self) -> Any:
        """Return the first document's value; raise `yaml.YAMLError` or `_Unreadable`."""
        try:
            values: Any = None
            documents = 0
            while not isinstance(event := self._loader.get_event(), yaml.StreamEndEvent):
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents == 2:
                        what = say("The values hold several documents; Helm reads only one.")
                        self._complain(event, (), what, say("Keep one, without `---` lines."))
                    if event.version or event.tags:
                        what = say("A line that begins with % is refused; Helm stumbles over it.")
                        self._complain(event, (), what, say("Leave the line out."))
                elif not isinstance(event, yaml.StreamStartEvent | yaml.DocumentEndEvent):
                    value = self._value(event, ())
                    values = value if documents == 1 else values
            return values
        finally:
            self._loader.dispose()

    def _value(self, event: Any, path: Path, *, is_key: bool = False) -> Any:
        if len(path) > MAX_DEPTH:
            what = say("The values nest more than {depth} deep.", depth=MAX_DEPTH)
            raise _Unreadable(_at(event.start_mark, what, say("Flatten them.")))
        if isinstance(event, yaml.AliasEvent):
            what = say("The alias *{name} is refused.", name=event.anchor)
            self._complain(event, path, what, say("Write the value out in both places."))
            return None
        if event.anchor:
            what = say("The anchor &{name} is refused.", name=event.anchor)
            self._complain(event, path, what, say("Write the value out in each place."))
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            what = say("The tag {tag} is refused.", tag=tag)
            self._complain(event, path, what, say("Leave it out; quote the value if it is text."))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        value = self._scalar(event, path)
        if not is_key and event.implicit[0] and _loses_digits(event.value, value):
            read = f"{float(value):.17g}"
            what = say("Helm reads {text} as {read}.", text=event.value, read=read)
            remedy = say("Put it in quotes, or have it asked for at launch, as a number.")
            self._complain(event, path, what, remedy, Severity.WARNING)
        return value

    def _mapping(self, path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._key(event, path)
            key_path = (*path, key)
            if key in mapping:
                what = say("The key {key} is there twice.", key=key)
                self._complain(event, key_path, what, say("Keep one of the two."))
            mark = event.start_mark
            self._document.positions[key_path] = Position(mark.line + 1, mark.column + 1)
            mapping[key] = self._value(self._loader.get_event(), key_path)
        return mapping

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        for event in self._until(yaml.SequenceEndEvent):
            item_path = (*path, len(items))
            mark = event.start_mark
            self._document.positions[item_path] = Position(mark.line + 1, mark.column + 1)
            items.append(self._value(event, item_path))
        return items

    def _until(self, end: type[yaml.Event]) -> Iterator[Any]:
        while not isinstance(event := self._loader.get_event(), end):
            yield event

    def _key(self, event: Any, path: Path) -> str:
        """Return the key as Helm makes it text: `n` is false, `1.0` is 1."""
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
            what = say("A merge key << is refused.")
            self._complain(event, path, what, say("Write the merged values out."))
            return "<<"
        if isinstance(event, yaml.CollectionStartEvent):
            what = say("A mapping or a list stands where a name is wanted.")
            remedy = say("Write `name: value`; quote text that begins with a brace or bracket.")
            raise _Unreadable(_at(event.start_mark, what, remedy, dotted(path)))
        key = self._value(event, path, is_key=True)
        if isinstance(key, str):
            return key
        text = scalar_text(key)
        if text != event.value:
            what = say("Helm reads the key {key} as {text}.", key=event.value, text=text)
            remedy = say("Put quotes around it.")
            self._complain(event, (*path, text), what, remedy, Severity.WARNING)
        return text

    def _scalar(self, event: Any, path: Path) -> Any:
        if not event.implicit[0]:
            return event.value
        value = plain(event.value)
        if isinstance(value, float) and not math.isfinite(value):
            what = say("Helm has no way to pass on {text}.", text=event.value)
            self._complain(event, path, what, say("Quote it if it is text."))
            return None
        return value

    def _complain(
        self,
        event: Any,
        path: Path,
        what: Sentence,
        remedy: Sentence,
        severity: Severity = Severity.ERROR,
    ) -> None:
        mark = event.start_mark
        problem = Problem(dotted(path), what, remedy, mark.line + 1, mark.column + 1, severity)
        self._document.problems.append(problem)
