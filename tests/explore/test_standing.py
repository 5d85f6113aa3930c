"""Where a package stands, against a plain look at one public state after the other."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.equilibria.signalling.findings import pair_weights
from negotiation.equilibria.signalling.reach import Reach, reach_of
from negotiation.explore.standing import nearest_package, standing
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load

LEVELS = {name: issue.levels for name, issue in load("hard_deadline").contents.issues.items()}
Solved = tuple[BeliefProfile, Reach]


@pytest.fixture(scope="module")
def solved() -> Solved:
    profile = Logit(2.0, 5, 6).profile(compile_game(load("hard_deadline")))
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
    for s in range(game.states.count):
        chance, gain = np.zeros((2, 2)), np.zeros((2, 2, 2))
        for u, v in np.ndindex(2, 2):
            value = [table.values(i, u, v, r, s) for i in (0, 1)]
            for place in np.ndindex(*reach.before[t].shape[3:]):
                weight = float(reach.before[t][s, u, v][place] * prior[0][u] * prior[1][v])
                if weight > 0.0:
                    chance[u, v] += weight
                    for i in (0, 1):
                        signing = value[i][p] + game.stages[t + 1].payoff[:, i, :, :, s, 0].sum(
                            axis=0
                        ) * np.ones((2, 2))
                        passing = game.stages[t].payoff[:, i, :, :, s, 0].sum(axis=0) * np.ones(
                            (2, 2)
                        )
                        later = profile.induction.values[t + 2][i, u, v, s][place]
                        gain[i, u, v] += weight * (signing[u, v] - passing[u, v] - later)
            better = (value[0] > value[0][p]) & (value[1] > value[1][p])
            undominated += float(chance[u, v]) * (not better.any())
        total += float(chance.sum())
        for u, v in np.ndindex(2, 2):
            if gain[0, u].sum() > 0.0 and gain[1, :, v].sum() > 0.0:
                both += float(chance[u, v])
        gained = [gained[i] + float(gain[i].sum()) for i in (0, 1)]
    return [g / total for g in gained], both / total, undominated / total


def test_no_talks_no_standing(solved: Solved) -> None:
    profile, reach = solved
    over = Reach(
        before=[np.zeros_like(one) for one in reach.before],
        ended=reach.ended,
        endings=[],
        parts=reach.parts,
    )
    assert standing(profile, over, pair_weights(profile.game), 0, 0) is None
