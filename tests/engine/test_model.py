"""The Mesa model plays what the plain engine plays, and leaves the program around it alone."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.engine.columns import columns
from negotiation.engine.matches import play
from negotiation.engine.model import NegotiationModel, collected
from negotiation.engine.seating import seat
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from tests.generators import games, random_game

SAME = settings(max_examples=30, deadline=None)
NAMES = ("boulware", "calibrated_pressure", "subgame_perfect_follower")


@given(game=games(), names=st.tuples(*[st.sampled_from(NAMES)] * 2), seed=st.integers(0, 99))
@SAME
def test_the_model_plays_what_the_plain_engine_plays(
    game: Game, names: tuple[str, str], seed: int
) -> None:
    pair = game.type_pairs[seed % len(game.type_pairs)]
    seats = seat(game, names)
    model = NegotiationModel(game, seats, pair, seed=seed, match=7)
    model.run_model()
    assert model.record() == play(game, seats, pair, seed=seed, match=7)
    assert model.steps == len(model.moves)


def test_a_step_is_one_action_of_one_government_or_nature() -> None:
    game = random_game(4)
    seats = seat(game, ("boulware", "boulware"))
    model = NegotiationModel(game, seats, (0, 1), seed=1)
    assert [government.name for government in model.agents] == list(game.players)
    while model.running:
        before = len(model.talks.history)
        with pytest.raises(ValueError, match="not over"):
            model.record()
        model.step()
        assert len(model.talks.history) == before + 1


def test_the_table_has_a_row_a_move_and_adds_up() -> None:
    game = random_game(11, rounds=3, has_courts=True, has_deadline=True)
    model = NegotiationModel(
        game,
        seat(game, ("boulware", "calibrated_pressure")),
        (0, 1),
        seed=2,
        belief=Belief.prior(game),
    )
    model.run_model()
    table, record = collected(model), model.record()
    assert len(table) == len(record.moves)
    assert all(tuple(row) == columns(game) for row in table)
    for n, (row, move) in enumerate(zip(table, record.moves, strict=True), 1):
        assert (row["number"], row["date"]) == (n, move.date.isoformat())
        assert (row["mover"], row["action"]) == (move.player, move.action)
        assert {name: row[name] for name in move.public_state} == dict(move.public_state)
        assert {name: row[name] for name in move.indicators} == dict(move.indicators)
        for i, player in enumerate(game.players):
            parts = [row[f"{player}_{part}_busd"] for part in game.parts]
            assert sum(map(float, parts)) == pytest.approx(row[f"{player}_total_busd"])
            beliefs = [row[f"belief_{player}_{name}"] for name in game.types[i]]
            assert beliefs == [0.5, 0.5]
    for player, payoff in record.payoffs.items():
        assert table[-1][f"{player}_total_busd"] == payoff.total
        for part, amount in payoff.parts.items():
            assert table[-1][f"{player}_{part}_busd"] == amount


@pytest.mark.parametrize("chosen", [None, "spawn", "forkserver"])
def test_the_way_processes_are_started_stays_as_it_was(chosen: str | None) -> None:
    if sys.platform == "win32" and chosen == "forkserver":
        pytest.skip("Windows can only spawn")
    code = (
        "import multiprocessing as m\n"
        f"chosen = {chosen!r}\n"
        "if chosen: m.set_start_method(chosen)\n"
        "import negotiation.engine.model\n"
        "assert m.get_start_method(allow_none=True) == chosen\n"
        "import mesa\n"
        "assert m.get_start_method(allow_none=True) == chosen\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_mesa_the_error_says_what_brings_it() -> None:
    code = (
        "import sys\n"
        "sys.modules['mesa'] = None\n"
        "from negotiation.foundations.errors import MissingLibrary\n"
        "try:\n    import negotiation.engine.model\n"
        "except MissingLibrary as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "Mesa is not installed" in done.stdout
    assert "pip install 'us-japan-negotiation'" in done.stdout
