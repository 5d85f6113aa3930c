"""What entrants do to the processes that they play in is told, and harms no other cell."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from negotiation.engine.tournament import side_by_side
from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.running import run_tournament
from negotiation.results.tournament import Tournament
from tests.five_rounds import FIVE_ROUNDS

GUEST = """
import os, signal, time
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy


class Guest(Strategy):
    memory_depth = 0

    def mixed_action(self, seen):
        {what}
        return MixedAction.pure(int(seen.legal_actions[-1]))
"""


def played(
    folder: Path,
    what: str,
    workers: int,
    told: list[str] | None = None,
    seconds: float = 10.0,
) -> Tournament:
    file = folder / "guest.py"
    file.write_text(GUEST.replace("{what}", what))
    field = entrants_named(["boulware"], [str(file)])
    return run_tournament(
        FIVE_ROUNDS,
        field,
        folder / "t",
        matches=2,
        workers=workers,
        seconds=seconds,
        progress=lambda _done, _total, last: None if told is None else told.append(last),
    )


@pytest.mark.parametrize(
    ("what", "workers", "message"),
    [
        ("os._exit(0)", 1, r"its process ended \(exit code 0\) at the stage '.+' of 2025-.+ as "),
        ("os.kill(os.getpid(), 9)", 2, r"\(killed by signal 9, as where memory runs out\)"),
        ("raise KeyboardInterrupt", 1, r"KeyboardInterrupt.*\(line 11: raise KeyboardInterrupt"),
        ("raise GeneratorExit", 1, r"GeneratorExit"),
        ("time.sleep(3600)", 1, r"no answer after 0.5 seconds .* \(line 11: time.sleep"),
        ("9 ** 9 ** 9", 1, r"no answer after 0.5 seconds .* \(line 11: 9 \*\* 9"),
    ],
)
def test_an_entrant_that_ends_or_holds_its_process_is_out_of_the_ranking(
    what: str, workers: int, message: str, tmp_path: Path
) -> None:
    found = played(tmp_path, what, workers, seconds=0.5)
    assert found.entrants == ("boulware",)
    [fault] = found.faults
    assert fault.entrant == "guest"
    assert re.search(message, fault.what), fault.what
    assert "negotiation check" in fault.what
    assert "guest" in {fault.us, fault.partner}


def test_there_is_always_one_process_for_a_guest(tmp_path: Path) -> None:
    played(tmp_path, "0", 0)
    assert len(list((tmp_path / "t").rglob("*.npz"))) == 4


def test_who_is_being_played_is_told_when_nothing_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(side_by_side, "PATIENCE", 0.1)
    told: list[str] = []
    played(tmp_path, "time.sleep(0.05)", 1, told)
    assert any("no cell finished for" in one and "against guest in play" in one for one in told)


def test_no_more_processes_than_cells_and_nothing_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    inner = side_by_side.play_side_by_side

    def counted(table, folder, ordered, workers, *others):  # type: ignore[no-untyped-def]
        counts.append(workers)
        return inner(table, folder, ordered, min(workers, 2), *others)

    monkeypatch.setattr("negotiation.engine.tournament.working.play_side_by_side", counted)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    field = entrants_named(["boulware", "subgame_perfect_follower"])
    run_tournament(FIVE_ROUNDS, field, tmp_path / "t", matches=2, workers=10**11)
    assert counts == [4]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Ctrl-C reaches a group of processes")
@pytest.mark.parametrize("after", [0.05, 0.4, 1.0])
def test_ctrl_c_while_processes_begin_says_one_thing(after: float, tmp_path: Path) -> None:
    marked = (
        "import sys; from negotiation.engine.tournament import side_by_side as s\n"
        "inner = s.undisturbed\n"
        "def told():\n    print('begins', flush=True); return inner()\n"
        "s.undisturbed = told\n"
        "if __name__ == '__main__':\n"
        "    from negotiation.cli import main; main()\n"
    )
    (tmp_path / "marked.py").write_text(marked)
    running = subprocess.Popen(
        [
            *(sys.executable, str(tmp_path / "marked.py"), "tournament", str(FIVE_ROUNDS)),
            *("--strategies", "boulware,calibrated_pressure", "--matches", "9000"),
            *("--workers", "2", "--out", str(tmp_path / "out")),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert running.stdout is not None
        assert running.stdout.readline() == "begins\n"
        time.sleep(after)
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=60)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    assert running.returncode == 130
    assert said.strip() == "Interrupted: nothing half-written is left behind."
