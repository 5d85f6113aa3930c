"""Packages are worth what the regime of the public state says, however they are asked for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from negotiation.foundations.errors import ProblemsFound
from negotiation.game.game import Game
from negotiation.game.packages import PackageTable
from negotiation.game.rules import apply, legal_actions, reachable_regimes, start
from negotiation.game.stages import ACCEPT, StageKind
from tests.generators import games, random_game


def table_of(game: Game) -> PackageTable:
    assert game.packages is not None
    return game.packages


def summed(table: PackageTable, i: int, u: int, v: int, r: int, s: int, p: int) -> float:
    """Return a value by the sum of the definition, number by number."""
    g = int(table.regime_of[s])
    weights = [float(table.weights[c, i, u, v, r, g]) for c in range(len(table.components))]
    return sum(w * float(table.amounts[c, i, p]) for c, w in enumerate(weights))


@given(game=games())
def test_every_way_of_asking_has_the_sum_of_the_definition(game: Game) -> None:
    table, rng = table_of(game), np.random.default_rng(0)
    for u, v in game.type_pairs:
        for r in range(len(game.rounds)):
            states = rng.integers(game.states.count, size=table.count)
            every = np.arange(table.count)
            worth = table.worth(every, u, v, r, states)
            for p, s in enumerate(map(int, states)):
                at_once = table.worth_to_all(every[: p + 1], r, table.regime(s))[:, u, v, p]
                by_part = table.parts_to_all(every[[p]], r, table.regime(s), len(game.parts))
                assert np.array_equal(at_once, worth[:, p])
                assert np.array_equal(
                    by_part[0, :, :, u, v], table.parts(p, u, v, r, s, len(game.parts))
                )
                parts = table.parts(p, u, v, r, s, len(game.parts)).sum(axis=0)
                for i in (0, 1):
                    value = table.values(i, u, v, r, s)[p]
                    assert value == worth[i, p] == table.only(every[[p]]).values(i, u, v, r, s)[0]
                    assert value == pytest.approx(summed(table, i, u, v, r, s, p), abs=1e-12)
                    assert parts[i] == pytest.approx(value, abs=1e-12)


def test_states_of_one_regime_share_their_values_and_regimes_differ() -> None:
    table = table_of(random_game(4, regimes=3))
    assert table.regimes == 3
    first = [int(np.flatnonzero(table.regime_of == g)[0]) for g in range(3)]
    for s, g in enumerate(table.regime_of):
        assert table.regime(s) == g
        assert np.array_equal(table.values(0, 0, 1, 1, s), table.values_in(0, 0, 1, 1, int(g)))
    worths = [tuple(table.values(0, 0, 1, 1, s)) for s in first]
    assert len(set(worths)) == 3


def met(game: Game) -> set[tuple[int, int]]:
    """Return the rounds and regimes in which some play accepts a package."""
    waiting, found = [start(game)], set()
    seen = set(waiting)
    while waiting:
        here = waiting.pop()
        stage = game.stages[here.stage]
        actions = [int(k) for k in legal_actions(game, here)]
        if stage.kind is StageKind.ANSWER and ACCEPT in actions:
            regime = int(table_of(game).regime_of[here.public_state])
            found.add((stage.round_index, regime))
        for after in (apply(game, here, k) for k in actions):
            if after is not None and after not in seen:
                seen.add(after)
                waiting.append(after)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_the_regimes_that_matter_are_those_of_some_acceptance(seed: int) -> None:
    game = random_game(seed, packages=1, regimes=3, postures=seed % 2 > 0, has_deadline=seed > 3)
    assert {(int(r), int(g)) for r, g in np.argwhere(reachable_regimes(game))} == met(game)


def test_a_table_that_contradicts_itself_is_refused() -> None:
    game = random_game(2, regimes=2)
    table = table_of(game)
    with pytest.raises(ProblemsFound, match=r"weights \[c, i, u, v, r, g\]: an array of 6 axes"):
        replace(table, weights=table.weights[..., 0])
    for wrong in (2, -1):
        with pytest.raises(ProblemsFound, match="a number below 2"):
            replace(table, regime_of=np.where(table.regime_of == 1, wrong, 0))
    short = replace(table, regime_of=table.regime_of[1:])
    with pytest.raises(ProblemsFound, match="public states have a regime, and the game has"):
        replace(game, packages=short)
