"""How a named package stands in a solved game, in the round in which it was signed."""

from __future__ import annotations

from ..foundations.records import record


@record
class Standing:
    """Probabilities over public states and types, given that the talks still go on then.

    A package is *inside a win-set* if that player's type expects more of it than of letting the
    round pass, and *undominated* if no other package gives both players more.
    """

    acceptable: tuple[float, float]
    """That it is inside the win-set of each player [i]."""
    both: float
    """That it is inside both."""
    undominated: float
    """That it is undominated."""
    possible: float
    """That it is undominated and inside both."""
    gains: tuple[float, float]
    """What each player expects to gain by it over letting the round pass [i], $bn."""
