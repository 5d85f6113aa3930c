"""Backward induction the slow way: a recursion over positions, through the rules alone.

It shares no code with the solver: every package is a branch, every chance move a sum. Ties go as
the solver's rule says: an answerer accepts; a proposer prefers agreement to no offer to an offer
that is refused (the one that the answerer likes least, the last of several); then what is better
for the other player; then the lowest number. It shows that the fast solver's values and choices are
those of the rules; it says nothing of games too large for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from negotiation.foundations.tolerance import TIE
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game, TypePair
from negotiation.game.rules import (
    Position,
    apply,
    chance_probabilities,
    legal_actions,
    payoff_parts,
    stage_at,
)
from negotiation.game.stages import ACCEPT, NO_OFFER, StageKind

Values = NDArray[np.float64]


@dataclass
class PlainInduction:
    """Values and choices of one type pair, found position by position."""

    game: Game
    types: TypePair
    values: dict[Position, Values] = field(default_factory=dict)
    choices: dict[Position, int] = field(default_factory=dict)
    tie: float | None = None

    def value(self, here: Position) -> Values:
        """Return both players' values [i] at a position."""
        if here not in self.values:
            actions = [int(k) for k in legal_actions(self.game, here)]
            worth = {k: self.after(here, k) for k in actions}
            if stage_at(self.game, here).kind is StageKind.CHANCE:
                chances = chance_probabilities(
                    self.game, here, Belief.certain(self.game, self.types)
                )
                self.values[here] = sum(
                    (p * worth[k] for k, p in zip(actions, chances, strict=True)), np.zeros(2)
                )
            else:
                self.choices[here] = self.best(here, worth)
                self.values[here] = worth[self.choices[here]]
        return self.values[here]

    def after(self, here: Position, action: int) -> Values:
        """Return the payoffs [i] of an action and of all that follows."""
        paid = payoff_parts(self.game, here, action, self.types).sum(axis=0)
        following = apply(self.game, here, action)
        return np.asarray(paid if following is None else paid + self.value(following))

    def best(self, here: Position, worth: dict[int, Values]) -> int:
        """Return the mover's choice among actions of these values."""
        stage = stage_at(self.game, here)
        mover = stage.mover
        tie = TIE * self.game.payoff_span if self.tie is None else self.tie
        assert mover is not None
        top = max(v[mover] for v in worth.values())
        tied = {k: v for k, v in worth.items() if v[mover] >= top - tie}
        if stage.kind is StageKind.ANSWER and ACCEPT in tied:
            return ACCEPT
        if stage.kind is StageKind.OFFER:
            agreed = {k: v for k, v in tied.items() if k != NO_OFFER and self.is_accepted(here, k)}
            if agreed:
                tied = agreed
            else:
                return NO_OFFER if NO_OFFER in tied else self.least_liked(here)
        kind = max(v[1 - mover] for v in tied.values())
        return min(k for k, v in tied.items() if v[1 - mover] >= kind - tie)

    def least_liked(self, here: Position) -> int:
        """Return the offer whose package is worth least to the answerer, the last of several."""
        stage, packages = stage_at(self.game, here), self.game.packages
        assert packages is not None
        assert stage.mover is not None
        when = stage.round_index, here.public_state
        worth = packages.values(1 - stage.mover, *self.types, *when).tolist()
        return 1 + max(p for p in range(packages.count) if worth[p] == min(worth))

    def is_accepted(self, here: Position, offer: int) -> bool:
        """Return whether an offer would be accepted."""
        table = apply(self.game, here, offer)
        assert table is not None
        self.value(table)
        return self.choices[table] == ACCEPT
