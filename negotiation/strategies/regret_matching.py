"""Asks, in proportion to regret, for what would have earned more in earlier talks.

It has a menu of aspirations w + (best - w) n / 20, n = 0 .. 20: each stands for offering the
package worth as much to itself that is best for the other, and for accepting what is worth as much.
It replays all earlier talks with each of them, at today's worths. What it infers: an offer would
have been accepted as often as the answers that tell say so (an accepted offer tells of all that
leave the other more, a refused one of all that leave it less; where none tells, yes), and the other
would have made its own offers again (`reasoning.regrets`). With v_n the surplus so earned in all
talks and v what was earned, aspiration n has a probability proportional to max (0, v_n - v); all
are as likely where none is regretted. In the last round it accepts what is worth its reservation
value.

**Names:** regret matching (Hart and Mas-Colell 2000, Econometrica 68, 1127-1150, sec. 4: the
unconditional kind, after Hannan 1957). The menu and the replay are ours.

After its best was refused, every lower aspiration is regretted, the higher the more. The last one
offers nothing to itself, and is not:

>>> from negotiation.engine.talks import Talks
>>> from negotiation.game.pie import divide_the_pie
>>> shares = [0, 0.25, 0.5, 1]
>>> pie = divide_the_pie(rounds=1, discount_factors=(1, 1), shares=shares)
>>> refused = Talks.begin(pie, (0, 0), seed=0).advanced(4).advanced(1).history
>>> talks = Talks.begin(pie, (0, 0), seed=0, earlier=(refused,))
>>> mixed = RegretMatching().mixed_action(talks.seen())
>>> for offer, probability in zip(mixed.actions, mixed.probabilities, strict=True):
...     print(shares[offer - 1], round(probability, 3))
0.25 0.333
0.5 0.667
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..game.stages import ACCEPT, StageKind
from .reasoning.bargaining import bargain, is_last_round, offering, refusal
from .reasoning.outlook import Outlook, outlook_from
from .reasoning.regrets import Menu, in_proportion, regrets
from .strategy import Strategy

_PARTS = 20
"""Into how many parts the way from w to the best is cut."""


class RegretMatching(Strategy):
    """Mixes aspirations by the regret of not having held them."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses", "no_regret"}
    )
    learns: ClassVar[bool] = True

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the mixed offer or answer of this round; it holds its posture."""
        talking = seen.stage.kind in {StageKind.OFFER, StageKind.ANSWER}
        if not talking or len(seen.legal_actions) == 1:
            return bargain(seen, offer=Outlook.dearest, least=lambda outlook: outlook.best)
        outlook = outlook_from(seen)
        assert outlook is not None
        menu = Menu.of(outlook, _PARTS)
        chances = in_proportion(regrets(seen, outlook, menu), outlook.tie)
        if seen.stage.kind is StageKind.OFFER:
            actions = [offering(seen, outlook, package) for package in menu.packages]
        else:
            assert seen.position.package is not None
            worth, refused = float(outlook.own[seen.position.package]), refusal(seen)
            asked = menu.least[:1] if is_last_round(seen) else menu.least  # the lowest is w
            enough = np.broadcast_to(worth >= asked - outlook.tie, menu.least.shape)
            actions = [ACCEPT if accepts else refused for accepts in enough]
        return _mixture(actions, chances)


def _mixture(actions: list[int], chances: NDArray[np.float64]) -> MixedAction:
    """Return the mixed action that takes each of these actions, some the same, with its chance."""
    action_to_chance: dict[int, float] = {}
    for action, chance in zip(actions, map(float, chances), strict=True):
        if chance > 0.0:
            action_to_chance[action] = action_to_chance.get(action, 0.0) + chance
    if len(action_to_chance) == 1:  # a sum of chances need not be exactly 1
        return MixedAction.pure(*action_to_chance)
    return MixedAction(tuple(action_to_chance), tuple(action_to_chance.values()))
