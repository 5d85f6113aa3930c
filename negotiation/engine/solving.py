"""Solving a game: a solution concept by its name, made with settings, asked of pairs of types."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import fsum
from typing import Any

from .. import equilibria
from ..equilibria.concept import SolutionConcept
from ..foundations import shelf
from ..foundations.errors import NegotiationError
from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..results.case import Payoff
from ..results.solution import Solution

Setting = float | str
"""What a solution concept is made with: a number such as the precision, or a word as the method."""


def solve_game(
    game: Game,
    concept: str = "subgame_perfect",
    pairs: Sequence[TypePair] | None = None,
    **settings: Setting,
) -> Solution:
    """Return what a solution concept, made with some settings, says of a compiled game.

    Raises ``NegotiationError`` for a setting that the concept does not take.
    """
    return told_in_full(game, concept_for(game, concept, settings).solve(game, pairs))


def told_in_full(game: Game, solution: Solution) -> Solution:
    """Return a solution of a game with what every solution of it is read against.

    That is the prior, and payoffs weighted by it.
    """
    prior = Belief.prior(game)
    chances = {
        tuple(game.type_names(pair).values()): prior.probability(pair) for pair in game.type_pairs
    }
    told = [tuple(case.player_types.values()) for case in solution.cases]
    possible = {pair for pair, chance in chances.items() if chance > 0.0}
    is_whole = len(told) == len(set(told)) and possible <= set(told)
    return replace(
        solution,
        prior={
            player: {name: float(chance) for name, chance in zip(names, of, strict=True)}
            for player, names, of in zip(game.players, game.types, game.prior, strict=True)
        },
        mean_payoffs=_means(solution, [chances[pair] for pair in told]) if is_whole else {},
    )


def _means(solution: Solution, chances: Sequence[float]) -> dict[str, Payoff]:
    """Return payoffs by player and part, cases weighted by the chances of their types."""

    def mean(amounts: Iterable[float]) -> float:
        return fsum(chance * amount for chance, amount in zip(chances, amounts, strict=True))

    return {
        player: Payoff(
            parts={
                name: mean(case.payoffs[player].parts[name] for case in solution.cases)
                for name in payoff.parts
            },
            total=mean(case.payoffs[player].total for case in solution.cases),
        )
        for player, payoff in solution.cases[0].payoffs.items()
    }


def concept_for(game: Game, concept: str, settings: Mapping[str, Setting]) -> SolutionConcept:
    """Return a solution concept that applies to a game, made with some settings.

    Raises ``NegotiationError`` for a setting that it does not take, and for a game that it does not
    apply to, with the assumption that fails.
    """
    member = concept_with(concept, settings)
    if game.has_own_actions and not member.private:
        raise NegotiationError(
            f"{member.title} does not apply to {game.name}: some actions are open to some types "
            "only, and types are private; try --concept logit"
        )
    verdict = member.applies_to(game)
    if not verdict.applies:
        raise NegotiationError(f"{member.title} does not apply to {game.name}: {verdict.reason}")
    return member


def concept_with(concept: str, settings: Mapping[str, Setting]) -> SolutionConcept:
    """Return a solution concept made with some settings, whatever it applies to.

    Raises ``NegotiationError`` for a setting that it does not take.
    """
    kind: Any = shelf.pick(equilibria, SolutionConcept, concept)
    made: SolutionConcept = kind(**settings_for(concept, settings))
    return made


def settings_for(concept: str, settings: Mapping[str, Setting]) -> dict[str, Setting]:
    """Return a concept's settings as it takes them: words, counts as whole numbers, else floats.

    Raises ``NegotiationError`` for a setting that it does not take, or takes in another form.

    >>> settings_for("logit", {"grid": 5.0, "precision": 2})
    {'grid': 5, 'precision': 2.0}
    """
    kind = shelf.pick(equilibria, SolutionConcept, concept)
    takes = inspect.signature(kind).parameters
    found: dict[str, Setting] = {}
    for name, value in settings.items():
        if name not in kind.settings:
            allowed = ", ".join(kind.settings) or "none"
            raise NegotiationError(
                f"{concept} does not take the setting {name!r}; it takes: {allowed}"
            )
        usual = takes[name].default
        if isinstance(value, str) != isinstance(usual, str):
            needed = "a word" if isinstance(usual, str) else "a number"
            raise NegotiationError(
                f"{concept}: {name} is {value!r}; it must be {needed}; try {name}={usual!r}"
            )
        if isinstance(value, str):
            found[name] = value
            continue
        is_count = isinstance(usual, int)
        if is_count and value != value // 1:
            raise NegotiationError(
                f"{concept}: {name} is {value:g}; it must be a whole number; try {value // 1 + 1:g}"
            )
        found[name] = int(value) if is_count else float(value)
    return found


def pairs_of(game: Game, types: Mapping[str, str] | None) -> tuple[TypePair, ...]:
    """Return the type pairs that agree with some named types; all pairs by default."""
    named = dict(types or {})
    for player in named:
        game.player(player)
    wanted = game.find_types(named)
    return tuple(
        pair
        for pair in game.type_pairs
        if all(pair[i] == wanted[i] for i in (0, 1) if game.players[i] in named)
    )
