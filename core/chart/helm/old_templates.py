"""Templates rewritten so that a current Helm evaluates them as an older one does.

Before 3.10, `and` and `or` evaluate all they are given; before 3.18, nothing ranges over a single
value; before 3.19, each comparison of a version range has to name pre-releases by itself.
"""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from core.chart.helm.scanning import actions
from core.chart.helm.versions import since
from core.chart.semver import comparisons

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MAY_MATTER: Final = re.compile(rb"\b(?:and|or|range|semverCompare)\b")
_KEYWORDS: Final = frozenset(("if", "else", "with", "range", "template", "block", ":=", "=", ","))
_ASSIGNED: Final = re.compile(r"\$\w*,?|\"[^\"]*\"")
# What may come to a number or a text: Go 1.24 ranges over the one and passes over the other.
_MAY_BE_SCALAR: Final = re.compile(
    r"\(*\s*(?:\d+|int|int64|len|add|add1|sub|mul|div|atoi)\b.*|[.$][\w.$]*", re.DOTALL
)
_DEEPEST: Final = 20
_LARGEST: Final = 128 * 1024
_SCALARS: Final = '(list "int" "int64" "float64" "string" "bool")'


def as_evaluated_by(template: bytes, helm: str) -> bytes:
    """Return a template that comes to the same under a current Helm as this one under `helm`."""
    if since(helm, "3.19.0") or not _MAY_MATTER.search(template):
        return template
    text = template.decode("utf-8", errors="surrogateescape")
    written, done = [], 0
    for start, end, tokens in actions(text):
        action = _Action(tokens, helm).rewritten()
        written += [text[done:start], action]
        done = end
    written.append(text[done:])
    return "".join(written).encode("utf-8", errors="surrogateescape")


class _TooLarge(Exception):
    """What an action becomes doubles with each level of it."""


class _Action:
    """The tokens of one action, from its braces to its braces."""

    def __init__(self, tokens: Sequence[str], helm: str) -> None:
        self._opening, *self._inside, self._closing = tokens
        self._eager = not since(helm, "3.10.0")
        self._no_numbers = not since(helm, "3.18.0")

    def rewritten(self) -> str:
        """Return the action's text, as it was when its brackets are not balanced.

        Nor is one rewritten that nobody writes: nested so deep, or so large once it is.
        """
        as_it_was = "".join((self._opening, *self._inside, self._closing))
        if self._inside.count("(") != self._inside.count(")") or _depth(self._inside) > _DEEPEST:
            return as_it_was
        try:
            inside = self._pipeline(self._inside)
        except _TooLarge:
            return as_it_was
        return f"{self._check_of_range()}{self._opening}{inside}{self._closing}"

    def _check_of_range(self) -> str:
        """Return an action that fails before a range over a single value."""
        text = "".join(self._inside).strip()
        word, _, rest = text.partition(" ")
        over = rest.partition(":=")[2] or rest
        if not self._no_numbers or word != "range" or not _MAY_BE_SCALAR.fullmatch(over.strip()):
            return ""
        check = f"if has (kindOf ({_on_one_line(over.strip())})) {_SCALARS}"
        return (
            f"{self._opening.rstrip()} {check} }}}}"
            '{{ fail "range can\'t iterate over a single value" }}{{ end }}'
        )

    def _pipeline(self, tokens: Sequence[str]) -> str:
        commands = _split(tokens, lambda part: part == "|")
        return "|".join(
            self._command(command, piped=number > 0) for number, command in enumerate(commands)
        )

    def _command(self, tokens: Sequence[str], *, piped: bool) -> str:
        operands = ["".join(each) for each in _split(tokens, str.isspace)]
        called = next((n for n, each in enumerate(operands) if not _leads(each)), len(operands))
        function = operands[called] if called < len(operands) else ""
        changed = [self._operand(each) for each in _split(tokens, str.isspace)]
        arguments = [each for each in changed[called + 1 :] if each]
        if function in ("and", "or") and self._eager and len(arguments) > 1 and not piped:
            # All are evaluated once more, for the complaints that they may have.
            again = " ".join(map(_on_one_line, arguments))
            call = f"index (list ({function} {' '.join(arguments)}) {again}) 0"
        elif function == "semverCompare" and len(arguments) == 2:
            call = _each_for_itself(*arguments)
        else:
            return _joined(tokens, changed)
        text = " ".join(filter(None, [*changed[:called], call]))
        if len(text) > _LARGEST:
            raise _TooLarge
        # As many lines as there were, for the complaints about those below.
        lines = "\n" * ("".join(tokens).count("\n") - text.count("\n"))
        return f"{tokens[0] if tokens[0] == ' ' else ''}{text}{lines or ' '}"

    def _operand(self, tokens: Sequence[str]) -> str:
        """Return one operand; what stands in its brackets is a pipeline."""
        if "(" not in tokens:
            return "".join(tokens)
        start = tokens.index("(")
        depth, end = 0, len(tokens)
        for end, part in enumerate(tokens[start:], start):  # noqa: B007 - used below
            depth += (part == "(") - (part == ")")
            if not depth:
                break
        inside = self._pipeline(tokens[start + 1 : end])
        return f"{''.join(tokens[:start])}({inside}){self._operand(tokens[end + 1 :])}"


def _each_for_itself(wanted: str, version: str) -> str:
    """Return a call of semverCompare as one for each comparison, where that matters."""
    call = f"semverCompare {wanted} {version}"
    try:
        alternatives = [comparisons(each) for each in json.loads(wanted).split("||")]
    except ValueError:
        return call
    again = _on_one_line(version)
    calls = [
        [f"(semverCompare {json.dumps(each)} {again})" for each in alternative]
        for alternative in alternatives
    ]
    alone = sum(map(len, calls)) == 1
    if not all(calls) or (alone and alternatives[0][0] in wanted):
        return call
    both = [f"(and {' '.join(each)})" if len(each) > 1 else each[0] for each in calls]
    return f"or {' '.join(both)}" if len(both) > 1 else both[0]


def _depth(tokens: Sequence[str]) -> int:
    return max(accumulate((part == "(") - (part == ")") for part in tokens), default=0)


def _split(tokens: Sequence[str], is_end: Callable[[str], bool]) -> list[Sequence[str]]:
    """Split at the tokens outside of brackets that end a part."""
    parts: list[list[str]] = [[]]
    depth = 0
    for part in tokens:
        depth += (part == "(") - (part == ")")
        if depth == 0 and is_end(part):
            parts.append([])
        else:
            parts[-1].append(part)
    return list(parts)


def _joined(tokens: Sequence[str], operands: Sequence[str]) -> str:
    """Return the operands with the blanks that were between them."""
    blanks: list[str] = []
    depth = 0
    for part in tokens:
        depth += (part == "(") - (part == ")")
        if depth == 0 and part.isspace():
            blanks.append(part)
    return "".join(f"{each}{blank}" for each, blank in zip(operands, [*blanks, ""], strict=True))


def _leads(operand: str) -> bool:
    return not operand or operand in _KEYWORDS or bool(_ASSIGNED.fullmatch(operand))


def _on_one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)
