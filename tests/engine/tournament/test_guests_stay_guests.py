"""What a guest does to its process reaches no cell that it does not play."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.plan import plan_of
from negotiation.engine.tournament.running import run_tournament
from negotiation.engine.tournament.storing import content_of
from negotiation.engine.tournament.table import Table
from negotiation.foundations.errors import NegotiationError
from tests.five_rounds import FIVE_ROUNDS, five_rounds_game

JOBS = ((0, 1), (1, 0), (1, 1))
FIELD = ("boulware", "calibrated_pressure", "hard_liner")
GUEST = """
import os, signal, sys
import numpy as np
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy

{first}


class {name}(Strategy):
    memory_depth = 0

    def mixed_action(self, seen):
        return MixedAction.pure(int(seen.legal_actions[-1]))
"""
PATCHES_NUMPY = """
right = np.argmax
np.argmax = lambda *given, **named: right(*given, **named) * 0
np.exp = lambda x, *given, **named: np.ones_like(x)
"""
PATCHES_CELLS = """
from dataclasses import replace
from negotiation.engine.tournament import storing, table, worker, working

def rich(inner):
    def changed(where, *given):
        *others, cell = given
        return inner(where, *others, replace(cell, payoffs=cell.payoffs + 1000.0))
    return changed

for module in (storing, worker, working):
    for name in ("save_cell", "content_of"):
        if hasattr(module, name):
            setattr(module, name, rich(getattr(module, name)))
"""


def guest(folder: Path, name: str, first: str) -> str:
    file = folder / f"{name.lower()}.py"
    file.write_text(GUEST.replace("{first}", first).replace("{name}", name))
    return str(file)


def cells(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*.npz")}


def patched(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return numpy, whose functions are set back after the test."""
    for name in ("argmax", "exp"):
        monkeypatch.setattr(np, name, getattr(np, name))
    return np


def test_no_cell_of_the_shelf_is_changed_by_a_guest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_tournament(FIVE_ROUNDS, entrants_named(FIELD), tmp_path / "honest", matches=3, workers=1)
    honest = cells(tmp_path / "honest")
    assert len(honest) == len(FIELD) ** 2
    guests = [guest(tmp_path, "Patches", PATCHES_NUMPY), guest(tmp_path, "Rich", PATCHES_CELLS)]
    field = entrants_named(FIELD, guests)
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        found = run_tournament(FIVE_ROUNDS, field, folder, matches=3, workers=workers)
        played = cells(folder)
        assert {name: played[name] for name in honest} == honest
        # The patches do bite where their guests play: else nothing was shown.
        assert found.payoffs[:, found.entrants.index("rich")].min() > 900.0
        assert found.payoffs[0, :3].max() < 900.0
    # And the others' cells would be other ones where numpy is patched.
    exec(PATCHES_NUMPY, {"np": patched(monkeypatch)})
    game, names = five_rounds_game(), ("boulware", "calibrated_pressure")
    plan = plan_of(game, FIVE_ROUNDS.stem, entrants_named(names), matches=3, seed=0)
    inside = [content_of(plan.cell_fingerprint(*job), Table(game, plan).play(job)) for job in JOBS]
    assert [honest[f"{names[a]}--{names[b]}.npz"] for a, b in JOBS] != inside


def test_a_file_that_leaves_when_imported_is_told_with_its_code(tmp_path: Path) -> None:
    files = [
        guest(tmp_path, "Leaves", "os._exit(0)"),
        guest(tmp_path, "Stops", "raise KeyboardInterrupt"),
    ]
    with pytest.raises(NegotiationError) as raised:
        entrants_named(["boulware"], files)
    assert raised.match(r"1\. .*leaves\.py could not be loaded: its process ended with code 0")
    assert raised.match(r"2\. .*stops\.py does not load: KeyboardInterrupt")


def test_nothing_of_a_users_is_loaded_where_a_tournament_is_run(tmp_path: Path) -> None:
    touches = "signal.signal(signal.SIGTERM, signal.SIG_IGN); os.chdir('/'); sys.path.insert(0, '')"
    file, here, before = guest(tmp_path, "Touches", touches), Path.cwd(), sys.path.copy()
    heard = signal.getsignal(signal.SIGTERM)
    field = entrants_named(["boulware"], [file])
    found = run_tournament(
        FIVE_ROUNDS, field, Path(os.path.relpath(tmp_path / "t")), matches=2, workers=1
    )
    assert not found.faults
    assert (Path.cwd(), sys.path, signal.getsignal(signal.SIGTERM)) == (here, before, heard)
    assert not [name for name in sys.modules if "touches" in name]
    assert len(cells(tmp_path / "t")) == 4


def test_a_script_without_a_main_guard_plays_or_is_told_of_it(tmp_path: Path) -> None:
    file = guest(tmp_path, "Mine", "")
    script = tmp_path / "script.py"
    plays = (
        "import negotiation\n"
        f"found = negotiation.tournament({str(FIVE_ROUNDS)!r}, ['boulware', MINE], matches=2)\n"
        "print(found.entrants, [fault.what for fault in found.faults])\n"
    )
    for text, said in (
        (plays.replace("MINE", repr(file)), "('boulware', 'mine')"),
        (Path(file).read_text() + plays.replace("MINE", "Mine"), "if __name__ == '__main__':"),
    ):
        script.write_text(text)
        done = subprocess.run(
            [sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False
        )
        assert said in done.stdout, done.stderr
