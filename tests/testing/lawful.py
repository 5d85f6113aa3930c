"""Strategies that break no law, and claim all that they can."""

from __future__ import annotations

from typing import ClassVar

from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.rules import action_tags
from negotiation.game.stages import ACCEPT, StageKind
from negotiation.strategies.strategy import Strategy
from tests.testing.faulty import calm, either


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


class NamesTheUnlikely(Strategy):
    """Names an action that is not legal, with probability 0."""

    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction((calm(seen), 1 + int(seen.legal_actions[-1])), (1.0, 0.0))


class HeedsTheBelief(Strategy):
    """Answers by what is believed of itself and of the other."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"affine_invariant", "symmetric"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        own, others = (max(seen.belief.of[i]) for i in (seen.player, seen.other))
        return either(seen, int(4 * own) + int(8 * others))


class HeedsExperience(Strategy):
    """Answers by how many earlier talks there were, in any units and in either seat."""

    learns: ClassVar[bool] = True
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"affine_invariant", "symmetric"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, len(seen.earlier))


class PressesWhereItMay(Strategy):
    """Holds a rung that presses, and presses in the last word."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"never_presses"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        later = seen.game.stages[seen.position.stage + 1 :]
        is_last_word = not any(stage.kind is StageKind.OFFER for stage in later)
        for action in map(int, seen.legal_actions):
            tags = action_tags(seen.game, seen.position, action)
            if "pressure" in tags and ("hold" in tags or is_last_word):
                return MixedAction.pure(action)
        return MixedAction.pure(calm(seen))
