"""Where a package stands, against a plain look at one public state after the other."""

from __future__ import annotations

from functools import cache, partial

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.equilibria.signalling.findings import pair_weights
from negotiation.equilibria.signalling.reach import reach_of
from negotiation.equilibria.signalling.reached import Reach
from negotiation.explore.standing import nearest_package, standing
from negotiation.game.game import Game
from negotiation.game.packages import PackageTable
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load

LEVELS = {name: issue.levels for name, issue in load("hard_deadline").contents.issues.items()}
Solved = tuple[BeliefProfile, Reach]


@pytest.fixture(scope="module")
def solved() -> Solved:
    """Return what forecasts are made of: each stage's equilibrium by itself, and its reach."""
    profile = Logit(2.0, 5, 6).by_stages(compile_game(load("hard_deadline")))
    return profile, reach_of(profile)


def test_the_nearest_level_is_taken_and_what_is_not_named_stays() -> None:
    game = compile_game(load("hard_deadline"))
    assert game.packages is not None
    p = nearest_package(game, LEVELS, {"car_tariff": 0.155, "investment": 540.0})
    told = game.packages.terms(p)
    assert told["car_tariff"] == "15 %"
    assert told["investment"] == "$550bn"
    assert told["country_tariff"] == game.packages.levels[1][0]


@pytest.mark.parametrize("r", [0, 3])
def test_it_stands_as_a_plain_look_at_every_state_and_belief_says(solved: Solved, r: int) -> None:
    profile, reach = solved
    game, weights = profile.game, pair_weights(profile.game)
    table = game.packages
    assert table is not None
    for p in (0, 7, 4321, table.count - 1):
        found = standing(profile, reach, weights, p, r)
        assert found is not None
        gains, both, undominated = _plainly(profile, reach, p, r)
        assert found.gains == pytest.approx(gains, abs=1e-9)
        assert found.both == pytest.approx(both, abs=1e-12)
        assert found.undominated == pytest.approx(undominated, abs=1e-12)
        assert found.possible <= min(found.both, found.undominated) + 1e-12
        assert found.both <= min(found.acceptable) + 1e-12


def _plainly(
    profile: BeliefProfile, reach: Reach, p: int, r: int
) -> tuple[list[float], float, float]:
    game = profile.game
    table, prior = game.packages, game.prior
    assert table is not None
    t = [x for x, one in enumerate(game.stages) if one.name == "offer"][r]
    total, both, undominated, gained = 0.0, 0.0, 0.0, [0.0, 0.0]
    values = cache(partial(_values, table, r))
    for s, *place in np.ndindex(game.states.count, *reach.before[t].shape[3:]):
        chance, gain = np.zeros((2, 2)), np.zeros((2, 2, 2))  # at one state and public belief
        for u, v in np.ndindex(2, 2):
            node = (s, u, v, *place)
            chance[u, v] = reach.before[t][node] * prior[0][u] * prior[1][v]
            if chance[u, v] == 0.0:
                continue
            value = values(s, u, v)
            for i in (0, 1):
                signing = value[i][p] + _paid(game, t + 1, i, s)[u, v]
                passing = _paid(game, t, i, s)[u, v]
                later = profile.induction.values[t + 2][i, u, v, s][tuple(place)]
                gain[i, u, v] = chance[u, v] * (signing - passing - later)
            better = (value[0] > value[0][p]) & (value[1] > value[1][p])
            undominated += float(chance[u, v]) * (not better.any())
        total += float(chance.sum())
        for u, v in np.ndindex(2, 2):
            if gain[0, u].sum() > 0.0 and gain[1, :, v].sum() > 0.0:
                both += float(chance[u, v])
        gained = [gained[i] + float(gain[i].sum()) for i in (0, 1)]
    return [g / total for g in gained], both / total, undominated / total


def _values(table: PackageTable, r: int, s: int, u: int, v: int) -> list[NDArray[np.float64]]:
    """Return what every package is worth to both players in round r at a state, $bn."""
    return [table.values(i, u, v, r, s) for i in (0, 1)]


def _paid(game: Game, t: int, i: int, s: int) -> NDArray[np.float64]:
    """Return what the first action of a stage pays a player [u, v], $bn."""
    return np.asarray(game.stages[t].payoff[:, i, :, :, s, 0].sum(axis=0) * np.ones((2, 2)))


def test_players_decide_at_each_belief_and_not_on_average_over_them(solved: Solved) -> None:
    """A package that the US would take at some beliefs of a round and not at others."""
    profile, reach = solved
    weights = pair_weights(profile.game)
    assert profile.game.packages is not None
    packages = np.random.default_rng(1).permutation(profile.game.packages.count)
    looked = (standing(profile, reach, weights, int(p), 3) for p in packages[:400])
    assert any(one is not None and 0.1 < one.acceptable[0] < 0.9 for one in looked)


def test_no_talks_no_standing(solved: Solved) -> None:
    profile, reach = solved
    over = Reach(
        nodes=reach.nodes,
        before=[np.zeros_like(one) for one in reach.before],
        ended=reach.ended,
        endings=[],
        parts=reach.parts,
    )
    assert standing(profile, over, pair_weights(profile.game), 0, 0) is None
