"""Tournaments: the matches of the plain engine, counted once, whoever plays them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from negotiation.engine.matches import play
from negotiation.engine.seating import seat
from negotiation.engine.tournament.cell import CAREER, Cell, play_cell
from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.plan import Entrant, Plan, plan_of
from negotiation.engine.tournament.running import RESULT, run_tournament
from negotiation.engine.tournament.storing import cell_path, load_cell
from negotiation.engine.tournament.tallying import interval, tally
from negotiation.foundations.errors import NegotiationError
from negotiation.game.beliefs import Belief
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.pie import divide_the_pie
from negotiation.game.stages import ACCEPT, REJECT
from negotiation.results.storage import load
from negotiation.results.tournament import Tournament
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load as load_scenario
from negotiation.strategies.fictitious_play import FictitiousPlay
from negotiation.strategies.strategy import Strategy
from tests.generators import random_game

FEW = ("boulware", "conceder", "hard_liner")


def few(folder: Path, *, workers: int = 1, seed: int = 0, matches: int = 4) -> bytes:
    """Play a small tournament; return the bytes of its result."""
    entrants = entrants_named(FEW)
    run_tournament("june_deadline", entrants, folder, matches=matches, seed=seed, workers=workers)
    return (folder / RESULT).read_bytes()


def test_cells_are_the_matches_of_the_plain_engine() -> None:
    game = random_game(3, rounds=3, packages=9)
    for names in (("boulware", "calibrated_pressure"), ("zero_intelligence", "boulware")):
        seats = seat(game, names)
        cell = play_cell(game, seats, seed=5, matches=6)
        for n, types in enumerate(game.type_pairs):
            for match in range(6):
                record = play(game, seats, types, seed=5, match=match, private=True)
                paid = [record.payoffs[player].total for player in game.players]
                np.testing.assert_allclose(cell.payoffs[n, match], paid, rtol=0, atol=1e-9)
                assert (cell.package[n, match] >= 0) == (record.agreement is not None)
                assert game.rounds[cell.ending_round[n, match]].name == record.moves[-1].round


class WantsTwoFifths(Strategy):
    """Accepts a share of the pie of at least 0.4."""

    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        assert seen.game.packages is not None
        assert seen.position.package is not None
        mine = seen.game.packages.values(seen.player, 0, 0, 0)[seen.position.package]
        return MixedAction.pure(ACCEPT if mine > 0.399 else REJECT)


def test_whoever_learns_is_shown_the_talks_of_its_career() -> None:
    pie = divide_the_pie(rounds=1, discount_factors=(1, 1), shares=np.linspace(0, 1, 11))
    earned = play_cell(pie, (FictitiousPlay(), WantsTwoFifths()), seed=1, matches=60).payoffs
    careers = earned[0, :, 0].reshape(-1, CAREER)
    assert (careers[:, 0] == 0.0).all()  # it asks for all before it knows better
    np.testing.assert_allclose(careers[:, -3:], 0.6)
    np.testing.assert_array_equal(careers, careers[:1].repeat(len(careers), axis=0))


def test_where_anybody_learns_a_career_is_one_observation(tmp_path: Path) -> None:
    field = entrants_named(("boulware", "fictitious_play"))
    found = run_tournament("june_deadline", field, tmp_path, matches=30, workers=1)
    game = compile_game(load_scenario("june_deadline"))
    plan = plan_of(game, "june_deadline", field, matches=30, seed=0)
    cells = [[load_cell(tmp_path, plan, a, b) for b in (0, 1)] for a in (0, 1)]
    chances = np.array([Belief.prior(game).probability(pair) for pair in game.type_pairs])
    scores = np.zeros((2, 3))
    for a, b in ((0, 0), (0, 1), (1, 0), (1, 1)):
        cell = cells[a][b]
        assert cell is not None
        paid = np.einsum("pmi,p->mi", cell.payoffs, chances).reshape(3, CAREER, 2).mean(axis=1)
        scores[a] += paid[:, 0] / 4.0
        scores[b] += paid[:, 1] / 4.0
    for standing in found.standings:
        expected = interval(scores[found.entrants.index(standing.entrant)])
        assert standing.score.mean == pytest.approx(expected.mean)
        assert standing.score.low == pytest.approx(expected.low)
    cell = cells[0][0]
    assert cell is not None  # nobody learns here: every match counts for itself
    np.testing.assert_allclose(
        found.errors[0, 0], cell.payoffs.std(axis=1, ddof=1) / np.sqrt(30), atol=1e-12
    )


@pytest.mark.parametrize(
    ("names", "matches", "message"),
    [
        (("boulware", "conceder"), 1, "1 match tells nothing of chance; try 100"),
        (("boulware", "regret_matching"), 25, "regret_matching learns, .* are 2.5; try 30"),
        (("boulware", "regret_matching"), 10, "10 matches are 1; try 20"),
    ],
)
def test_too_few_matches_for_an_interval_are_refused(
    names: tuple[str, ...], matches: int, message: str, tmp_path: Path
) -> None:
    with pytest.raises(NegotiationError, match=message):
        run_tournament("june_deadline", entrants_named(names), tmp_path, matches=matches)
    assert not list(tmp_path.iterdir())


def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path) -> None:
    assert few(tmp_path / "one") == few(tmp_path / "two", workers=2)


def test_cells_that_are_whole_are_not_played_again_and_others_are(tmp_path: Path) -> None:
    before = few(tmp_path)
    plan = _plan()
    paths = [cell_path(tmp_path, plan, a, b) for a, b in plan.cells]
    assert sorted(paths) == sorted((tmp_path / "cells").glob("*/*.npz"))
    paths[0].write_bytes(paths[0].read_bytes()[:100])
    paths[1].unlink()
    ages = {path: path.stat().st_mtime_ns for path in paths[2:]}
    assert few(tmp_path) == before
    assert {path: path.stat().st_mtime_ns for path in paths[2:]} == ages
    assert few(tmp_path, seed=1) != before
    assert few(tmp_path) == before


def test_killed_in_the_middle_it_goes_on_and_ends_with_the_same_bytes(tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-m", "negotiation", "tournament", "june_deadline"),
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
            *(sys.executable, "-m", "negotiation", "tournament", "june_deadline"),
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


def test_a_guest_enters_by_its_file_and_plays_as_its_twin_on_the_shelf(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(
        "from negotiation.strategies.hard_liner import HardLiner as Original\n"
        "from negotiation.strategies.strategy import Strategy\n\n\n"
        "class Mine(Strategy):\n"
        "    memory_depth = 0\n\n"
        "    def mixed_action(self, seen):\n"
        "        return Original().mixed_action(seen)\n"
    )
    entrants = entrants_named(["boulware", "hard_liner"], [f"{file}:Mine"])
    found = run_tournament("june_deadline", entrants, tmp_path / "t", matches=3, workers=2)
    assert found.entrants == ("boulware", "hard_liner", "mine")
    np.testing.assert_array_equal(found.payoffs[1, 0], found.payoffs[2, 0])
    assert "mine" in found.receipt.parameters
    assert load(tmp_path / "t" / RESULT, Tournament) == found


@pytest.mark.parametrize(
    ("names", "files", "message"),
    [
        (["nobody"], [], "there is no strategy 'nobody'"),
        (["boulware", "boulware"], [], "boulware enters twice"),
        ([], ["nowhere.py"], "there is no file nowhere.py"),
        ([], ["empty.py"], "has no strategy"),
        ([], ["broken.py"], "line 2"),
        ([], ["needy.py"], "cannot be built without greed"),
        ([], ["needy.py:Other"], "no strategy 'Other'"),
    ],
)
def test_who_cannot_enter_is_told_why(
    names: list[str],
    files: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.py").write_text("x = 1\n")
    Path("broken.py").write_text("x = 1\ny = 1 / 0\n")
    Path("needy.py").write_text(
        "from negotiation.strategies.strategy import Strategy\n\n\n"
        "class Needy(Strategy):\n"
        "    def __init__(self, greed):\n"
        "        self.greed = greed\n\n"
        "    def mixed_action(self, seen):\n"
        "        raise NotImplementedError\n"
    )
    with pytest.raises(NegotiationError, match=message.replace("(", r"\(")):
        entrants_named(names, files)


def test_intervals_are_students() -> None:
    found = interval(np.array([1.0, 2.0, 3.0, 4.0]))
    # Mean 2.5, standard error 0.645, and 3.182 is Student's quantile with 3 degrees of freedom.
    assert (found.mean, found.low, found.high) == pytest.approx((2.5, 0.4457, 4.5543), abs=1e-3)


def test_the_tally_ranks_separates_and_finds_the_equilibrium() -> None:
    """The second of three earns 1 in every match; the others differ by noise alone."""
    game = compile_game(load_scenario("june_deadline"))
    plan = plan_of(
        game,
        "june_deadline",
        tuple(Entrant(name=name) for name in ("boulware", "hard_liner", "conceder")),
        matches=50,
        seed=0,
    )
    noise = np.random.default_rng(0).normal(size=(2, 50))

    def cell(a: int, b: int) -> Cell:
        payoffs = np.zeros((len(game.type_pairs), 50, 2))
        for i, n in enumerate((a, b)):
            payoffs[..., i] = 1.0 if n == 1 else noise[n // 2] - noise[n // 2].mean() + 0.01 * n
        nothing = np.full(payoffs.shape[:2], -1)
        return Cell(payoffs=payoffs, ending_round=np.zeros_like(nothing), package=nothing)

    found = tally(game, plan, cell)
    assert [one.entrant for one in found.standings] == ["hard_liner", "conceder", "boulware"]
    best, alike, noisy = found.standings
    assert (best.tied_with, alike.tied_with, noisy.tied_with) == ((), ("boulware",), ("conceder",))
    assert (best.score.low, best.score.mean, best.score.high) == (1.0, 1.0, 1.0)
    assert best.regret == pytest.approx(0.0)
    assert alike.regret == pytest.approx(0.98)
    assert [(one.us, one.partner) for one in found.equilibria] == [
        ((("hard_liner", 1.0),), (("hard_liner", 1.0),))
    ]
    assert min(best.replicator_shares) > 0.99
    assert best.agreements == 0.0


def _plan() -> Plan:
    game = compile_game(load_scenario("june_deadline"))
    return plan_of(game, "june_deadline", entrants_named(FEW), matches=4, seed=0)


def test_tournaments_in_one_folder_leave_each_others_cells_alone(tmp_path: Path) -> None:
    few(tmp_path)
    ages = {path: path.stat().st_mtime_ns for path in tmp_path.glob("cells/*/*.npz")}
    few(tmp_path, seed=1)
    few(tmp_path, matches=5)
    few(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in ages} == ages
    assert len(list(tmp_path.glob("cells/*/*.npz"))) == 3 * len(ages)


GUEST = """
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.reasoning.bargaining import bargain
from negotiation.strategies.reasoning.outlook import outlook_from
from negotiation.strategies.strategy import Strategy
from level import LEVEL


class Poisons(Strategy):
    memory_depth = 0

    def mixed_action(self, seen):
        outlook = outlook_from(seen)
        if outlook is not None:
            object.__setattr__(outlook, "reservation_value", LEVEL)
            seen.game.memory._kept.clear()
        return MixedAction.pure(int(seen.legal_actions[-1]))
"""


def test_what_a_guest_does_to_its_game_reaches_nobody_else(tmp_path: Path) -> None:
    (tmp_path / "guest.py").write_text(GUEST)
    (tmp_path / "level.py").write_text("LEVEL = -1000.0\n")
    plain = run_tournament(
        "june_deadline", entrants_named(FEW), tmp_path / "plain", matches=4, workers=1
    )
    guest = entrants_named(FEW, [str(tmp_path / "guest.py")])
    found = run_tournament("june_deadline", guest, tmp_path / "with", matches=4, workers=1)
    np.testing.assert_array_equal(found.payoffs[:3, :3], plain.payoffs)


def test_a_changed_neighbour_of_a_guest_changes_the_guest(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(GUEST.replace("level", "height"))
    (tmp_path / "height.py").write_text("LEVEL = 1.0\n")
    [before] = entrants_named(FEW, [str(tmp_path / "other.py")])[3:]
    (tmp_path / "height.py").write_text("LEVEL = 2.0\n")
    [after] = entrants_named(FEW, [str(tmp_path / "other.py")])[3:]
    assert before.source != after.source


def test_an_entrant_that_wants_to_leave_or_fails_is_named(tmp_path: Path) -> None:
    for what in ("raise SystemExit(0)", "raise RuntimeError('lost')", "return 'nothing'"):
        file = tmp_path / f"fails{abs(hash(what))}.py"
        file.write_text(
            "from negotiation.strategies.strategy import Strategy\n\n\n"
            f"class Fails(Strategy):\n    def mixed_action(self, seen):\n        {what}\n"
        )
        field = entrants_named(["boulware"], [str(file)])
        for workers in (1, 2):
            with pytest.raises(NegotiationError, match=r"fails \((us|japan)\) .* at the stage"):
                run_tournament("june_deadline", field, tmp_path, matches=2, workers=workers)
