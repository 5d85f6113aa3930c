"""A signalling game of common interest: a message that means what it is taken to mean.

The sender is of one of two types and sends one of two messages, which cost nothing; the receiver
responds. Both earn 1 if the response is the sender's type, else 0; the first type earns a little
more, ``likes``, for the first message.

Each message may stand for either type: in one equilibrium the first message is the first type's,
in its mirror image the second type's, and in a third neither tells anything. Of the logit
equilibria all three are there from a precision of about 2 on; the principal branch goes to the
first.

Source: Lewis (1969), *Convention*, chapter 4; the mirror image is a branch of its own as in an
imperfect pitchfork, Turocy (2005), Games and Economic Behavior 51, 243-263.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..closed_form import Chance, Claim, Worth
from ..game import Game
from ..stages import END
from .writing import TextbookGame, move_stage, textbook_game


def lewis_signalling(*, second: float = 0.5, likes: float = 0.1) -> Game:
    """Return the game in which the sender is of the second type with this probability."""
    liked = np.zeros((2, 2, 1, 2))
    liked[0, 0, 0, 0] = likes
    understood = np.zeros((2, 2, 1, 2))
    for own in (0, 1):
        understood[:, own, 0, own] = 1.0
    return textbook_game(
        name="common interest",
        players=("sender", "receiver"),
        types=(("first", "second"), ("only",)),
        second_types=(second, 0.0),
        rounds=1,
        states=("before the message", "first message", "second message"),
        stages=(
            move_stage(
                name="message",
                round_index=0,
                mover=0,
                actions=("first message", "second message"),
                next_state=(1, 2),
                payoff=liked,
                states=3,
            ),
            move_stage(
                name="response",
                round_index=0,
                mover=1,
                actions=("first response", "second response"),
                next_state=(END, END),
                payoff=understood,
                states=3,
            ),
        ),
    )


@record
class LewisSignalling(TextbookGame):
    """A game of common interest with its story and its theory."""

    title: ClassVar[str] = "Lewis's signalling game"
    story: ClassVar[str] = (
        "A sender knows which of two responses is right and shows one of two lanterns, which mean "
        "nothing by themselves. Both win if the response is right. Either lantern could come to "
        "mean either response: which language will they speak?"
    )
    source: ClassVar[str] = "Lewis (1969), Convention, chapter 4"
    precision: ClassVar[float] = 4.0

    second: float = parameter(
        "probability",
        "prior probability of the sender's second type",
        low=0.4,
        high=0.6,
        default=0.5,
    )
    likes: float = parameter(
        "1",
        "what the first type earns by the first message, whatever the response",
        low=0.05,
        high=0.5,
        default=0.1,
    )

    def game(self) -> Game:
        """Return the game."""
        return lewis_signalling(second=self.second, likes=self.likes)

    def theory(self, precision: float) -> tuple[Claim, ...]:
        """Return the language to which the small liking tips both."""
        del precision

        def claim(what: str, formula: str, value: float, where: Chance | Worth) -> Claim:
            return Claim(what=what, formula=formula, value=value, source=self.source, where=where)

        worth = 1.0 + (1.0 - self.second) * self.likes
        return (
            claim("P(first message | first)", "1", 1.0, Chance((), 0, 0)),
            claim("P(first message | second)", "0", 0.0, Chance((), 1, 0)),
            claim("P(first response) after the first message", "1", 1.0, Chance((0,), 0, 0)),
            claim("the sender's worth", "1 + P(first) likes", worth, Worth(0)),
        )
