"""Settings of every test: how Hypothesis searches, and that workers find loops compiled."""

from __future__ import annotations

import os
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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Compile the loops before there are workers: else each of them compiles its own.

    In a process of its own, so that a loop that does not compile fails the tests that use it, and
    nothing else.
    """
    command = [sys.executable, "-m", "tests.warming"]
    subprocess.run(command, cwd=Path(__file__).resolve().parents[1], check=False)
