"""Settings of every test: how Hypothesis searches, what of the shell counts, what is compiled."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# Solving takes as long as it takes. On a server the same examples are tried every time, so that a
# red light is always about the change that met it.
settings.register_profile("laws", deadline=None, max_examples=50, print_blob=True)
settings.register_profile("server", settings.get_profile("laws"), derandomize=True)
settings.load_profile("server" if os.environ.get("CI") else "laws")


def pytest_configure(config: pytest.Config) -> None:
    """Let Ctrl-C through, and keep bytecode where none may be written beside the sources.

    A shell's job in the background ignores Ctrl-C, and so would every process that a test starts.
    Tests start hundreds of interpreters, and without bytecode each compiles all that it imports.
    The width of whoever's screen it is changes what tables look like: tests set their own.
    """
    os.environ.pop("COLUMNS", None)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        with contextlib.suppress(ValueError):  # not in the main thread
            signal.signal(signal.SIGINT, signal.default_int_handler)
    cache = getattr(config, "cache", None)  # none under `-p no:cacheprovider`
    if cache is None or sys.pycache_prefix or not sys.dont_write_bytecode:
        return
    with contextlib.suppress(OSError):  # a checkout that cannot be written to
        sys.pycache_prefix = str(cache.mkdir("bytecode"))
        sys.dont_write_bytecode = False
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Compile the loops before there are workers: else each of them compiles its own.

    In a process of its own, so that a loop that does not compile fails the tests that use it, and
    nothing else.
    """
    command = [sys.executable, "-m", "tests.warming"]
    subprocess.run(command, cwd=Path(__file__).resolve().parents[1], check=False)
