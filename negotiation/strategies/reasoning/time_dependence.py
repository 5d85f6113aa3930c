"""Time-dependent concession: an aspiration that falls from the best to the reservation value.

In round r of R the aspiration is a(r / R) with

    a(x) = w + (best - w) (1 - x ** (1 / beta)).

beta < 1 concedes late (Boulware), beta > 1 early (conceder). Offered is the package worth at least
a(r / R) to oneself that is best for the other; accepted is what is worth at least what one would
ask next, a((r + 1) / R): after the last round that is w, so that no agreement worth having fails.

Departs from the source where a package has many issues: among equals for oneself the one best for
the other is offered, where the paper moves every issue by itself.

Source: Faratin, Sierra and Jennings (1998), Robotics and Autonomous Systems 24, 159-182, sec. 3.1.
"""

from __future__ import annotations

from collections.abc import Callable

from ...game.information import InformationSet
from ...game.mixed_actions import MixedAction
from .bargaining import bargain, rounds_gone
from .outlook import Outlook


def concede_with_time(
    seen: InformationSet,
    beta: float,
    posture: Callable[[Outlook], int] | None = None,
    last_word: Callable[[], int] | None = None,
) -> MixedAction:
    """Return the action of a time-dependent bargainer; it holds its posture by default.

    Its last word is by default what pays it most.
    """
    return bargain(
        seen,
        offer=lambda outlook: outlook.kindest(outlook.aspiration(rounds_gone(seen), beta)),
        least=lambda outlook: outlook.aspiration(rounds_gone(seen, ahead=1), beta),
        posture=posture,
        last_word=last_word,
    )
