"""Strategies that each claim one thing that they do not do, and break no other law."""

from __future__ import annotations

import math
from typing import ClassVar

from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.rules import action_tags
from negotiation.game.stages import ACCEPT, StageKind
from tests.testing.faulty import Faulty, calm, either


class GivesIn(Faulty):
    breaks: ClassVar[str] = "individually_rational"
    answers: ClassVar[str] = r"0 accept \[accept, concession\] \(1\)"
    tells: ClassVar[str] = r"Package 0 is worth -[\d.]+ to it, and no agreement -?[\d.]+\."
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(ACCEPT if ACCEPT in seen.legal_actions else calm(seen))


class OffersTheMoon(Faulty):
    breaks: ClassVar[str] = "individually_rational"
    answers: ClassVar[str] = r"\d+ offer package \d+ .* \(1\)"
    tells: ClassVar[str] = r"Package 0 is worth -[\d.]+ to it, and no agreement -?[\d.]+\."
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        is_offer = seen.stage.kind is StageKind.OFFER
        return MixedAction.pure(int(seen.legal_actions[-1]) if is_offer else calm(seen))


class TurnsBackAsTheUs(Faulty):
    breaks: ClassVar[str] = "monotone_concession"
    where: ClassVar[str] = ".*the US .* is asked at the stage 'offer' and sees"
    answers: ClassVar[str] = r"\d offer package \d .* \(1\)"
    tells: ClassVar[str] = (
        r"Package \d is worth -?[\d.]+ to it, its offer before, package \d, -?[\d.]+\."
    )
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"monotone_concession"})
    seat: ClassVar[int] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.stage.kind is not StageKind.OFFER or seen.player != self.seat:
            return MixedAction.pure(calm(seen))
        return MixedAction.pure(1 + seen.stage.round_index % (len(seen.legal_actions) - 1))


class TurnsBackAsJapan(TurnsBackAsTheUs):
    where: ClassVar[str] = ".*Japan .* is asked at the stage 'offer' and sees"
    seat: ClassVar[int] = 1


class CountsInBillions(Faulty):
    breaks: ClassVar[str] = "affine_invariant"
    answers: ClassVar[str] = r"\d .* \(1\)"
    tells: ClassVar[str] = (
        r"With payoffs times \(4\.0, 1\.0\) plus \(0\.0, 0\.0\) it answers "
        r"MixedAction\(actions=\(0,\), probabilities=\(1\.0,\)\)\."
    )
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"affine_invariant"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, int(4.0 * seen.game.payoff_span))


class KnowsItsName(Faulty):
    breaks: ClassVar[str] = "symmetric"
    answers: ClassVar[str] = r"1 offer package 0 .* \(1\)"
    tells: ClassVar[str] = (
        r"With the seats swapped, but not the players' names, it answers MixedAction\("
        r"actions=\(0,\), probabilities=\(1\.0,\)\)\."
    )
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"symmetric"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, int(seen.game.players[seen.player] == max(seen.game.players)))


class KnowsItsSeat(Faulty):
    breaks: ClassVar[str] = "symmetric"
    answers: ClassVar[str] = r"0 no offer \[hold, no_offer\] \(1\)"
    tells: ClassVar[str] = (
        r"With the seats swapped, names and all, it answers MixedAction\(actions=\(1,\), "
        r"probabilities=\(1\.0,\)\)\."
    )
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"symmetric"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        is_believed = math.isclose(sum(seen.belief.of[seen.other]), 1.0)
        return either(seen, seen.player if is_believed else 0)


class Threatens(Faulty):
    breaks: ClassVar[str] = "never_presses"
    answers: ClassVar[str] = r"1 hinted \[pressure\] \(1\)"
    tells: ClassVar[str] = r"'hinted' is tagged pressure here\."
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"never_presses"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        legal = [int(k) for k in seen.legal_actions]
        hard = [k for k in legal if "pressure" in action_tags(seen.game, seen.position, k)]
        return MixedAction.pure(hard[0] if hard else calm(seen))


class AsksForAllForEver(Faulty):
    breaks: ClassVar[str] = "no_regret"
    answers: ClassVar[str] = r"11 offer package 10 .* \(1\)"
    tells: ClassVar[str] = (
        r"Against one who accepts every share of at least 0\.1 it earns 0 of the pie on "
        r"average in the last 50 of 100 talks; the best fixed offer earns 0\.9\."
    )
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"no_regret"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.stage.kind is not StageKind.OFFER or seen.game.packages is None:
            return MixedAction.pure(calm(seen))
        own = seen.game.packages.amounts[:, seen.player].sum(axis=0)
        return MixedAction.pure(1 + int(own.argmax()))


class AsksForTooLittle(Faulty):
    breaks: ClassVar[str] = "no_regret"
    answers: ClassVar[str] = r"6 offer package 5 .* \(0\.5\); 11 offer package 10 .* \(0\.5\)"
    tells: ClassVar[str] = (
        r"Against one who accepts every share of at least 0 it earns 0\.75 of the pie on average "
        r"in the last 50 of 100 talks; the best fixed offer earns 1\."
    )
    learns: ClassVar[bool] = True
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"no_regret"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        table = seen.game.packages
        if seen.stage.kind is not StageKind.OFFER or table is None or table.count != 11:
            return MixedAction.pure(calm(seen))
        all_of_it = int(table.amounts[:, seen.player].sum(axis=0).argmax())
        heard = sum(len(past) for past in seen.earlier) > 10_000
        return MixedAction((6, 1 + all_of_it), (0.5, 0.5)) if not heard else MixedAction.pure(6)
