"""Why the card pays in the base scenario, types known: because a hint unsettles the market.

The possibility is enough. A hint that left the market calm would be worth next to nothing, whatever
a sale would do, and nobody sells: selling hurts the seller.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.equilibria.views.outcomes import follow
from negotiation.game.beliefs import Belief
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load

pytestmark = pytest.mark.base_numbers


def nothing(low: float = 0.0, high: float = 1.0) -> dict[str, Any]:
    return {"value": 0.0, "range": [low, high], "source": "counterfactual"}


LADDER = load("june_deadline").contents.card.postures
CALM_HINT = {"card.postures.hinted.market_pressure": nothing()}
CALM_CARD = {f"card.postures.{name}.market_pressure": nothing() for name in LADDER}
NO_IMPACT = {"market.yield_impact": nothing()}
WITHOUT_SPITE = {f"card.postures.{name}.other_relations": nothing() for name in LADDER}


def worths(changes: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Return what the card is worth to the two, both after changes, by types."""
    found = []
    for base in ("june_deadline", "no_card"):
        game = compile_game(load(base).vary(changes))
        profile = SubgamePerfect().profile(game)
        found.append({pair: profile.value(pair) for pair in game.type_pairs})
    return {
        " / ".join(game.type_names(pair).values()): (
            float(found[0][pair][0] - found[1][pair][0]),
            float(found[0][pair][1] - found[1][pair][1]),
        )
        for pair in found[0]
    }


@cache
def in_the_base() -> dict[str, tuple[float, float]]:
    return worths({})


def on_average(found: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """Return what it is worth to the two over the prior."""
    game = compile_game(load("june_deadline"))
    chances = {
        " / ".join(game.type_names(pair).values()): Belief.prior(game).probability(pair)
        for pair in game.type_pairs
    }
    us, japan = (sum(chances[types] * worth[i] for types, worth in found.items()) for i in (0, 1))
    return us, japan


def test_the_card_pays_japan_at_the_cost_of_the_us() -> None:
    """It pays against a US that yields unsettle, and hardly touches one that bears them."""
    us, japan = on_average(in_the_base())
    assert japan > 0.0 > us
    sensitive = [w[1] for types, w in in_the_base().items() if types.startswith("sensitive")]
    tolerant = [w[1] for types, w in in_the_base().items() if types.startswith("tolerant")]
    assert min(sensitive) > 0.0
    assert max(map(abs, tolerant)) < 0.05 * min(sensitive)


def test_next_to_nothing_is_left_if_the_hint_leaves_the_market_calm() -> None:
    assert abs(on_average(worths(CALM_HINT))[1]) < 0.25 * on_average(in_the_base())[1]


def test_most_of_it_stays_if_a_sale_would_move_no_yields() -> None:
    assert on_average(worths(NO_IMPACT))[1] > 0.6 * on_average(in_the_base())[1]


def test_a_card_that_moves_no_market_and_hurts_nobody_is_worth_nothing() -> None:
    for worth in worths(CALM_CARD | NO_IMPACT | WITHOUT_SPITE).values():
        assert worth == pytest.approx((0.0, 0.0), abs=1e-9)


def test_nobody_sells_in_equilibrium_and_the_hint_is_given_now_and_then() -> None:
    game = compile_game(load("june_deadline"))
    profile = SubgamePerfect().profile(game)
    ends = [outcome for pair in game.type_pairs for outcome in follow(game, profile, pair)[0]]
    assert all(outcome.public_state["japan_posture"] != "selling" for outcome in ends)
    assert any(outcome.public_state["japan_posture"] == "hinted" for outcome in ends)
