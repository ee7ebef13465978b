"""How refused values and failures are shown: recognisable, harmless, and without a secret."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.errors import Problem, Sentence, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LENGTH: Final = 60
_LOGIN: Final = re.compile(r"//[^/@\s]*@")
_QUERY: Final = re.compile(r"([?&][^=&\s]*=)[^&\s]+")
_SHORTEST_SECRET: Final = 4  # to hide a shorter one would garble the rest


def masked(untrusted: object) -> str:
    """Return one line of at most 60 characters; a URL's login and query values become `***`."""
    text = printable(untrusted).replace("\n", "\\n")
    text = _QUERY.sub(r"\1***", _LOGIN.sub("//***@", text))
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 1]}…"


def _parts_of(secret: str) -> Iterator[str]:
    """Yield what of a secret could be quoted by itself: all, a line, a scalar of its JSON."""
    yield from (secret, *secret.splitlines())
    try:
        document = json.loads(secret)
    except (ValueError, RecursionError):
        return
    inner = [document]
    while inner:
        match inner.pop():
            case dict() as fields:
                inner += fields.values()
            case list() as items:
                inner += items
            case str() as text:
                yield from (text, *text.splitlines())
            case int() | float() as number if not isinstance(number, bool):
                yield str(number)


def without_secrets(problem: Problem, secrets: Iterable[str]) -> Problem:
    """Return a problem that quotes no secret: neither as it is, nor a line of it, nor escaped."""
    lines = {line for secret in secrets for line in _parts_of(secret)}
    forms = {form for line in lines for form in (line, json.dumps(line)[1:-1])}
    hidden = sorted((form for form in forms if len(form) >= _SHORTEST_SECRET), key=len)
    if not hidden:
        return problem
    pattern = re.compile("|".join(map(re.escape, reversed(hidden))))

    def without(sentence: Sentence) -> Sentence:
        said = {name: pattern.sub("***", str(each)) for name, each in sentence.arguments.items()}
        return Sentence(sentence.template, said)

    place = pattern.sub("***", problem.place)
    return replace(problem, place=place, what=without(problem.what), remedy=without(problem.remedy))
