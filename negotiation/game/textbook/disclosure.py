"""Disclosure: certificates that only those can show to whom they belong.

A seller's good is of quality q, one of several; the seller shows a certificate of its quality or
stays silent, and cannot show one that it has not: no type has another's action. The buyer then pays
one of these qualities x, and earns -(x - q)^2: it pays what it expects, to the nearest of them. The
seller earns x.

Silence unravels. Whoever has the best quality shows it; so silence means at best the second, who
therefore shows it, and so on: in every sequential equilibrium the buyer pays the lowest quality
after silence, and every other type shows what it has. Only the lowest does not care.

Source: Milgrom (1981), Bell Journal of Economics 12, 380-391, section 5; Grossman (1981), Journal
of Law and Economics 24, 461-483.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..closed_form import Believed, Chance, Claim, Worth
from ..game import Game
from ..stages import END
from .writing import TextbookGame, move_stage, textbook_game

SILENT = 0
"""Saying nothing; showing the certificate of type t is action ``1 + t``."""
KINDS = ("poor", "fair", "good")
"""The seller's types."""


def disclosure(
    *,
    qualities: Sequence[float] = (0.0, 0.5, 1.0),
    chances: Sequence[float] = (1 / 3, 1 / 3, 1 / 3),
    kinds: Sequence[str] = KINDS,
) -> Game:
    """Return the game with these qualities [t], their prior ``chances`` [t] and names [t]."""
    quality = np.asarray(qualities, dtype=np.float64)
    count = quality.size
    states = ("before", "silence", *(f"shown to be {kind}" for kind in kinds))
    has = np.concatenate([np.ones((count, 1), dtype=bool), np.eye(count, dtype=bool)], axis=1)
    paid = np.zeros((2, count, 1, count))
    paid[0, :, 0], paid[1, :, 0] = quality, -((quality - quality[:, None]) ** 2)
    pays = move_stage(
        name="price",
        round_index=0,
        mover=1,
        actions=tuple(f"pay {x:g}" for x in quality),
        next_state=(END,) * count,
        payoff=paid,
        states=len(states),
    )
    shows = move_stage(
        name="certificate",
        round_index=0,
        mover=0,
        actions=("stay silent", *(f"show {kind}" for kind in kinds)),
        next_state=tuple(range(1, 2 + count)),
        payoff=np.zeros((2, 1, 1, 1 + count)),
        states=len(states),
        legal_to=has,
    )
    return textbook_game(
        name="disclosure",
        players=("seller", "buyer"),
        types=(tuple(kinds), ("only",)),
        priors=(tuple(chances), (1.0,)),
        rounds=1,
        states=states,
        stages=(shows, pays),
    )


@record
class Disclosure(TextbookGame):
    """Disclosure with its story and its theory."""

    title: ClassVar[str] = "Disclosure: certificates that cannot be forged"
    story: ClassVar[str] = (
        "A seller may show a certificate of how good the good is, or say nothing; nobody can show "
        "a certificate that is not theirs, and nobody has to show one. The buyer pays what it "
        "believes the good to be worth. What does it make of silence, and who stays silent?"
    )
    source: ClassVar[str] = "Milgrom (1981), Bell Journal of Economics 12, 380-391"
    precision: ClassVar[float] = 40.0

    good: float = parameter(
        "probability", "prior probability of the good type", low=0.01, high=0.9, default=0.3
    )

    def game(self) -> Game:
        """Return the game with qualities 0, 1/2 and 1; poor and fair are equally likely."""
        rest = 0.5 * (1.0 - self.good)
        return disclosure(chances=(rest, rest, self.good))

    def theory(self, precision: float) -> tuple[Claim, ...]:
        """Return the unravelling: who shows, what silence means, and what types earn."""
        del precision
        poor, fair, good = 0, 1, 2
        told = (
            ("P(show good | good)", "1", 1.0, Chance((), good, 1 + good)),
            ("P(show fair | fair)", "1", 1.0, Chance((), fair, 1 + fair)),
            ("P(poor) after silence", "1", 1.0, Believed((SILENT,), 0, poor)),
            ("P(pay 0) after silence", "1", 1.0, Chance((SILENT,), 0, poor)),
            ("worth to poor", "q", 0.0, Worth(0, poor)),
            ("worth to fair", "q", 0.5, Worth(0, fair)),
            ("worth to good", "q", 1.0, Worth(0, good)),
        )
        return tuple(
            Claim(what=what, formula=how, value=value, source=self.source, where=where)
            for what, how, value, where in told
        )
