r"""A war of attrition between players who may be obstinate.

Each player demands the share a_i of a pie of size 1, a_0 + a_1 > 1. In every round player 0 and
then player 1 concedes or insists. If i concedes it gets 1 - a_j and the other gets its demand a_j,
both discounted at rate r_i from the start; without a concession nobody gets anything. An obstinate
player (type 1, prior z_i) never concedes, for conceding costs it ``stubbornness``.

In continuous time a rational player is indifferent while the other concedes at the rate

    l_i = r_j (1 - a_i) / (a_0 + a_1 - 1)

(of player i, held down by j's impatience). A reputation for obstinacy grows at that rate and would
be complete at T_i = -\ln z_i / l_i. Both are complete at the smaller T: the other, weaker player
concedes at once with probability 1 - z_weak z_strong^{-l_weak / l_strong}. Rounds of finite length
and a last round approximate this: the last round must lie beyond the smaller T.

Source: Abreu and Gul (2000), Econometrica 68, 85-117, section 2 (one demand each).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..closed_form import Claim, Expected
from ..game import Game
from ..stages import END, Stage
from .writing import TextbookGame, move_stage, textbook_game

CONCEDE, INSIST = 0, 1
"""The actions of every stage."""
RATIONAL, OBSTINATE = 0, 1
"""The types of both players."""


def reputation(
    *,
    rounds: int,
    round_length: float,
    demands: tuple[float, float] = (0.6, 0.7),
    obstinate: tuple[float, float] = (0.05, 0.1),
    discount_rates: tuple[float, float] = (0.1, 0.2),
    stubbornness: float = 1.0,
) -> Game:
    """Return the war of attrition in rounds of equal length (in the unit of the rates)."""
    rates = np.asarray(discount_rates)
    stages: list[Stage] = []
    for r in range(rounds):
        now = np.exp(-rates * round_length * r)
        for mover in (0, 1):
            other = 1 - mover
            paid = np.zeros((2, 2, 2, 2))
            paid[mover, :, :, CONCEDE] = now[mover] * (1.0 - demands[other])
            paid[other, :, :, CONCEDE] = now[other] * demands[other]
            stubborn = (slice(None), OBSTINATE) if mover == 1 else (OBSTINATE, slice(None))
            paid[(mover, *stubborn, CONCEDE)] = -stubbornness
            stages.append(
                move_stage(
                    name=f"stand of player {mover}",
                    round_index=r,
                    mover=mover,
                    actions=("concede", "insist"),
                    next_state=(END, 0),
                    payoff=paid,
                )
            )
    return textbook_game(
        name="reputation for obstinacy",
        players=("first", "second"),
        types=(("rational", "obstinate"),) * 2,
        second_types=obstinate,
        rounds=rounds,
        stages=stages,
    )


@record
class Reputation(TextbookGame):
    """The war of attrition with its story and its theory."""

    title: ClassVar[str] = "A reputation for obstinacy"
    story: ClassVar[str] = (
        "Two people claim more than there is, and each can give in or insist, round after round, "
        "while time costs both of them. Each may be of a kind that never gives in. Whoever is not "
        "of that kind would like to be taken for it: how long does it pay to pretend, and who "
        "gives in first?"
    )
    source: ClassVar[str] = "Abreu and Gul (2000), Econometrica 68, 85-117, section 2"
    precision: ClassVar[float] = 400.0

    first: float = parameter(
        "probability",
        "prior probability of an obstinate first player",
        low=0.001,
        high=0.9,
        default=0.2,
    )
    second: float = parameter(
        "probability",
        "prior probability of an obstinate second player",
        low=0.001,
        high=0.9,
        default=0.3,
    )
    rounds: int = parameter(
        "1", "number of rounds, each as long as the unit of the rates", low=2, high=40, default=10
    )

    def game(self) -> Game:
        """Return the game with demands 0.6 and 0.7 and discount rates 0.1 and 0.2."""
        return reputation(
            rounds=int(self.rounds), round_length=1.0, obstinate=(self.first, self.second)
        )

    def theory(self, precision: float) -> tuple[Claim, ...]:
        """Return each player's chance of giving in at round 2: what leaves the other indifferent.

        It holds in rounds of finite length, while both still may give in.
        """
        del precision
        rates, demands = (0.1, 0.2), (0.6, 0.7)
        found = []
        for i, (player, history) in enumerate(
            (("first", (INSIST,) * 2), ("second", (INSIST,) * 3))
        ):
            j = 1 - i
            given, wanted = 1.0 - demands[i], demands[j]  # what j gets by giving in, and by winning
            d = float(np.exp(-rates[j]))
            if i == 0:
                value, formula = (
                    given * (1.0 - d) / (d * (wanted - given)),
                    ("(1 - a1)(1 - d2) / (d2 (a1 + a2 - 1))"),
                )
            else:
                value, formula = (
                    given * (1.0 - d) / (wanted - d * given),
                    ("(1 - a2)(1 - d1) / (a1 - d1 (1 - a2))"),
                )
            found.append(
                Claim(
                    what=f"P({player} gives in at round 2)",
                    formula=formula,
                    value=value,
                    source=self.source,
                    where=Expected(history, CONCEDE),
                )
            )
        return tuple(found)
