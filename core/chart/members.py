"""How the members of a chart archive are named: the path inside the chart that Helm makes of it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from typing import Final

from core.chart.errors import UnsafeArchive
from core.errors import printable, say

_DRIVE: Final = re.compile(r"[A-Za-z]:(?:/|$)")
# Control characters, what turns the direction of text around, and line separators.
_DECEPTIVE: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2028\u2029") | {
    chr(code) for code in range(0x2066, 0x206A)
}


def readable(untrusted_name: str) -> str:
    """Return a name whose bytes are no UTF-8 as the GBK it most likely is, for people to read.

    Such bytes stand in the name as lone surrogates, as the file system and tarfile put them.
    """
    try:
        raw = untrusted_name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return untrusted_name.encode("utf-8", "replace").decode()
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def inside_chart(untrusted_name: str) -> str:
    """Return the path inside the chart's folder that Helm reads a member's name as.

    Raises `UnsafeArchive` where the name leads anywhere else. Helm cuts off what stands before
    the first separator, which is a backslash wherever there is one, and cleans what remains.
    """
    shown = printable(untrusted_name)[:200]
    # Helm itself takes these three, if they stand in the part it cuts off.
    if untrusted_name.startswith(("/", "\\")) or _DRIVE.match(untrusted_name.replace("\\", "/")):
        raise UnsafeArchive(reason=say("{shown} is an absolute path", shown=shown))
    if re.match(r"\.\.[/\\]", untrusted_name):
        raise UnsafeArchive(reason=say("{shown} climbs out of the chart's folder", shown=shown))
    if any(map(_deceives, untrusted_name)):
        raise UnsafeArchive(
            reason=say("the file name {shown} holds control characters", shown=shown)
        )
    separator = "\\" if "\\" in untrusted_name else "/"
    top, _, rest = untrusted_name.partition(separator)
    rest = rest.replace(separator, "/")
    path = posixpath.normpath(rest)
    if rest.startswith("/") or _DRIVE.match(path):
        raise UnsafeArchive(reason=say("{shown} is an absolute path", shown=shown))
    if path == "." or top == "Chart.yaml":
        raise UnsafeArchive(reason=say("{shown} lies outside the chart's folder", shown=shown))
    if path.startswith(".."):
        raise UnsafeArchive(reason=say("{shown} climbs out of the chart's folder", shown=shown))
    return path


def _deceives(char: str) -> bool:
    return char in _DECEPTIVE or unicodedata.category(char) == "Cc"
