"""What the partner's card is worth: the talks as they are, and the same talks without it.

    worth of i = sum over pairs of types t of prior(t) (payoff of i with the card, given t,
                 less its payoff without)

Without the card nothing has been said of it and nothing can be: the partner stays in the lowest
posture. In doubt about types both talks are solved with the same packages that may be offered, all
those that either would choose for itself, so that they do not differ by what happens to be on a
menu; and on few nodes of each belief, as the hindcast is, so that the amounts are rough.

Checked by tests/engine/test_card_worth.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..equilibria.logit import COARSEST, Logit
from ..equilibria.signalling.menu import Menu, values_of
from ..foundations.errors import NegotiationError
from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..results.solution import Solution
from ..scenario.compile import compile_game
from ..scenario.schema import Scenario
from .solving import solve_game

KNOWN, PRIVATE = "subgame_perfect", "logit"
"""The concepts that are asked what the card is worth."""
_LEAST = 2
"""Fewer postures leave nothing to play."""


@dataclass(frozen=True)
class CardWorth:
    """What having the card is worth under one concept."""

    is_private: bool
    """Whether each knows only its own type; else both know both, and nobody errs."""
    by_player: Mapping[str, float]
    """What each earns more with the card than without, $bn, on average over the types."""


def has_card(scenario: Scenario) -> bool:
    """Return whether the partner has a card that it can play in these talks."""
    card = scenario.contents.card
    return card.in_play and len(card.postures) >= _LEAST


def without_card(scenario: Scenario) -> Scenario:
    """Return the same talks with a partner that has said nothing of its card and can say nothing.

    Raises ``NegotiationError`` where that contradicts what else the scenario says.
    """
    postures = scenario.contents.card.postures
    lowest = min(postures, key=lambda name: postures[name].rung)
    return scenario.vary({"card.in_play": False, "card.initial": lowest})


def card_worths(scenario: Scenario, solutions: Sequence[Solution]) -> tuple[CardWorth, ...]:
    """Return what the card is worth under each solution that can be asked, $bn.

    That is under a subgame-perfect equilibrium and a logit equilibrium, for the types that the
    solution is of. Nothing is returned where there is no card, or no talks without it.
    """
    if not has_card(scenario):
        return ()
    try:
        bare = compile_game(without_card(scenario))
    except NegotiationError:
        return ()
    game = compile_game(scenario)
    asked = [one for one in solutions if one.concept in (KNOWN, PRIVATE)]
    return tuple(_worth(game, bare, solution) for solution in asked)


def _worth(game: Game, bare: Game, solution: Solution) -> CardWorth:
    pairs = list(dict.fromkeys(game.find_types(case.player_types) for case in solution.cases))
    prior = Belief.prior(game)
    chances = np.array([prior.probability(pair) for pair in pairs])
    if solution.concept == PRIVATE and solution.tree is None:
        gains = _on_one_menu(game, bare, pairs, solution.receipt.parameters)
    else:
        settings = solution.receipt.parameters if solution.concept == PRIVATE else {}
        given = {name: settings[name] for name in ("precision",) if name in settings}
        gains = _payoffs(game, solution, pairs) - _payoffs(
            bare, solve_game(bare, solution.concept, pairs, **given), pairs
        )
    means = gains @ chances / chances.sum() if chances.sum() > 0.0 else gains.mean(axis=1)
    return CardWorth(
        is_private=solution.is_private,
        by_player=dict(zip(game.players, map(float, means), strict=True)),
    )


def _payoffs(game: Game, solution: Solution, pairs: Sequence[TypePair]) -> Any:
    """Return payoffs [player, pair of types]."""
    found = {game.find_types(case.player_types): case.payoffs for case in solution.cases}
    return np.array([[found[pair][player].total for pair in pairs] for player in game.players])


def _on_one_menu(
    game: Game, bare: Game, pairs: Sequence[TypePair], settings: Mapping[str, Any]
) -> Any:
    """Return the gains [player, pair of types] where types are private."""
    concept = Logit(
        precision=float(settings["precision"]),
        grid=min(int(settings["grid"]), COARSEST),
        offers=int(settings["offers"]),
        method="beliefs",
    )
    either = [concept.by_stages(one).menu for one in (game, bare)]
    packages = np.unique(np.concatenate(either))
    values = []
    for one in (game, bare):
        menu = Menu(packages, 0.0, packages, values_of(one, packages))
        values.append(concept.solved_with(one, menu).value())
    gains = values[0] - values[1]
    return np.array([[gains[i, u, v] for u, v in pairs] for i in (0, 1)])
