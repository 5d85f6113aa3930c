"""What each option is worth to the player who chooses: at once, and by the end of the talks.

For an action k at an information set, with the public belief mu held fixed:

* ``at_once``: what it pays now, expected over mu about the other's type;
* ``without_agreement``: all in all, if nothing is agreed any more after it: what was paid so far,
  what k pays and the prospects after it (`prospects`). For an action that ends the talks, such as a
  walk-out, it is all there is;
* ``best_agreement``: all in all, if the player's best package among those that the other should
  accept (`Outlook.acceptable`) is agreed at the next answer; ``None`` where no answer is to come or
  there is no such package. What days and postures cost until then is not taken off;
* ``if_agreed``: all in all, if the package that k accepts or offers is agreed at the next answer.

"Should accept" compares with what no agreement is worth to the other, so a player who hopes for a
better offer may refuse all the same: `best_agreement` is neither promised nor the most possible.

Checked by tests/engine/test_option_worth.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..game.beliefs import Belief
from ..game.game import Game
from ..game.information import History, InformationSet
from ..game.prospects import expected, paid_at_once, without_agreement
from ..game.rules import Position, action_name, is_agreement, is_offer, stage_at
from ..strategies.reasoning.bargaining import worth_without_agreement
from ..strategies.reasoning.outlook import outlook_from


@dataclass(frozen=True)
class OptionWorth:
    """One option and what it is worth to the player who chooses, $bn."""

    action: int
    """The action."""
    name: str
    """Its public name."""
    at_once: float
    """What it pays now, a package apart."""
    without_agreement: float | None
    """All in all if nothing is agreed after it; ``None`` where something is agreed for sure."""
    best_agreement: float | None
    """All in all if the best package that the other should accept is agreed at the next answer."""
    if_agreed: float | None
    """All in all if the package that it accepts or offers is agreed."""
    ends: bool
    """Whether the talks end with it, whatever the other does."""


def option_worths(seen: InformationSet, actions: Iterable[int]) -> tuple[OptionWorth, ...]:
    """Return what some legal actions are worth to the player to move, in their order."""
    so_far = paid_so_far(seen)
    return tuple(_option(seen, int(k), so_far) for k in actions)


def paid_so_far(seen: InformationSet) -> float:
    """Return what the moves so far have paid the player, $bn.

    Where that depends on the other's type, it is expected over the public belief.
    """
    return paid_along(seen.game, seen.history, seen.belief, seen.player, seen.player_type)


def paid_along(
    game: Game, history: History, belief: Belief, player: int, player_type: int
) -> float:
    """Return what the moves of a history have paid a type of a player, packages apart, $bn."""
    total = 0.0
    for move in history:
        stage = stage_at(game, move.position)
        if not is_offer(stage, move.action):
            state = move.position.public_state
            paid = paid_at_once(game, stage, state, belief, player, player_type)
            total += float(paid[move.action])
    return total


def gains_of_types(seen: InformationSet, package: int) -> dict[str, float]:
    """Return what a package leaves each possible type of the other beyond no agreement, $bn.

    It is agreed at the next answer; types that the public has ruled out are left out.
    """
    found: dict[str, float] = {}
    chances = seen.belief.of[seen.other]
    for n, name in enumerate(seen.game.types[seen.other]):
        if chances[n] > 0.0:
            sure = tuple(float(m == n) for m in range(len(chances)))
            own = seen.belief.of[seen.player]
            belief = Belief((own, sure) if seen.player == 0 else (sure, own))
            outlook = outlook_from(replace(seen, belief=belief))
            assert outlook is not None
            found[name] = float(outlook.others[package]) - outlook.others_reservation_value
    return found


def _option(seen: InformationSet, action: int, so_far: float) -> OptionWorth:
    game, here, stage = seen.game, seen.position, seen.stage
    name = action_name(game, here, action)
    if is_offer(stage, action):
        refused = _after_refusal(seen, so_far)
        return OptionWorth(
            action, name, 0.0, refused, None, so_far + _agreed(seen, action - 1), ends=False
        )
    paid = paid_at_once(game, stage, here.public_state, seen.belief, seen.player, seen.player_type)
    at_once = float(paid[action])
    if is_agreement(stage, action):
        assert here.package is not None
        worth = so_far + _agreed(seen, here.package)
        return OptionWorth(action, name, at_once, None, None, worth, ends=True)
    after = worth_without_agreement(seen, [action])[action]
    following = int(stage.next_state[here.public_state, action])
    return OptionWorth(
        action,
        name,
        at_once,
        so_far + after,
        _best(seen, following, stage.stride[action], so_far + at_once),
        None,
        ends=following < 0,
    )


def _agreed(seen: InformationSet, package: int) -> float:
    """Return what a package is worth if it is agreed at the next answer, from now on."""
    outlook = outlook_from(seen)
    assert outlook is not None
    return float(outlook.own[package])


def _after_refusal(seen: InformationSet, so_far: float) -> float | None:
    """Return what is got in all if an offer is refused and nothing is agreed any more."""
    answering = without_agreement(seen.game, seen.belief, seen.position.stage + 1)[0]
    refused = expected(answering, seen.belief, seen.player, seen.player_type)
    worth = float(refused[seen.position.public_state])
    return so_far + worth if math.isfinite(worth) else None  # it may have to be accepted


def _best(seen: InformationSet, state: int, stride: int, paid: float) -> float | None:
    """Return what the best acceptable package of the next answer gives in all."""
    following = seen.position.stage + stride
    if state < 0 or following >= len(seen.game.stages):
        return None
    outlook = outlook_from(replace(seen, position=Position(following, state)))
    package = None if outlook is None else outlook.dearest()
    return None if outlook is None or package is None else paid + float(outlook.own[package])
