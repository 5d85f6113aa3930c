"""Experience pays: in the long run it earns what the best fixed offer would have earned.

It proposes the division of a pie, once in each of 100 talks, to one who accepts every share of at
least a threshold, always the same; the histories of the talks before are in ``seen.earlier``. Over
the last 50 talks its mean expected payoff is within 0.1 of the pie of the best fixed offer's, for
every threshold from 0 to 1 and in either seat.
"""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from ...engine.talks import Talks
from ...foundations.tolerance import PROBABILITY_SUM
from ...game.game import Game
from ...game.information import History
from ...game.mixed_actions import MixedAction
from ...game.pie import divide_the_pie
from ...game.stages import ACCEPT, NO_OFFER, REJECT
from ..law import Law, Trial, Violation, is_well_formed, legal_and_likely

TALKS, COUNTED = 100, 50
"""How many talks there are, and how many of them, the last, are counted."""
SLICES = 10
"""Shares are tenths of the pie."""
ALLOWED = 0.1
"""How far the mean payoff may stay below the best fixed offer's, in pies."""


class NoRegret(Law):
    """Asks that repeated talks against one fixed threshold teach the best offer."""

    name: ClassVar[str] = "no_regret"
    statement: ClassVar[str] = (
        "In the last 50 of 100 ultimatums against any fixed threshold of acceptance it earns, on "
        "average, within 0.1 of the pie of the best fixed offer."
    )
    is_claim: ClassVar[bool] = True
    most_examples: ClassVar[int] = 4

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first threshold at which too much is left on the table."""
        proposer = trial.situation.seed % 2
        for threshold in range(SLICES + 1):
            found = self._against(trial, pie(proposer), proposer, threshold)
            if found is not None:
                return found
        return None

    def _against(self, trial: Trial, game: Game, proposer: int, threshold: int) -> Violation | None:
        earlier: tuple[History, ...] = ()
        earned: list[float] = []
        for match in range(TALKS):
            seed = trial.situation.seed
            talks = Talks.begin(game, (0, 0), seed=seed, match=match, earlier=earlier)
            mixed = trial.answer(talks)
            if not is_well_formed(mixed) or not legal_and_likely(talks.seen(), mixed):
                why = f"after {match} talks it gives no mixed action over the legal ones"
                return self.broken(talks, mixed, why)
            earned.append(_expected(mixed, proposer, threshold))
            offer = talks.draw(mixed)
            after = talks.advanced(offer)
            if not after.is_over:
                yes = _own(offer, proposer) <= SLICES - threshold
                after = after.advanced(ACCEPT if yes else REJECT)
            earlier = (*earlier, after.history)
        mean = sum(earned[-COUNTED:]) / COUNTED
        best = (SLICES - threshold) / SLICES
        if mean >= best - ALLOWED - PROBABILITY_SUM:
            return None
        return self.broken(
            talks,
            mixed,
            f"against one who accepts every share of at least {threshold / SLICES:g} it earns "
            f"{mean:.3g} of the pie on average in the last {COUNTED} of {TALKS} talks; the best "
            f"fixed offer earns {best:.3g}",
        )


@lru_cache(maxsize=2)
def pie(proposer: int) -> Game:
    """Return the game of one ultimatum over tenths of a pie."""
    shares = [n / SLICES for n in range(SLICES + 1)]
    return divide_the_pie(
        rounds=1, discount_factors=(1.0, 1.0), shares=shares, first_proposer=proposer
    )


def _own(offer: int, proposer: int) -> int:
    """Return how many slices an offer leaves to the proposer; more than there are if none."""
    if offer == NO_OFFER:
        return SLICES + 1
    return offer - 1 if proposer == 0 else SLICES - (offer - 1)


def _expected(mixed: MixedAction, proposer: int, threshold: int) -> float:
    return sum(
        chance * _own(offer, proposer) / SLICES
        for offer, chance in zip(mixed.actions, mixed.probabilities, strict=True)
        if _own(offer, proposer) <= SLICES - threshold
    )
