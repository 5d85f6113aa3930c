"""Asks at random, but never for less than nothing: dice within its budget.

It draws a package, each with the same chance, among those worth at least its reservation value;
where it is to propose it offers that package, where it is to answer it accepts what is worth at
least as much. Postures it holds. Without such a package it makes no offer and refuses.

**Names:** constrained zero-intelligence trader, ZI-C (Gode and Sunder 1993, Journal of Political
Economy 101, 119-137).

Half of a pie is accepted with the chance that a random demand is no higher:

>>> from negotiation.engine.talks import Talks
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=1, discount_factors=(1, 1), shares=[0, 0.25, 0.5, 0.75, 1])
>>> talks = Talks.begin(pie, (0, 0), seed=0).advanced(1 + 2)
>>> ZeroIntelligence().mixed_action(talks.seen()).probabilities
(0.6, 0.4)
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..game.stages import ACCEPT, StageKind
from .reasoning.bargaining import bargain, offering, refusal
from .reasoning.outlook import Outlook, outlook_from
from .strategy import Strategy


class ZeroIntelligence(Strategy):
    """Throws dice over what is worth having."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the mixed offer or answer of this round."""
        talking = seen.stage.kind in {StageKind.OFFER, StageKind.ANSWER}
        if not talking or len(seen.legal_actions) == 1:
            return bargain(seen, offer=Outlook.dearest, least=lambda outlook: outlook.best)
        outlook = outlook_from(seen)
        assert outlook is not None
        own, lowest = outlook.own, outlook.reservation_value - outlook.tie
        worth_having = np.flatnonzero(own >= lowest)
        if seen.stage.kind is StageKind.OFFER:
            if worth_having.size == 0:
                return MixedAction.pure(offering(seen, outlook, None))
            return MixedAction.uniform((worth_having + 1).tolist())
        worth = own[seen.position.package]
        if worth < lowest:
            return MixedAction.pure(refusal(seen))
        chance = float((own[worth_having] <= worth + outlook.tie).mean())
        if chance == 1.0:  # a mean of ones is exact
            return MixedAction.pure(ACCEPT)
        return MixedAction((ACCEPT, refusal(seen)), (chance, 1.0 - chance))
