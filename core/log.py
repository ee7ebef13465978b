"""Named loggers, heard by nobody until `--debug` asks: then on stderr, and redacted.

| level | what it means |
|---|---|
| debug | a step that was done; for whoever looks for a fault |
| info | what a person asked for began or ended: a command, a task, a launch |
| warning | something went otherwise than meant and was dealt with |
| error | something could not be dealt with, and a person was told |

A line is an event, which is a literal, and fields. Only fields named in `_TOLD` show their value:
they hold our own words, numbers, and words of a service's fixed vocabulary. Whatever a person or a
stranger wrote goes by any other name and shows as `<redacted>`. Of other libraries' lines only the
place, the fixed text and the numbers are shown, for the same reason.
"""

from __future__ import annotations

import logging
import traceback
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGGERS: Final = MappingProxyType(
    {
        "chart": "charts fetched, opened and rendered",
        "cli": "commands, and how they ended",
        "cloud": "calls to Alibaba Cloud, or to what stands in for it",
        "keyring": "secrets read, kept and forgotten, by the kind of their entry",
        "window": "tasks of the window, and how they ended",
    }
)
REDACTED: Final = "<redacted>"
_ROOT: Final = "chartnest"
_TOLD: Final = frozenset(
    {
        "action",
        "bytes",
        "code",
        "command",
        "count",
        "error",
        "options",
        "outcome",
        "seconds",
        "service",
        "status",
        "task",
        "version",
    }
)
_LONGEST: Final = 80


class Log:
    """One of `LOGGERS`. An event is a literal text; what varies goes into fields."""

    def __init__(self, name: str) -> None:
        if name not in LOGGERS:
            raise ValueError(name)
        self._logger = logging.getLogger(f"{_ROOT}.{name}")

    def debug(self, event: str, **fields: object) -> None:
        """Tell of a step that was done."""
        self._tell(logging.DEBUG, event, fields)

    def info(self, event: str, **fields: object) -> None:
        """Tell of what a person asked for."""
        self._tell(logging.INFO, event, fields)

    def warning(self, event: str, **fields: object) -> None:
        """Tell of what went otherwise than meant and was dealt with."""
        self._tell(logging.WARNING, event, fields)

    def error(self, event: str, failure: BaseException, **fields: object) -> None:
        """Tell of what could not be dealt with, and where in the code it happened."""
        self._tell(logging.ERROR, event, fields, failure)

    def _tell(
        self,
        level: int,
        event: str,
        fields: dict[str, object],
        failure: BaseException | None = None,
    ) -> None:
        if self._logger.isEnabledFor(level):
            self._logger.log(level, event, extra={"fields": fields}, exc_info=failure)


def keep_quiet() -> None:
    """See that no library's log or warning reaches a person's terminal by itself."""
    root = logging.getLogger()
    if not any(isinstance(each, logging.NullHandler) for each in root.handlers):
        root.addHandler(logging.NullHandler())
    logging.captureWarnings(True)


@contextmanager
def heard(stream: TextIO) -> Iterator[None]:
    """Write every line to `stream` for as long as this lasts."""
    root, ours = logging.getLogger(), logging.getLogger(_ROOT)
    levels = root.level, ours.level
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Redacting())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    ours.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(levels[0])
        ours.setLevel(levels[1])


class _Redacting(logging.Formatter):
    """Writes a line without anything that a person or a stranger has written."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, below it the places in the code where a failure came from."""
        when = f"{self.formatTime(record, '%H:%M:%S')}.{int(record.msecs):03}"
        name = record.name.removeprefix(f"{_ROOT}.")
        fields = getattr(record, "fields", None)
        text = _strangers(record) if fields is None else _own(record.msg, fields)
        lines = [f"{when} {record.levelname.lower()} {name}: {text}"]
        if record.exc_info and record.exc_info[1]:
            lines += _places(record.exc_info[1])
        return "\n".join(lines)


def _own(event: str, fields: dict[str, object]) -> str:
    return " ".join((event, *(f"{name}={_shown(name, fields[name])}" for name in fields)))


def _shown(name: str, value: object) -> str:
    if name not in _TOLD:
        return REDACTED
    if isinstance(value, float):
        return f"{value:.3f}"
    text = "".join(char if char.isprintable() else "?" for char in str(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _strangers(record: logging.LogRecord) -> str:
    """Return a library's fixed text with its numbers; a text made beforehand may hold anything."""
    place = f"({record.module}:{record.lineno})"
    if not isinstance(record.args, tuple) or not record.args or not isinstance(record.msg, str):
        return f"{REDACTED} {place}"
    shown = tuple(each if isinstance(each, int | float) else REDACTED for each in record.args)
    try:
        return f"{record.msg % shown} {place}"
    except (TypeError, ValueError):
        return f"{REDACTED} {place}"


def _places(failure: BaseException) -> Iterator[str]:
    """Yield the class of a failure and of its causes, and the lines of code; never its words."""
    cause: BaseException | None = failure
    while cause is not None:
        yield f"  {type(cause).__name__}"
        for frame in traceback.extract_tb(cause.__traceback__):
            yield f"    {frame.filename}:{frame.lineno} in {frame.name}"
        cause = cause.__cause__ or cause.__context__
