"""Strategies that each break one law on purpose, and no other."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import ClassVar

from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.rules import action_tags
from negotiation.game.stages import ACCEPT, NO_OFFER, REJECT, StageKind
from negotiation.strategies.strategy import Strategy


def calm(seen: InformationSet) -> int:
    """Return an action that harms nobody: no offer, no acceptance, no pressure."""
    legal = [int(k) for k in seen.legal_actions]
    if seen.stage.kind is StageKind.OFFER:
        return NO_OFFER
    if seen.stage.kind is StageKind.ANSWER:
        return REJECT if REJECT in legal else legal[-1]
    soft = [k for k in legal if "pressure" not in action_tags(seen.game, seen.position, k)]
    return (soft or legal)[0]


def either(seen: InformationSet, which: int) -> MixedAction:
    """Return one of the legal actions, chosen by a number."""
    return MixedAction.pure(int(seen.legal_actions[which % len(seen.legal_actions)]))


class PlaysWhatIsNotLegal(Strategy):
    breaks: ClassVar[str] = "legal"
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(int(seen.legal_actions[-1]) + 1)


class AddsUpToHalf(Strategy):
    breaks: ClassVar[str] = "normalised"
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        mixed = MixedAction.pure(calm(seen))
        object.__setattr__(mixed, "probabilities", (0.5,))
        return mixed


class ListsAnActionTwice(Strategy):
    breaks: ClassVar[str] = "normalised"
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction((calm(seen), calm(seen)), (0.5, 0.5))


class AnswersWithANumber(Strategy):
    breaks: ClassVar[str] = "normalised"
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return calm(seen)  # type: ignore[return-value]


class StumblesWithoutOffers(Strategy):
    breaks: ClassVar[str] = "total"
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.game.packages is None:
            raise KeyError("no packages here")
        return MixedAction.pure(calm(seen))


class NeverAnswers(Strategy):
    breaks: ClassVar[str] = "bounded_time"
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        while True:
            del seen
            seen = None  # type: ignore[assignment]


class KeepsCount(Strategy):
    breaks: ClassVar[str] = "deterministic"
    memory_depth: ClassVar[float] = 0

    def __init__(self) -> None:
        self.asked = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        self.asked += 1
        return either(seen, self.asked)


class ForgetsWhatItPickles(Strategy):
    breaks: ClassVar[str] = "deterministic"
    memory_depth: ClassVar[float] = 0

    def __init__(self) -> None:
        self.which = 1

    def __getstate__(self) -> dict[str, int]:
        return {"which": 0}

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, self.which)


class RewritesHistory(Strategy):
    breaks: ClassVar[str] = "changes_nothing"
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        object.__setattr__(seen, "history", ())
        return MixedAction.pure(calm(seen))


class WritesIntoTheGame(Strategy):
    breaks: ClassVar[str] = "changes_nothing"
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        object.__setattr__(seen.game, "name", "mine")
        return MixedAction.pure(calm(seen))


class PeeksAtFrames(Strategy):
    breaks: ClassVar[str] = "blind"
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        frame = sys._getframe()
        while frame.f_back is not None:
            frame = frame.f_back
            talks = frame.f_locals.get("talks")
            if talks is not None and hasattr(talks, "types"):
                return either(seen, talks.types[seen.other])
        return either(seen, 0)


class PeeksAtTheHeap(Strategy):
    breaks: ClassVar[str] = "blind"
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.stage.kind is not StageKind.ANSWER or seen.stage.round_index:
            return MixedAction.pure(calm(seen))
        for found in gc.get_objects():
            if type(found).__name__ == "Talks" and found.game is seen.game:
                return either(seen, found.types[seen.other])
        return either(seen, 0)


class RemembersMore(Strategy):
    breaks: ClassVar[str] = "true_memory"
    memory_depth: ClassVar[float] = 1

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, sum(move.action for move in seen.history[:-1]) + len(seen.history))


class LearnsInSecret(Strategy):
    breaks: ClassVar[str] = "true_learning"
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, len(seen.earlier))


class HoldsALambda(Strategy):
    breaks: ClassVar[str] = "picklable"
    memory_depth: ClassVar[float] = 0

    def __init__(self) -> None:
        self.choose: Callable[[InformationSet], int] = lambda seen: calm(seen)  # noqa: PLW0108 - a lambda is the fault

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(self.choose(seen))


class GivesIn(Strategy):
    breaks: ClassVar[str] = "individually_rational"
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(ACCEPT if ACCEPT in seen.legal_actions else calm(seen))


class OffersTheMoon(Strategy):
    breaks: ClassVar[str] = "individually_rational"
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        is_offer = seen.stage.kind is StageKind.OFFER
        return MixedAction.pure(int(seen.legal_actions[-1]) if is_offer else calm(seen))


class TurnsBack(Strategy):
    breaks: ClassVar[str] = "monotone_concession"
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"monotone_concession"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.stage.kind is not StageKind.OFFER:
            return MixedAction.pure(calm(seen))
        return MixedAction.pure(1 + seen.stage.round_index % (len(seen.legal_actions) - 1))


class CountsInBillions(Strategy):
    breaks: ClassVar[str] = "affine_invariant"
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"affine_invariant"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, int(4.0 * seen.game.payoff_span))


class KnowsItsSeat(Strategy):
    breaks: ClassVar[str] = "symmetric"
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"symmetric"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, seen.player)


class Threatens(Strategy):
    breaks: ClassVar[str] = "never_presses"
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"never_presses"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        legal = [int(k) for k in seen.legal_actions]
        hard = [k for k in legal if "pressure" in action_tags(seen.game, seen.position, k)]
        return MixedAction.pure(hard[0] if hard else calm(seen))


class AsksForAllForEver(Strategy):
    breaks: ClassVar[str] = "no_regret"
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"no_regret"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.stage.kind is not StageKind.OFFER or seen.game.packages is None:
            return MixedAction.pure(calm(seen))
        own = seen.game.packages.amounts[:, seen.player].sum(axis=0)
        return MixedAction.pure(1 + int(own.argmax()))


class KeepsEveryLaw(Strategy):
    """Breaks nothing, and could not claim more than it does."""

    breaks: ClassVar[str] = ""
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {
            "individually_rational",
            "monotone_concession",
            "affine_invariant",
            "symmetric",
            "never_presses",
        }
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(calm(seen))


class LearnsTheThreshold(Strategy):
    """Asks for a slice less after every refusal: it claims to have no regret, and has none."""

    breaks: ClassVar[str] = ""
    learns: ClassVar[bool] = True
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"no_regret"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        table = seen.game.packages
        if seen.stage.kind is not StageKind.OFFER or table is None:
            return MixedAction.pure(calm(seen))
        refused = {
            past[n].action
            for past in seen.earlier
            for n in range(len(past) - 1)
            if past[n + 1].position.package is not None and past[n + 1].action != ACCEPT
        }
        own = table.amounts[:, seen.player].sum(axis=0)
        open_to = [p for p in range(table.count) if 1 + p not in refused]
        return MixedAction.pure(1 + max(open_to, key=lambda p: float(own[p]), default=0))


FAULTY: tuple[type[Strategy], ...] = tuple(
    value
    for value in list(globals().values())
    if isinstance(value, type) and issubclass(value, Strategy) and value is not Strategy
)
