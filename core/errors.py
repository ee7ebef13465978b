"""The one error family: what went wrong, where, and the next thing a person can do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class ExitCode(IntEnum):
    """What `chartnest` exits with."""

    DONE = 0
    DEPLOYMENT_FAILED = 1
    BAD_INPUT = 2
    REFUSED = 3
    INTERRUPTED = 130


@dataclass(frozen=True)
class Sentence:
    """A sentence with named blanks; `template` is what translations are keyed by.

    As text it is the command line's. `in_window` is what a window says in its place where
    `template` names commands or keys of the plan file; empty where both faces say the same.
    """

    template: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    in_window: str = ""

    def __str__(self) -> str:
        return self.template.format_map({k: printable(v) for k, v in self.arguments.items()})

    def for_window(self) -> Sentence:
        """Return it as a window says it, the sentences in its blanks too."""
        arguments = {
            name: value.for_window() if isinstance(value, Sentence) else value
            for name, value in self.arguments.items()
        }
        return Sentence(self.in_window or self.template, arguments)


def say(template: str, *, in_window: str = "", **arguments: object) -> Sentence:
    """Return `template` with its blanks filled: `say("No file {path}.", path=p)`."""
    return Sentence(template, arguments, in_window)


def printable(untrusted: object) -> str:
    """Return text with control and direction-changing characters made visible."""
    return "".join(
        char if char.isprintable() or char == "\n" else f"\\u{ord(char):04x}"
        for char in str(untrusted)
    )


def why_unreadable(error: OSError | UnicodeDecodeError) -> str:
    """Return why a text file cannot be read, to stand in a sentence."""
    reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
    return reason or type(error).__name__


class Severity(StrEnum):
    """How much a problem matters: an error blocks, a warning is shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place of an input.

    `place` is a dotted path of fields (`release.namespace`) or a file inside a chart; `line` and
    `column` count from 1 and are 0 where the input has no lines.
    """

    place: str
    what: Sentence
    remedy: Sentence
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.line}:{self.column} " if self.line else ""
        return f"{where}{self.place}: {self.what} {self.remedy}".strip()


def warning(place: str, what: Sentence, remedy: Sentence) -> Problem:
    """Return a problem that is shown and blocks nothing."""
    return Problem(place, what, remedy, severity=Severity.WARNING)


class ChartNestError(Exception):
    """Something a person can act on.

    Subclasses set `code` (stable, kebab-case), `what` and `remedy` (templates whose blanks are
    the keyword arguments given to the constructor, kept in `arguments`), and `in_window`, the
    remedy as a window says it, where `remedy` names commands or keys of the plan file.
    """

    code: ClassVar[str]
    what: ClassVar[str]
    remedy: ClassVar[str]
    in_window: ClassVar[str] = ""
    exit_code: ClassVar[ExitCode] = ExitCode.BAD_INPUT

    def __init__(self, **arguments: object) -> None:
        self.arguments = arguments
        super().__init__(str(self.sentence))

    def __reduce__(self) -> tuple[object, ...]:
        """Come out of a pickle whole, whatever a subclass's constructor asks for."""
        return _made_again, (type(self), self.args, self.__dict__)

    @property
    def sentence(self) -> Sentence:
        """What went wrong, for the screen."""
        return Sentence(self.what, self.arguments)

    @property
    def advice(self) -> Sentence:
        """What to do next, for the screen."""
        return Sentence(self.remedy, self.arguments, self.in_window)


def _made_again(
    kind: type[ChartNestError], args: tuple[object, ...], attributes: Mapping[str, object]
) -> ChartNestError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(attributes)
    return error


class Cancelled(ChartNestError):
    """The person stopped the work."""

    code = "cancelled"
    what = "Stopped on request."
    remedy = "Start it again whenever you like."
    exit_code = ExitCode.INTERRUPTED


class ProblemsFound(ChartNestError):
    """An input has problems; all of them are in `problems`, errors first."""

    code = "problems-found"
    what = "{subject}: {count} to mend."
    remedy = "Mend each place named above."

    def __init__(self, subject: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.severity, p.line, p.column)))
        super().__init__(subject=subject, count=len(self.problems))


def raise_if_errors(subject: str, problems: Iterable[Problem]) -> None:
    """Raise `ProblemsFound` when any of `problems` is an error; warnings alone pass."""
    found = tuple(problems)
    if any(problem.severity is Severity.ERROR for problem in found):
        raise ProblemsFound(subject, found)
