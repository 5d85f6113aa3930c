"""Beer and quiche: a breakfast that may give its eater away.

The sender is *weak* (type 0) or *strong* (type 1, with the given prior) and breakfasts on quiche,
which the weak like, or beer, which the strong like; the receiver sees the breakfast and then duels
or does not. The sender earns 1 for the breakfast it likes and 2 if there is no duel. The receiver
earns 1 for a duel with the weak and 1 for none with the strong: its payoff depends on the sender's
type.

With a prior above 1/2 there are two pooling equilibria; the one on quiche fails the intuitive
criterion. Below 1/2 the equilibrium is semi-separating: the strong drink beer, the weak do with
probability p / (1 - p), so that the belief after beer is 1/2; beer is met by a duel with
probability 1/2, quiche always.

Source: Cho and Kreps (1987), QJE 102, 179-221.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..closed_form import Believed, Chance, Claim
from ..game import Game
from ..stages import END
from .writing import TextbookGame, move_stage, textbook_game

QUICHE, BEER = 0, 1
"""The breakfasts; the public state after one is ``1 +`` its number."""
NO_DUEL, DUEL = 0, 1
"""The receiver's actions."""
WEAK, STRONG = 0, 1
"""The sender's types."""


def beer_quiche(*, strong: float = 0.9) -> Game:
    """Return the game in which the sender is strong with this probability."""
    liked = np.zeros((2, 2, 1, 2))
    liked[0, WEAK, 0, QUICHE] = liked[0, STRONG, 0, BEER] = 1.0
    peace = np.zeros((2, 2, 1, 2))
    peace[0, :, 0, NO_DUEL] = 2.0
    peace[1, STRONG, 0, NO_DUEL] = peace[1, WEAK, 0, DUEL] = 1.0
    return textbook_game(
        name="beer and quiche",
        players=("sender", "receiver"),
        types=(("weak", "strong"), ("only",)),
        second_types=(strong, 0.0),
        rounds=1,
        states=("before breakfast", "quiche", "beer"),
        stages=(
            move_stage(
                name="breakfast",
                round_index=0,
                mover=0,
                actions=("quiche", "beer"),
                next_state=(1 + QUICHE, 1 + BEER),
                payoff=liked,
                states=3,
            ),
            move_stage(
                name="duel",
                round_index=0,
                mover=1,
                actions=("no duel", "duel"),
                next_state=(END, END),
                payoff=peace,
                states=3,
            ),
        ),
    )


@record
class BeerQuiche(TextbookGame):
    """Beer and quiche with its story and its theory."""

    title: ClassVar[str] = "Beer and quiche"
    story: ClassVar[str] = (
        "A stranger takes breakfast where a bully looks for somebody to duel with. The strong like "
        "beer and the weak like quiche, but all of them like it best to be left in peace, and the "
        "bully wants to meet only the weak. The weak could drink beer to look strong: should beer "
        "then still frighten the bully?"
    )
    source: ClassVar[str] = "Cho and Kreps (1987), Quarterly Journal of Economics 102, 179-221"
    precision: ClassVar[float] = 20.0

    strong: float = parameter(
        "probability",
        "prior probability that the stranger is strong",
        low=0.001,
        high=0.999,
        default=0.3,
    )

    def game(self) -> Game:
        """Return the game."""
        return beer_quiche(strong=self.strong)

    def theory(self, precision: float) -> tuple[Claim, ...]:
        """Return pooling on beer where the strong are many, semi-separation where they are few.

        At a prior of 1/2 every chance of a duel after beer up to 1/2 belongs to an equilibrium.
        """
        del precision
        p = self.strong
        few, source = p < 0.5, self.source
        mixing = p / (1.0 - p) if few else 1.0

        def claim(what: str, formula: str, value: float, where: Chance | Believed) -> Claim:
            return Claim(what=what, formula=formula, value=value, source=source, where=where)

        found = [
            claim("P(beer | strong)", "1", 1.0, Chance((), STRONG, BEER)),
            claim("P(beer | weak)", "p / (1 - p)" if few else "1", mixing, Chance((), WEAK, BEER)),
            claim(
                "P(strong) after beer",
                "1/2" if few else "p",
                0.5 if few else p,
                Believed((BEER,), 0, STRONG),
            ),
            claim("P(duel) after quiche", "1", 1.0, Chance((QUICHE,), 0, DUEL)),
        ]
        if not np.isclose(p, 0.5):
            duel = ("1/2", 0.5) if few else ("0", 0.0)
            found.insert(3, claim("P(duel) after beer", *duel, Chance((BEER,), 0, DUEL)))
        return tuple(found)
