"""Processes of this package's own in which users' code runs, so that what it does stays there.

A *child* runs the function ``main`` of one module. Its parent tells it things as pickled objects;
it says things in lines: JSON, or short notes. Only plain data comes back, so that nothing of a
user's is ever loaded where the child was begun, and a script needs no main guard for it.

No child outlives its parent. It ends when its input does, which a thread watches; on Linux the
system ends it as well, even where code holds the interpreter and no thread runs.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import json
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from .errors import NegotiationError

BEAT = b"~"
"""The note by which a child says that Python runs."""
BEAT_SECONDS = 0.5
"""How often a child says so."""
LAST_WORDS_SECONDS = 0.5
"""How long a child may take to say where it is (`ask_where_it_is`) before it is stopped."""

_PR_SET_PDEATHSIG = 1
_IS_CHILD: list[bool] = []


class Line(NamedTuple):
    """Something that a child said."""

    child: Child
    """Who said it."""
    at: float
    """When it was heard, by the monotonic clock."""
    text: bytes
    """What it said; empty once it has ended."""


Heard = queue.SimpleQueue[Line]
"""Where what children say is heard, in order."""


class Child:
    """A process that was begun."""

    def __init__(self, module: str, heard: Heard, *, hash_seed: str = "") -> None:
        """Begin a process that runs ``main`` of a module; sets of texts are in a seed's order."""
        begin = (
            f"import sys; sys.path[:] = {sys.path!a}; sys.argv[:] = {sys.argv!a}; "
            f"from {module} import main; main()"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-c", begin],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | ({"PYTHONHASHSEED": hash_seed} if hash_seed else {}),
        )
        self._heard = heard
        self._untold: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        for work in (self._tell, self._hear):
            threading.Thread(target=work, daemon=True).start()

    def tell(self, what: object) -> None:
        """Tell the child something; nothing happens if it has ended."""
        self.tell_pickled(pickle.dumps(what, pickle.HIGHEST_PROTOCOL))

    def tell_pickled(self, what: bytes) -> None:
        """Tell the child what is pickled already."""
        self._untold.put(what)

    def stop(self) -> int:
        """End the child if it has not ended, and return its exit code."""
        self._untold.put(None)
        self.process.kill()
        return self.process.wait()

    def ask_where_it_is(self) -> None:
        """Let the child say where all its code is, in lines that are no JSON; not on Windows."""
        if hasattr(signal, "SIGUSR1") and self.process.poll() is None:
            self.process.send_signal(signal.SIGUSR1)

    def _tell(self) -> None:
        stream = self.process.stdin
        assert stream is not None
        with contextlib.suppress(OSError):  # it has ended, which is heard
            while (what := self._untold.get()) is not None:
                stream.write(what)
                stream.flush()
        with contextlib.suppress(OSError):
            stream.close()

    def _hear(self) -> None:
        assert self.process.stdout is not None
        for text in self.process.stdout:
            self._heard.put(Line(self, time.monotonic(), text))
        self._heard.put(Line(self, time.monotonic(), b""))


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back until children are begun whole; it never reaches them at all."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def ended_in_order() -> Iterator[None]:
    """Let a termination (SIGTERM) end the block as an exit does, so that children are ended too."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return

    def leave(number: int, frame: object) -> None:
        del frame
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@dataclass(frozen=True)
class Parent:
    """The process that began this one."""

    told: queue.SimpleQueue[Any]
    """What it tells, in order."""
    channel: int
    _speaking: threading.Lock = field(default_factory=threading.Lock)

    def say(self, **said: Any) -> None:
        """Say something as a line of JSON; the process ends if nobody listens any more."""
        self.note(json.dumps(said).encode())

    def note(self, text: bytes) -> None:
        """Say a line that is no JSON."""
        try:
            with self._speaking:
                left = text + b"\n"
                while left:
                    left = left[os.write(self.channel, left) :]
        except OSError:
            os._exit(1)


def begun() -> Parent:
    """Return the parent of this process, a child; called once, before anything of a user's runs.

    What is printed from now on goes to standard error.
    """
    _IS_CHILD.append(True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops the work
    if sys.platform.startswith("linux"):
        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    try:
        Path.cwd()
    except OSError:  # the folder is gone: libraries that ask for it fail, users are not to blame
        os.chdir(os.sep)
    source, channel = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    faulthandler.enable(channel, all_threads=True)
    if hasattr(faulthandler, "register"):
        faulthandler.register(signal.SIGUSR1, channel, all_threads=True)
    parent = Parent(queue.SimpleQueue(), channel)
    threading.Thread(target=_listen, args=(source, parent), daemon=True).start()
    threading.Thread(target=_beat, args=(parent,), daemon=True).start()
    return parent


def refuse_in_a_child(what: str) -> None:
    """Raise ``NegotiationError`` in a child: a user's script began ``what`` while it was loaded."""
    if _IS_CHILD:
        raise NegotiationError(
            f"a script begins {what} whenever it is loaded, also by the processes that play its "
            "strategies; try to put what it does below `if __name__ == '__main__':`"
        )


def _listen(source: int, parent: Parent) -> None:
    """Take what the parent tells; leave when it stops, or is gone and cannot tell anything."""
    try:
        with os.fdopen(source, "rb") as stream:
            while True:
                parent.told.put(pickle.load(stream))
    except BaseException:
        os._exit(1)


def _beat(parent: Parent) -> None:
    while True:
        parent.note(BEAT)
        threading.Event().wait(BEAT_SECONDS)
