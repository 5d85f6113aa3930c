"""From what a player wants to an action: the manners that several strategies share.

A strategy says which package it would offer and the least that it would accept; the rest is the
same for all. With no choice, it does what it must. At a posture stage it holds, unless it has a
plan. Its last word, at a deadline or once no offer is to come, is what pays itself most from there
on if nothing is agreed. A refusal is a rejection as long as there are rounds left; after the last
one, whatever refusal pays more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...foundations.tolerance import TIE
from ...game.information import InformationSet
from ...game.mixed_actions import MixedAction
from ...game.prospects import expected, paid_at_once, without_agreement
from ...game.rules import action_tags, is_last_word, is_legal
from ...game.stages import ACCEPT, NO_OFFER, REJECT, StageKind
from .outlook import Outlook, next_answer, outlook_from


def bargain(
    seen: InformationSet,
    *,
    offer: Callable[[Outlook], int | None],
    least: Callable[[Outlook], float],
    posture: Callable[[Outlook], int] | None = None,
    last_word: Callable[[], int] | None = None,
) -> MixedAction:
    """Return the sure action of a player who wants this.

    ``offer`` names the package to offer, ``None`` for no offer; ``least`` is what a package must be
    worth to be accepted, $bn; ``posture`` chooses at posture stages, holding by default;
    ``last_word`` chooses at a deadline and once no offer is to come, by default what pays most.
    """
    if len(seen.legal_actions) == 1:
        return MixedAction.pure(seen.legal_actions[0])
    outlook = outlook_from(seen)
    if outlook is None or is_last_word(seen.game, seen.position.stage):
        return MixedAction.pure(
            best_without_agreement(seen, seen.legal_actions) if last_word is None else last_word()
        )
    kind = seen.stage.kind
    if kind is StageKind.OFFER:
        return MixedAction.pure(offering(seen, outlook, offer(outlook)))
    if kind is StageKind.ANSWER:
        assert seen.position.package is not None
        worth = outlook.own[seen.position.package]
        accepts = (
            is_legal(seen.game, seen.position, ACCEPT) and worth >= least(outlook) - outlook.tie
        )
        return MixedAction.pure(ACCEPT if accepts else refusal(seen))
    return MixedAction.pure(hold(seen) if posture is None else posture(outlook))


def rounds_gone(seen: InformationSet, ahead: int = 0) -> float:
    """Return the share of the rounds that will be over in ``ahead`` rounds, from 0 to 1."""
    return min(1.0, (seen.stage.round_index + ahead) / len(seen.game.rounds))


def is_last_round(seen: InformationSet) -> bool:
    """Return whether no later round has an offer."""
    after = seen.position.stage + (2 if seen.stage.kind is StageKind.OFFER else 1)
    return next_answer(seen.game, after) is None


def tagged(seen: InformationSet, tag: str) -> list[int]:
    """Return the legal actions with a tag, in rising order."""
    legal = map(int, seen.legal_actions)
    return [k for k in legal if tag in action_tags(seen.game, seen.position, k)]


def hold(seen: InformationSet) -> int:
    """Return the action that keeps things as they are.

    Where none does, the first legal one that is not pressure; pressure where all is.
    """
    held = tagged(seen, "hold")
    if held:
        return held[0]
    pressure = tagged(seen, "pressure")
    return min(map(int, seen.legal_actions), key=lambda k: (k in pressure, k))


def proposes_again(seen: InformationSet) -> bool:
    """Return whether the player has an offer to make after the present stage."""
    later = seen.game.stages[seen.position.stage + 1 :]
    return any(stage.kind is StageKind.OFFER and stage.mover == seen.player for stage in later)


def offering(seen: InformationSet, outlook: Outlook, package: int | None) -> int:
    """Return the action that offers a package, or none where that is legal."""
    if package is not None:
        return 1 + package
    passes = is_legal(seen.game, seen.position, NO_OFFER)
    return NO_OFFER if passes else 1 + int(outlook.own.argmax())


def refusal(seen: InformationSet) -> int:
    """Return a rejection as long as rounds are left, and then whatever refusal pays more."""
    refusals = [k for k in seen.legal_actions.tolist() if k != ACCEPT]
    if REJECT in refusals and not is_last_round(seen):
        return REJECT
    return best_without_agreement(seen, refusals)


def best_without_agreement(seen: InformationSet, actions: Iterable[int]) -> int:
    """Return what pays the player most, now and later, if nothing is agreed any more.

    Among equals the first that is not tagged as pressure.
    """
    worth = worth_without_agreement(seen, actions)
    most = max(worth.values()) - TIE * seen.game.payoff_span
    pressure = tagged(seen, "pressure")
    return min((k for k in worth if worth[k] >= most), key=lambda k: (k in pressure, k))


def worth_without_agreement(seen: InformationSet, actions: Iterable[int]) -> dict[int, float]:
    """Return what each action pays the player, now and later, if nothing is agreed any more, $bn.

    The actions are moves or refusals: no package counts.
    """
    game, t, state = seen.game, seen.position.stage, seen.position.public_state
    later = without_agreement(game, seen.belief, t + 1)
    paid = paid_at_once(game, seen.stage, state, seen.belief, *_seer(seen))
    worth = {}
    for k in map(int, actions):
        following, ahead = int(seen.stage.next_state[state, k]), seen.stage.stride[k] - 1
        worth[k] = float(paid[k])
        if following >= 0 and ahead < len(later):
            worth[k] += float(expected(later[ahead], seen.belief, *_seer(seen))[following])
    return worth


def _seer(seen: InformationSet) -> tuple[int, int]:
    """Return the player who sees this and its type."""
    return seen.player, seen.player_type
