"""No step back: what it asks for never becomes more.

Within one talk, let p be its previous offer and q its newer one, both valued when q is made: at the
answer that q asks for, in the public state and at the belief of that moment. Then q is worth no
more to itself than p. Its own moves are its own here, those of nature and of the other any, except
that its offers are rejected where they can be: talks go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from ...engine.talks import Talks
from ...game.mixed_actions import MixedAction
from ...game.stages import NO_OFFER, REJECT, StageKind
from ..law import Law, Trial, Violation, is_well_formed, legal_and_likely
from ..situations import Situation, chosen
from .individually_rational import asked_for, tolerance, worth_of


class MonotoneConcession(Law):
    """Asks that offers concede or stay, and never turn back."""

    name: ClassVar[str] = "monotone_concession"
    statement: ClassVar[str] = (
        "Within one talk each of its offers is worth to itself, when it makes it, no more than its "
        "offer before."
    )
    is_claim: ClassVar[bool] = True

    def fitted(self, situation: Situation) -> Situation:
        """Return one of more rounds and packages: an offer to look back on, and a choice."""
        return replace(situation, rounds=situation.rounds + 2, packages=situation.packages + 2)

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first offer that asks for more than the one before."""
        return self._by(trial, 0) or self._by(trial, 1)

    def _by(self, trial: Trial, player: int) -> Violation | None:
        before: int | None = None
        for talks, mixed in _played(trial, player):
            seen = talks.seen()
            if seen.stage.kind is not StageKind.OFFER:
                continue
            for action in legal_and_likely(seen, mixed):
                here, earlier = asked_for(seen, action), asked_for(seen, before or NO_OFFER)
                if here is None or earlier is None:
                    continue
                now, then = worth_of(seen, here), worth_of(seen, earlier)
                if now > then + tolerance(seen.game):
                    return self.broken(
                        talks,
                        mixed,
                        f"package {here.package} is worth {now:.6g} to it, its offer before, "
                        f"package {earlier.package}, {then:.6g}",
                    )
            offered = talks.draw(mixed)
            before = offered if offered != NO_OFFER else before
        return None


def _played(trial: Trial, player: int) -> Iterator[tuple[Talks, MixedAction]]:
    """Yield a player's positions in talks in which its own moves are the strategy's."""
    at = trial.situation
    talks, moves = Talks.begin(trial.game, at.realised, seed=at.seed, belief=at.belief), 0
    while not talks.is_over:
        if talks.mover == player:
            mixed = trial.answer(talks)
            if not is_well_formed(mixed) or not legal_and_likely(talks.seen(), mixed):
                return
            yield talks, mixed
            action = talks.draw(mixed)
            if action not in legal_and_likely(talks.seen(), mixed):
                return
        else:
            action = chosen(talks, at.choices, moves)
            if talks.position is not None and talks.position.package is not None:
                action = REJECT if REJECT in talks.seen().legal_actions else action
        talks = talks.advanced(action)
        moves += 1
