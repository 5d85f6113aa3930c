"""Cells are played once, by any number of processes, however often they are stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.plan import plan_of
from negotiation.engine.tournament.running import RESULT, run_tournament
from negotiation.engine.tournament.storing import cell_path, load_cell
from negotiation.engine.tournament.table import Table
from negotiation.engine.tournament.working import play_cells
from tests.engine.tournament.small import few, few_plan
from tests.five_rounds import FIVE_ROUNDS, five_rounds_game


def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path) -> None:
    assert few(tmp_path / "one") == few(tmp_path / "two", workers=2)


def test_cells_that_are_whole_are_not_played_again_and_others_are(tmp_path: Path) -> None:
    before = few(tmp_path)
    plan = few_plan()
    paths = [cell_path(tmp_path, plan, a, b) for a, b in plan.cells]
    assert sorted(paths) == sorted((tmp_path / "cells").glob("*/*.npz"))
    paths[0].write_bytes(paths[0].read_bytes()[:100])
    paths[1].unlink()
    ages = {path: path.stat().st_mtime_ns for path in paths[2:]}
    assert few(tmp_path) == before
    assert {path: path.stat().st_mtime_ns for path in paths[2:]} == ages
    assert few(tmp_path, seed=1) != before
    assert few(tmp_path) == before


def test_tournaments_in_one_folder_leave_each_others_cells_alone(tmp_path: Path) -> None:
    few(tmp_path)
    ages = {path: path.stat().st_mtime_ns for path in tmp_path.glob("cells/*/*.npz")}
    few(tmp_path, seed=1)
    few(tmp_path, matches=5)
    few(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in ages} == ages
    assert len(list(tmp_path.glob("cells/*/*.npz"))) == 3 * len(ages)


def test_killed_in_the_middle_it_goes_on_and_ends_with_the_same_bytes(tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-m", "negotiation", "tournament", str(FIVE_ROUNDS)),
        *("--strategies", "boulware,conceder,hard_liner,calibrated_pressure,eye_for_an_eye"),
        *("--matches", "40", "--workers", "2", "--out"),
    ]
    whole = subprocess.run([*command, str(tmp_path / "whole")], check=True, capture_output=True)
    assert whole.stdout
    killed = tmp_path / "killed"
    running = subprocess.Popen(
        [*command, str(killed)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120.0
    while len(list(killed.glob("cells/*/*.npz"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    left = len(list(killed.glob("cells/*/*.npz")))
    assert left >= 3
    assert not (killed / RESULT).exists()
    subprocess.run([*command, str(killed)], check=True, capture_output=True)
    assert (killed / RESULT).read_bytes() == (tmp_path / "whole" / RESULT).read_bytes()
    assert len(list(killed.glob("cells/*/*.npz"))) == 25


def children_of(pid: int) -> set[int]:
    """Return the processes whose parent this is, those excepted that have ended."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it may end while it is looked at
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                found.add(int(stat.parent.name))
    return found


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads Linux' list of processes")
def test_workers_do_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [
            *(sys.executable, "-m", "negotiation", "tournament", str(FIVE_ROUNDS)),
            *("--strategies", "boulware,calibrated_pressure,random_legal,zero_intelligence"),
            *("--matches", "2000", "--workers", "2", "--out", str(tmp_path)),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120.0
    workers: set[int] = set()
    try:
        while not list(tmp_path.glob("cells/*/*.npz")) and time.monotonic() < deadline:
            time.sleep(0.05)
        workers = children_of(running.pid)
        assert len(workers) >= 2
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        while any(map(is_running, workers)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(map(is_running, workers))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)


def test_stopped_early_it_leaves_no_process_and_no_half_written_file(tmp_path: Path) -> None:
    entrants = entrants_named(["boulware", "conceder", "random_legal", "perfect_bayesian_follower"])
    game = five_rounds_game()
    plan = plan_of(game, FIVE_ROUNDS.stem, entrants, matches=300, seed=0)
    before = children_of(os.getpid())
    playing = play_cells(Table(game, plan), tmp_path, list(plan.cells), workers=2)
    first = next(playing)
    assert len(children_of(os.getpid()) - before) == 2
    playing.close()
    assert children_of(os.getpid()) == before
    assert load_cell(tmp_path, plan, *first) is not None
    assert not list(tmp_path.rglob(".*"))


def test_profiles_solved_by_workers_are_those_that_one_process_solves(tmp_path: Path) -> None:
    for workers in (1, 2):
        run_tournament(
            FIVE_ROUNDS,
            entrants_named(["boulware", "subgame_perfect_follower", "logit_follower"]),
            tmp_path / str(workers),
            matches=3,
            workers=workers,
            settings={"logit": {"offers": 6, "grid": 5, "precision": 1.0}},
        )
    one, two = ((tmp_path / name / RESULT).read_bytes() for name in ("1", "2"))
    assert one == two
