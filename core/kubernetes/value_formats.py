"""The formats a CustomResourceDefinition may ask of texts; what Kubernetes does not know passes."""

from __future__ import annotations

import ipaddress
import re
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

_UUID: Final = r"(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"
_DATE_TIME: Final = r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})"
# As Go reads it; else, as go-openapi does, any number of a unit in words, wherever it stands.
_GO_DURATION: Final = r"[-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)"
_DURATION_WORD: Final = re.compile(r"(?<![0-9])[0-9]+\s*([A-Za-zµ]+)")
_UNITS: Final = frozenset({"ns", "us", "µs", "ms", "s", "m", "h", "hr", "d", "w", "wk"})
_UNIT_WORDS: Final = ("nano", "micro", "milli", "sec", "min", "hour", "day", "week")


def is_of_format(text: str, format_: str) -> bool:
    """Tell whether a text has the format; formats that are not known take any text."""
    check = _FORMATS.get(format_)
    return check is None or check(text)


def _is_date(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 - a date has no zone
    except ValueError:
        return False
    return True


def _is_parsed(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return check


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


def _is_uri(text: str) -> bool:
    try:
        return bool(urlsplit(text).scheme) or text.startswith("/")
    except ValueError:
        return False


def _is_duration(text: str) -> bool:
    if re.fullmatch(_GO_DURATION, text, re.ASCII):
        return True
    units = (found[1].lower() for found in _DURATION_WORD.finditer(text))
    return any(unit in _UNITS or unit.startswith(_UNIT_WORDS) for unit in units)


_FORMATS: Final[dict[str, Callable[[str], bool]]] = {
    "date": _is_date,
    "date-time": _matches(_DATE_TIME),
    "datetime": _matches(_DATE_TIME),
    "ipv4": _is_parsed(ipaddress.IPv4Address),
    "ipv6": _is_parsed(ipaddress.IPv6Address),
    "cidr": _is_parsed(lambda text: ipaddress.ip_network(text, strict=False)),
    "uri": _is_uri,
    "uuid": _matches(_UUID),
    "mac": _matches(r"(?i)([0-9a-f]{2}[:-]){5}[0-9a-f]{2}"),
    "duration": _is_duration,
}
