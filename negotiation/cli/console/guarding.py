"""Guarding a command: what a user can mend is said in one message, without a traceback."""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import signal
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ...foundations.errors import CannotWrite, NegotiationError

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


class _ToStandardError(logging.Handler):
    """Prints what takes time, and is no result, above what is drawn there at the moment."""

    def emit(self, record: logging.LogRecord) -> None:
        if sys.stderr is not None:  # closed: standard output is for results
            with contextlib.suppress(OSError):
                print(record.getMessage(), file=sys.stderr, flush=True)


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command that ends with a message and an exit code instead of a traceback."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        _tell_what_takes_time()
        try:
            if sys.stdout is None:  # closed by whoever called
                raise CannotWrite("there is nowhere to print the result; try without closing it")
            command(*arguments, **options)
            sys.stdout.flush()
        except NegotiationError as error:
            print(f"Error: {_as_text(str(error))}", file=sys.stderr)
            raise SystemExit(error.exit_code) from None
        except KeyboardInterrupt:
            heard = signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever presses twice
            try:
                print("Interrupted: nothing half-written is left behind.", file=sys.stderr)
            finally:
                signal.signal(signal.SIGINT, heard)
            raise SystemExit(INTERRUPTED) from None
        except BrokenPipeError:  # the reader has seen enough, as in `| head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        except MemoryError as error:
            told = f": {error}" if str(error) else ""
            print(
                f"Error: this machine has too little memory{told}; try less of what "
                "this command multiplies, such as --offers and --grid, or draws and matches",
                file=sys.stderr,
            )
            raise SystemExit(NegotiationError.exit_code) from None
        except OSError as error:  # a result that cannot be stored is a CannotWrite
            if _folder_is_gone():
                print("Error: the folder you are in is gone; try another one", file=sys.stderr)
                raise SystemExit(NegotiationError.exit_code) from None
            reason = error.strerror or error
            if error.filename is not None:
                name = _as_text(os.fsdecode(error.filename))
                print(f"Error: {name} cannot be used: {reason}", file=sys.stderr)
                raise SystemExit(NegotiationError.exit_code) from None
            print(f"Error: cannot print the result: {reason}", file=sys.stderr)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            raise SystemExit(CannotWrite.exit_code) from None

    return run


def _folder_is_gone() -> bool:
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def _as_text(message: str) -> str:
    """Return a message without what would command the terminal: names come from users' files."""
    return "".join(c for c in message if c in "\n\t" or unicodedata.category(c) != "Cc")


def _tell_what_takes_time() -> None:
    told = logging.getLogger("negotiation.compiling")
    if not told.handlers:
        told.addHandler(_ToStandardError())
        told.setLevel(logging.INFO)
