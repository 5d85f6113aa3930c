"""What talks are worth if both types were known: quickly, for asking it of many scenarios."""

from __future__ import annotations

from collections.abc import Mapping

from ..equilibria.subgame_perfect import SubgamePerfect
from ..equilibria.views.outcomes import follow
from ..game.beliefs import Belief
from ..scenario.compile import compile_game
from ..scenario.schema import Scenario


def payoffs_if_known(scenario: Scenario) -> Mapping[str, float]:
    """Return each player's payoff in subgame-perfect equilibrium, on average over the prior, $bn.

    No certificate is computed, which takes most of the time of `negotiation.solve`: certify what
    is told of the result, as ``ng.solve(scenario, "subgame_perfect")`` does.
    """
    game = compile_game(scenario)
    profile, belief = SubgamePerfect().profile(game), Belief.prior(game)
    expected = dict.fromkeys(game.players, 0.0)
    for pair in game.type_pairs:
        _, parts = follow(game, profile, pair)
        for i, player in enumerate(game.players):
            expected[player] += belief.probability(pair) * float(parts[:, i].sum())
    return expected
