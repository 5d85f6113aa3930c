"""The chain store: an incumbent that may be tough meets an entrant in one market after another.

In each of n markets the entrant stays out, which is worth a > 1 to the incumbent, or comes in; the
incumbent then acquiesces or fights. Coming in is worth b to the entrant if the incumbent acquiesces
and b - 1 if it fights, 0 < b < 1. Acquiescing is worth 0 and fighting -1 to a weak incumbent; a
tough one (type 1, with the given prior p) is paid 0 for fighting and -1 for acquiescing.

With n markets left, this one included, an entrant stays out if p > b^n, comes in if p < b^n and
stays out with probability 1 / a if p = b^n. The weak incumbent fights for certain if
p >= b^(n-1), n > 1, else with probability s = p (1 - b^(n-1)) / ((1 - p) b^(n-1)), which lifts the
belief after a fight to b^(n-1), and never in the last market.

The papers send a new entrant into each market; here one entrant, paid the sum, has the seat. Their
equilibrium is one of this game too, for it leaves an entrant nothing to learn for later: an entry
moves the belief from p < b^(n-1) to 0 or to b^(n-1), and between these what the later markets are
worth to it is linear in the belief; from p >= b^(n-1) the belief does not move.

Source: Kreps and Wilson (1982), J. Economic Theory 27, 253-279; Milgrom and Roberts (1982), J.
Economic Theory 27, 280-312.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..closed_form import Believed, Chance, Claim
from ..game import Game
from ..stages import Stage
from .writing import TextbookGame, move_stage, textbook_game

STAY_OUT, COME_IN = 0, 1
"""The entrant's actions."""
ACQUIESCE, FIGHT = 0, 1
"""The incumbent's actions."""
WEAK, TOUGH = 0, 1
"""The incumbent's types."""


def chain_store(*, markets: int, tough: float, gain: float = 0.5, monopoly: float = 2.0) -> Game:
    """Return the game with so many markets: ``gain`` is b and ``monopoly`` is a.

    Entry stages are the even ones, the incumbent's answers the odd ones.
    """
    entry = np.zeros((2, 1, 1, 2))
    entry[1, ..., STAY_OUT] = monopoly
    answer = np.zeros((2, 1, 2, 2))
    answer[0, ..., ACQUIESCE], answer[0, ..., FIGHT] = gain, gain - 1.0
    answer[1, 0, WEAK, FIGHT] = answer[1, 0, TOUGH, ACQUIESCE] = -1.0
    stages: list[Stage] = []
    for r in range(markets):
        stages += [
            move_stage(
                name="entry",
                round_index=r,
                mover=0,
                actions=("stay out", "come in"),
                next_state=(0, 0),
                stride=(2, 1),
                payoff=entry,
            ),
            move_stage(
                name="answer",
                round_index=r,
                mover=1,
                actions=("acquiesce", "fight"),
                next_state=(0, 0),
                payoff=answer,
            ),
        ]
    return textbook_game(
        name="chain store",
        players=("entrant", "incumbent"),
        types=(("only",), ("weak", "tough")),
        second_types=(0.0, tough),
        rounds=markets,
        stages=stages,
    )


@record
class ChainStore(TextbookGame):
    """The chain store with its story and its theory."""

    title: ClassVar[str] = "The chain store"
    story: ClassVar[str] = (
        "A chain of shops meets a rival who could enter one of its markets after another. Fighting "
        "an entrant costs the chain money, so a chain that is weak would never fight in the last "
        "market, and then not in the one before, and so on. But if it might be tough and like to "
        "fight: how little doubt is enough for a weak chain to fight early and keep the rival out?"
    )
    source: ClassVar[str] = "Kreps and Wilson (1982), Journal of Economic Theory 27, 253-279"
    precision: ClassVar[float] = 50.0

    markets: int = parameter("1", "number of markets", low=1, high=5, default=2)
    tough: float = parameter(
        "probability", "prior probability of a tough chain", low=0.001, high=0.999, default=0.1
    )

    def game(self) -> Game:
        """Return the game with b = 1/2 and a = 2."""
        return chain_store(markets=int(self.markets), tough=self.tough)

    def theory(self, precision: float) -> tuple[Claim, ...]:
        """Return what is done and believed in each market if all before it were fought for."""
        del precision
        b, a, found = 0.5, 2.0, []
        p, history = self.tough, tuple[int, ...]()
        for n in range(int(self.markets), 0, -1):
            market = f"market {int(self.markets) - n + 1}"
            entry = 1.0 - 1.0 / a if np.isclose(p, b**n) else float(p < b**n)
            fights, formula = 0.0, "0"
            if n > 1 and p >= b ** (n - 1):
                fights, formula = 1.0, "1"
            elif n > 1:
                fights = p * (1.0 - b ** (n - 1)) / ((1.0 - p) * b ** (n - 1))
                formula = "p (1 - b^(n-1)) / ((1 - p) b^(n-1))"
            words = "1 - 1/a" if np.isclose(p, b**n) else "1 if p < b^n, else 0"
            answered = (*history, COME_IN)
            asked = (
                (f"P(entry), {market}", words, entry, Chance(history, 0, COME_IN)),
                (f"P(fight | weak), {market}", formula, fights, Chance(answered, WEAK, FIGHT)),
                (f"P(fight | tough), {market}", "1", 1.0, Chance(answered, TOUGH, FIGHT)),
            )
            found += [
                Claim(what=what, formula=how, value=value, source=self.source, where=where)
                for what, how, value, where in asked
            ]
            p, history = p / (p + (1.0 - p) * fights), (*answered, FIGHT)
            if n > 1:
                found.append(
                    Claim(
                        what=f"P(tough) after a fight in {market}",
                        formula="max(p, b^(n-1))",
                        value=p,
                        source=self.source,
                        where=Believed(history, 1, TOUGH),
                    )
                )
        return tuple(found)
