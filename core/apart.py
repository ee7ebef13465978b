"""A process of its own, for work so heavy or so doubtful that it must not be felt here."""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import sys
import threading
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, BinaryIO, ParamSpec, TypeVar, cast

from core import children
from core.errors import ChartNestError, ExitCode

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class WorkEnded(ChartNestError):
    """The process ended before it answered: it was killed, or its work is the death of it."""

    code = "work-ended"
    what = "A process of ChartNest ended in the middle of its work."
    remedy = "Try again; close other programs if this computer is short of memory."
    exit_code = ExitCode.DEPLOYMENT_FAILED


class TookTooLong(Exception):
    """The work was ended because it went beyond the patience for it."""


class Apart:
    """One process, started when first asked; what goes in and comes out is pickled.

    With `patience`, work that takes more seconds than that is ended, and `TookTooLong` raised.
    Work that a process died of is done `again`, once: what died may have been killed by somebody.
    """

    def __init__(self, patience: float | None = None, *, again: bool = True) -> None:
        self._patience = patience
        self._tries = 2 if again else 1
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._ready: subprocess.Popen[bytes] | None = None
        self._closed = False

    def call(
        self, work: Callable[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Answer:
        """Do `work` there and wait for its answer.

        Raises what `work` raised, and `WorkEnded` when there is no process to do it.
        """
        question = pickle.dumps((work, args, kwargs))
        with self._turn:
            answers = (self._answer(question) for _ in range(self._tries))
            answer = next((each for each in answers if each is not None), None)
        if answer is None:
            raise WorkEnded
        good, value = pickle.loads(answer)  # noqa: S301 - from our own child
        if good:
            return cast("Answer", value)
        raise value

    def close(self) -> None:
        """End the process, whatever it is doing; at this one's own end it is done of itself."""
        atexit.unregister(self.close)
        with self._lock:
            self._closed = True
            child = self._child
        if child:
            child.kill()
            with self._turn:  # who waits for an answer has learnt that there is none
                self._forget(child)

    def _answer(self, question: bytes) -> bytes | None:
        """Return the pickled answer; None when the process ended."""
        child = self._running()
        if child is None:
            return None
        try:
            if self._ready is not child:  # its start is not part of the work
                pickle.load(cast("BinaryIO", child.stdout))  # noqa: S301 - from our own child
                self._ready = child
            return self._exchange(child, question)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._forget(child)
            return None

    def _exchange(self, child: subprocess.Popen[bytes], question: bytes) -> bytes:
        overdue = threading.Event()

        def give_up() -> None:
            overdue.set()
            child.kill()

        timer = threading.Timer(self._patience, give_up) if self._patience else None
        if timer:
            timer.start()
        try:
            pickle.dump(question, cast("BinaryIO", child.stdin))
            cast("BinaryIO", child.stdin).flush()
            answer: bytes = pickle.load(cast("BinaryIO", child.stdout))  # noqa: S301
        except (OSError, EOFError, pickle.UnpicklingError):
            if overdue.is_set():
                self._forget(child)
                raise TookTooLong from None
            raise
        finally:
            if timer:
                timer.cancel()
        return answer

    def _running(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._closed:
                return None
            if self._child is not None and self._child.poll() is not None:
                _end(self._child)  # it was killed while nobody asked
                self._child = None
            if self._child is None:
                self._child = children.start(__name__)
                atexit.register(self.close)
            return self._child

    def _forget(self, child: subprocess.Popen[bytes]) -> None:
        _end(child)
        with self._lock:
            self._child = None if self._child is child else self._child


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream:
            with suppress(OSError):  # a question that was never read
                stream.close()


def main() -> None:
    """Answer what is asked on stdin, one question after the other, until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with who started it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the work prints is no answer
    questions: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(questions,), daemon=True).start()
    answer = b""  # to no question: this process is ready
    while True:
        pickle.dump(answer, answers)
        answers.flush()
        answer = _done(questions.get())


def _listen(questions: SimpleQueue[bytes]) -> None:
    """Take questions; end this process with who asks, killed perhaps: nobody else would end it."""
    while True:
        try:
            questions.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - from who started us
        except (OSError, EOFError, pickle.UnpicklingError):
            os._exit(1)


def _done(question: bytes) -> bytes:
    answer: tuple[bool, Any]
    try:
        work, args, kwargs = pickle.loads(question)  # noqa: S301 - from who started us
        answer = True, work(*args, **kwargs)
        return pickle.dumps(answer)
    except Exception as error:  # noqa: BLE001 - raised where it was asked
        return pickle.dumps((False, error))


if __name__ == "__main__":
    main()
