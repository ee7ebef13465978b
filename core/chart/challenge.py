"""What a registry answers when it wants a login: the WWW-Authenticate header of RFC 9110."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WORD: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PARAMETER: Final = re.compile(
    # Some registries leave the quotes out, though an address has characters that want them.
    rf'\s*({_WORD})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)'
)
_SCHEME: Final = re.compile(rf"[\s,]*({_WORD})(?:\s+|,|$)")
_TOKEN68: Final = re.compile(r"[0-9A-Za-z._~+/-]+=*\s*(?:,|$)")


@dataclass(frozen=True)
class Challenge:
    """One way to sign in: its scheme and the names of its parameters are in lower case."""

    scheme: str
    parameters: Mapping[str, str]


def challenges(header: str) -> Iterator[Challenge]:
    """Yield the challenges of a header, or of several joined by commas, in their order."""
    rest = header
    while found := _SCHEME.match(rest):
        scheme, rest = found[1].lower(), rest[found.end() :]
        parameters: dict[str, str] = {}
        while parameter := _PARAMETER.match(rest):
            name, quoted, bare = parameter.groups()
            value = bare if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
            parameters.setdefault(name.lower(), value)
            rest = rest[parameter.end() :]
        if not parameters and (credentials := _TOKEN68.match(rest)) and "=" in credentials.group():
            rest = rest[credentials.end() :]
        yield Challenge(scheme, parameters)
