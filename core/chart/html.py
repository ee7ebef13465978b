"""Telling a web page from a chart: what a wrong address or a missing login answers with."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

_START: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TITLE: Final = re.compile(r"<title[^<>]{0,200}>([^<]{0,500})</title", re.IGNORECASE)


def html_title(untrusted: bytes) -> str | None:
    """Return ` ("TITLE")` when the bytes are an HTML page, empty without one, None if no page."""
    head = untrusted[:65_536].removeprefix(b"\xef\xbb\xbf")
    if not _START.match(_without_comments(head)):
        return None
    title = _TITLE.search(head.decode("utf-8", errors="replace"))
    words = " ".join(unescape(title[1]).split())[:80] if title else ""
    return f' ("{words}")' if words else ""


def _without_comments(head: bytes) -> bytes:
    """Return a page from its first tag on."""
    head = head.lstrip()
    while head.startswith(b"<!--"):
        _, _, head = head.partition(b"-->")
        head = head.lstrip()
    return head
