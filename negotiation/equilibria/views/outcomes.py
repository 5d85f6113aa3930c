"""What happens under a profile: every outcome with its probability, and expected payoffs by part.

Play is followed forwards from the first position through the rules, with the probabilities that the
profile names; nothing of the solver's values is used, so the payoffs are a check on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

import numpy as np
from numpy.typing import NDArray

from ...foundations.wording import percent
from ...game.beliefs import Belief
from ...game.game import Game, TypePair
from ...game.prospects import no_deal
from ...game.rules import (
    Position,
    action_name,
    apply,
    chance_probabilities,
    legal_actions,
    payoff_parts,
    start,
)
from ...game.stages import ACCEPT, StageKind
from ...results.case import Agreement, Case, Certificate, Outcome, Payoff
from ...results.profile import Profile

_NEGLIGIBLE = 1e-15
"""Branches less likely than this are dropped: they change no payoff by a cent."""


def case_of(
    game: Game,
    profile: Profile,
    pair: TypePair,
    concept: str,
    certificate: Certificate,
    *,
    first: Position | None = None,
    notes: tuple[str, ...] = (),
) -> Case:
    """Return the case of a profile for one type pair, types known to both.

    Play begins at ``first``, the game's first position by default.
    """
    outcomes, parts = follow(game, profile, pair, first)
    likely = outcomes[0]
    return Case(
        concept=concept,
        player_types=game.type_names(pair),
        agreement=likely.agreement,
        agreement_probability=fsum(o.probability for o in outcomes if o.agreement is not None),
        outcomes=outcomes,
        payoffs=payoffs_of(game, parts),
        certificate=certificate,
        notes=notes,
        no_deal=no_deal(
            game,
            pair,
            Belief.certain(game, pair),
            None if first is None else (first.stage, first.public_state),
        ),
    )


def further(count: int, chance: float) -> str:
    """Say how many outcomes are left out, and how likely they are together."""
    return f"{count:,} further outcomes, {percent(chance)} of the probability, are not listed"


def payoffs_of(game: Game, parts: NDArray[np.float64]) -> dict[str, Payoff]:
    """Return payoffs by player from amounts by part [part, i]."""
    return {
        player: Payoff(
            parts={name: float(parts[n, i]) for n, name in enumerate(game.parts)},
            total=float(parts[:, i].sum()),
        )
        for i, player in enumerate(game.players)
    }


def follow(
    game: Game, profile: Profile, pair: TypePair, first: Position | None = None
) -> tuple[tuple[Outcome, ...], NDArray[np.float64]]:
    """Return every outcome, most likely first, and expected payoffs [part, i].

    Play begins at ``first``, the game's first position by default, and counts from there.
    """
    belief = Belief.certain(game, pair)
    expected = np.zeros((len(game.parts), 2))
    endings: dict[tuple[Position, int], float] = {}
    reached: dict[Position, float] = {first or start(game): 1.0}
    for t in range(len(game.stages)):
        here = [position for position in reached if position.stage == t]
        for position in here:
            weight = reached.pop(position)
            for action, chance in _moves(game, profile, pair, belief, position):
                likely = weight * chance
                if likely < _NEGLIGIBLE:
                    continue
                expected += likely * payoff_parts(game, position, action, pair)
                following = apply(game, position, action)
                if following is None:
                    key = (position, action)
                    endings[key] = endings.get(key, 0.0) + likely
                else:
                    reached[following] = reached.get(following, 0.0) + likely
    outcomes = [_outcome(game, position, action, p) for (position, action), p in endings.items()]
    return tuple(sorted(outcomes, key=lambda outcome: -outcome.probability)), expected


def _moves(
    game: Game, profile: Profile, pair: TypePair, belief: Belief, position: Position
) -> Iterable[tuple[int, float]]:
    stage = game.stages[position.stage]
    if stage.kind is StageKind.CHANCE:
        actions = legal_actions(game, position)
        chances = chance_probabilities(game, position, belief)
        return zip(map(int, actions), map(float, chances), strict=True)
    assert stage.mover is not None
    mixed = profile.mixed_action(position, pair[stage.mover], belief)
    return zip(mixed.actions, mixed.probabilities, strict=True)


def _outcome(game: Game, position: Position, action: int, probability: float) -> Outcome:
    stage = game.stages[position.stage]
    agreement = None
    ending = action_name(game, position, action)
    if stage.kind is StageKind.ANSWER and action == ACCEPT:
        assert position.package is not None
        ending = "agreement"
        agreement = Agreement.of(game, stage.round_index, position.package)
    return Outcome(
        probability=probability,
        ending=ending,
        agreement=agreement,
        public_state=game.states.describe(position.public_state),
    )
