"""What a command says: to a person, to a pipe, or as one JSON document."""

from __future__ import annotations

import getpass
import json
import sys
from typing import TYPE_CHECKING

from core.cli.documents import error_document
from core.errors import ChartNestError, Problem, ProblemsFound, Severity, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Terminal:
    """Where a command's answer goes (stdout) and what it says beside it (stderr).

    With `as_json` stdout gets exactly one JSON document, and nothing is said beside it but errors.
    """

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._warned: set[str] = set()
        self._answered = False

    @property
    def interactive(self) -> bool:
        """Tell whether a person is there to answer questions."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def ask(self, question: str) -> str:
        """Return what a person types unseen; the end of input is an interruption."""
        try:
            return getpass.getpass(question)
        except EOFError:
            raise KeyboardInterrupt from None

    @property
    def animated(self) -> bool:
        """Tell whether progress can be drawn."""
        return not self.as_json and sys.stdout.isatty()

    def answer(self, document: Mapping[str, object], text: str = "") -> None:
        """Print the answer: `document` as JSON, or `text` for a person."""
        if self.as_json:
            print(json.dumps(document, ensure_ascii=False, indent=2, default=str), flush=True)
            self._answered = True
        elif text:
            print(printable_lines(text).rstrip("\n"), flush=True)

    def line(self, text: str) -> None:
        """Print a line of an answer that comes bit by bit; JSON has it all at the end."""
        if not self.as_json:
            print(printable_lines(text), flush=True)

    def note(self, text: object) -> None:
        """Say something beside the answer."""
        if not self.as_json:
            print(printable_lines(str(text)), file=sys.stderr, flush=True)

    def warn(self, subject: str, problems: Iterable[Problem]) -> None:
        """Say, once, what should be looked at and stops nothing."""
        for problem in problems:
            if problem.severity is Severity.WARNING and str(problem) not in self._warned:
                self._warned.add(str(problem))
                self.note(_labelled(subject, problem))

    def complain(self, text: str) -> None:
        """Say on stderr what went wrong, also where the answer is JSON."""
        print(printable_lines(text), file=sys.stderr, flush=True)

    def refuse(self, error: ChartNestError) -> None:
        """Say what was wrong: a line for each problem, with what to do."""
        if isinstance(error, ProblemsFound):
            subject = str(error.arguments["subject"])
            unsaid = (each for each in error.problems if str(each) not in self._warned)
            lines = [_labelled(subject, problem) for problem in unsaid]
        else:
            lines = [f"{error.sentence} {error.advice}".strip()]
        self._answer_once({"error": error_document(error)})
        for line in lines:
            print(one_line(line), file=sys.stderr, flush=True)

    def surprise(self, error: Exception) -> None:
        """Say that ChartNest itself went wrong; the details stay out, secrets may be in them."""
        what = f"ChartNest met an error of its own ({type(error).__name__})."
        remedy = "Please report it; CHARTNEST_TRACEBACK=1 shows where it happened."
        document = {"code": "unexpected", "message": what, "remedy": remedy, "problems": []}
        self._answer_once({"error": document})
        print(f"{what} {remedy}", file=sys.stderr, flush=True)

    def _answer_once(self, document: Mapping[str, object]) -> None:
        """Print a document unless the answer was one already: two are no JSON."""
        if not self._answered:
            self.answer(document)


def problem_line(subject: str, problem: Problem) -> str:
    """Return `plan.yaml:3:5: release.name: what is wrong. What to do.`.

    Lines of a file inside a chart are that file's: `shop: templates/service.yaml:7: …`.
    """
    spot = f":{problem.line}" if problem.line else ""
    spot += f":{problem.column}" if problem.column else ""
    in_a_file = problem.place.endswith((".yaml", ".yml", ".tpl", ".txt", ".json"))
    where = (
        f"{subject}: {problem.place}{spot}" if in_a_file else f"{subject}{spot}: {problem.place}"
    )
    return one_line(f"{where}: {problem.what} {problem.remedy}")


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return columns as wide as they need to be, under upper-case headings."""
    cells = [[one_line(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(headings))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def one_line(untrusted: object) -> str:
    """Return text on one line, with nothing in it that moves a terminal's cursor."""
    return " ".join(printable(untrusted).split())


def printable_lines(untrusted: str) -> str:
    """Return text whose lines and tabs are kept and whose other control characters are shown."""
    return "\t".join(printable(part) for part in untrusted.replace("\r\n", "\n").split("\t"))


def _labelled(subject: str, problem: Problem) -> str:
    label = "warning: " if problem.severity is Severity.WARNING else ""
    return label + problem_line(subject, problem)
