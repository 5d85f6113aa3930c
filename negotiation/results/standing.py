"""How a named package stands in a solved game, in the round in which it was signed."""

from __future__ import annotations

from ..foundations.records import record


@record
class Standing:
    """Probabilities over public states, beliefs and types, given that the talks go on until then.

    A package is *inside a win-set* if that player's type, at the public belief, expects more of it
    than of letting the round pass, and *undominated* if no other package gives both players more.
    """

    chance: float
    """That the talks go on until then."""

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
