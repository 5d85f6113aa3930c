"""Asking a strategy: what comes of it, an answer, an error or nothing within the time.

Answers are asked for in a thread of their own, which is abandoned when it takes too long: loops
written in Python are then stopped, whatever else is going on ends with the program. Whoever cannot
wait for code that never lets go of the interpreter asks in a process of its own (`child`).
"""

from __future__ import annotations

import ctypes
import inspect
import linecache
import queue
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass

ANSWER_SECONDS = 5.0
"""How long a strategy may think about one answer, in seconds, by default."""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """What an error leaves: its text, with the line of the strategy that raised it."""

    text: str
    """The error, as Python names it, and where it came from."""
    is_distribution_error: bool = False
    """Whether it was a mixed action whose probabilities are no distribution."""


class OutOfTime(Exception):
    """A strategy has not answered within the time."""


class _Stopped(BaseException):
    """Raised inside a thread whose answer nobody waits for any more."""


class _Asker:
    """One thread that answers one question after the other."""

    def __init__(self) -> None:
        self.questions: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self.answers: queue.SimpleQueue[tuple[bool, object]] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._work, name="asked strategy", daemon=True)
        self.thread.start()

    def _work(self) -> None:
        try:
            while (question := self.questions.get()) is not None:
                try:
                    self.answers.put((True, question()))
                except _Stopped:
                    return
                except BaseException as error:
                    self.answers.put((False, error))
        except _Stopped:
            return

    def give_up(self) -> None:
        """Stop what runs, if it is Python; the thread ends with the program at the latest."""
        self.questions.put(None)
        ident = self.thread.ident
        if ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(ident), ctypes.py_object(_Stopped)
            )


_LOCAL = threading.local()


def ask(question: Callable[[], object], seconds: float, strategy: type) -> object:
    """Return the answer to a question, or a ``NoAnswer`` if asking raised an error.

    ``strategy`` is the class that is asked: an error is told with its line. Raises ``OutOfTime``
    after so many seconds.
    """
    asker: _Asker | None = getattr(_LOCAL, "asker", None)
    if asker is None or not asker.thread.is_alive():  # a forked process has none of our threads
        asker = _LOCAL.asker = _Asker()
    asker.questions.put(question)
    try:
        answered, found = asker.answers.get(timeout=seconds)
    except queue.Empty:
        asker.give_up()
        _LOCAL.asker = None
        raise OutOfTime from None
    if answered:
        return found
    assert isinstance(found, BaseException)
    return _told(found, strategy)


def _told(error: BaseException, strategy: type) -> NoAnswer:
    try:
        file = inspect.getfile(strategy)
    except (OSError, TypeError):
        file = ""
    # An endless recursion leaves a thousand frames in every answer: only one is looked up.
    last = own = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        last = frame.f_code, line
        own = last if frame.f_code.co_filename == file else own
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if last is not None:
        code, line = own or last
        said = linecache.getline(code.co_filename, line).strip() or code.co_name
        text += f"\n  line {line} of {code.co_filename}: {said}"
    last_file = last[0].co_filename.replace("\\", "/") if last is not None else ""
    unmixed = isinstance(error, ValueError) and last_file.endswith("game/mixed_actions.py")
    return NoAnswer(text, unmixed)
