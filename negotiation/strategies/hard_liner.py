"""Asks for its best and accepts nothing less, from the first round to the last.

Its demand is ``best``: the most that a package is worth to itself among those that leave the other
at least the other's reservation value, all expected over the public belief. Where no such package
is worth its own reservation value it makes no offer.

**Names:** hard-liner, take-it-or-leave-it; *hard-headed* and *hardliner* in the competitions of
automated negotiators (Baarslag et al. 2013, Artificial Intelligence 198, 73-103); the obstinate
type of Myerson (1991) and of Abreu and Gul (2000), Econometrica 68, 85-117.

It meets a conceder, who gives nearly everything at the end; the share is player 0's, the
hard-liner's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.conceder import Conceder
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (HardLiner(), Conceder()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *move.package.values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.65 (13)
us reject 0.65 (13)
us offer 1 (20)
japan accept 1 (20)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.bargaining import bargain
from .reasoning.outlook import Outlook
from .strategy import Strategy


class HardLiner(Strategy):
    """Never concedes."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the one demand, or the refusal of less."""
        return bargain(seen, offer=Outlook.dearest, least=lambda outlook: outlook.best)
