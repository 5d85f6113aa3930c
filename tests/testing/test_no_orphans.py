"""No process of a check or a tournament outlives the one that began it."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.five_rounds import FIVE_ROUNDS

HOLDS = """
from pathlib import Path
from negotiation.strategies.strategy import Strategy


class Holds(Strategy):
    memory_depth = 0

    def mixed_action(self, seen):
        Path(__file__).with_suffix(".asked").write_text("")
        return 9 ** 9 ** 9
"""


def children_of(pid: int) -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                found.add(int(stat.parent.name))
    return found


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system ends children there")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("command", ["check", "tournament"])
def test_a_child_that_holds_the_interpreter_ends_with_its_parent(
    command: str, end: signal.Signals, tmp_path: Path
) -> None:
    file = tmp_path / "holds.py"
    file.write_text(HOLDS)
    arguments = {
        "check": [str(file), "--seconds", "1000"],
        "tournament": [
            *(str(FIVE_ROUNDS), "--strategies", str(file), "--seconds", "1000"),
            *("--matches", "2", "--out", str(tmp_path / "t")),
        ],
    }[command]
    running = subprocess.Popen(
        [sys.executable, "-m", "negotiation", command, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120.0
    try:
        while not file.with_suffix(".asked").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        held = children_of(running.pid)
        assert held
        running.send_signal(end)
        running.wait(timeout=60)
        while any(map(is_running, held)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(map(is_running, held))
    finally:
        running.kill()
