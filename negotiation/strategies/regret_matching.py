"""Asks in proportion to how much it regrets not having asked so before.

Its menu are ``asks`` equal steps of aspiration between its reservation value w and its best, each
standing for the offer kindest to the other that is worth the aspiration. For every earlier talk in
which it made an offer it works out what each item of the menu would have earned there: the item's
worth if the other would have accepted it, w if not. An item is taken to be refused if it would have
given the other no more than an offer that was refused in any of the talks, else accepted: what was
never tried is hoped for. The regret of an item is the mean of what it would have earned less what
was earned; it plays items with probabilities proportional to positive regrets, all alike where
there are none, the one that would have earned most.

It accepts what is worth its mean aspiration, after the last round what is worth w.

**Names:** regret matching: Hart and Mas-Colell (2000), Econometrica 68, 1127-1150; the inference
from refusals is ours.

It has seen nothing yet, and asks for most; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.boulware import Boulware
>>> pie = divide_the_pie(rounds=2, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (RegretMatching(), Boulware()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0 (0)
us accept 0 (0)
"""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..game.stages import StageKind
from .reasoning.answers_received import answers_to_own_offers
from .reasoning.bargaining import bargain, is_last_round
from .reasoning.outlook import Outlook, outlook_from
from .strategy import Strategy


class RegretMatching(Strategy):
    """Asks what it regrets not to have asked."""

    memory_depth: ClassVar[float] = math.inf
    learns: ClassVar[bool] = True
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational", "no_regret"})

    def __init__(self, asks: int = 11) -> None:
        self.asks = asks

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        outlook = outlook_from(seen)
        if outlook is None or len(seen.legal_actions) == 1:
            return bargain(seen, offer=Outlook.dearest, least=lambda o: o.reservation_value)
        chances = self._chances(seen, outlook)
        offers = [outlook.kindest(least) for least in self._menu(outlook)]
        if seen.stage.kind is StageKind.OFFER and None not in offers:
            weight_of: dict[int, float] = {}
            for package, chance in zip(offers, chances, strict=True):
                assert package is not None
                weight_of[1 + package] = weight_of.get(1 + package, 0.0) + float(chance)
            total = sum(weight_of.values())
            actions = tuple(sorted(k for k, weight in weight_of.items() if weight > 0.0))
            return MixedAction(actions, tuple(weight_of[k] / total for k in actions))
        w = outlook.reservation_value
        wanted = w if is_last_round(seen) else float(chances @ self._menu(outlook))
        return bargain(seen, offer=Outlook.dearest, least=lambda _: max(w, wanted))

    def _menu(self, outlook: Outlook) -> NDArray[np.float64]:
        """Return the aspirations that it chooses from, the highest first [n]."""
        w, best = outlook.reservation_value, outlook.best
        return w + (best - w) * np.linspace(1.0, 0.0, self.asks)

    def _chances(self, seen: InformationSet, outlook: Outlook) -> NDArray[np.float64]:
        """Return the probabilities of the items of the menu [n]."""
        menu = self._menu(outlook)
        packages, accepted = answers_to_own_offers(seen)
        offers = [outlook.kindest(least) for least in menu]
        if None in offers:
            return np.full(menu.size, 1.0 / menu.size)
        items = np.array(offers, dtype=np.int64)
        hopes = np.ones(menu.size, dtype=bool)
        if packages.size and not accepted.all():
            refused = float(outlook.others[packages[~accepted]].max())
            hopes = outlook.others[items] > refused + outlook.tie
        w = outlook.reservation_value
        would = np.where(hopes, outlook.own[items], w)
        earned = np.where(accepted, outlook.own[packages], w)
        regrets = np.maximum(would - (float(earned.mean()) if earned.size else w), 0.0)
        if regrets.max() <= outlook.tie:
            regrets = (would >= would.max() - outlook.tie).astype(np.float64)
        if not packages.size:
            regrets = np.zeros(menu.size)
            regrets[0] = 1.0
        return np.asarray(regrets / regrets.sum())
