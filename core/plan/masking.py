"""How a refused value is shown: recognisable, harmless on a terminal, and without a secret."""

from __future__ import annotations

import re
from typing import Final

from core.errors import printable

_LENGTH: Final = 60
_LOGIN: Final = re.compile(r"//[^/@\s]*@")
_QUERY: Final = re.compile(r"([?&][^=&\s]*=)[^&\s]+")


def masked(untrusted: object) -> str:
    """Return one line of at most 60 characters; a URL's login and query values become `***`."""
    text = printable(untrusted).replace("\n", "\\n")
    text = _QUERY.sub(r"\1***", _LOGIN.sub("//***@", text))
    return text if len(text) <= _LENGTH else f"{text[: _LENGTH - 1]}…"
