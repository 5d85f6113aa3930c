"""How a game's public histories, and what is known about them, lie in arrays.

Columns [c] of a response, in this order: the log odds of player 0's types 1, 2, ... against its
type 0; those of player 1's; the errors that are still in the equations (a correction); log
precision. With one type a player has no log odds.
"""

from __future__ import annotations

from typing import Any, NamedTuple

BARRED = -1000.0
"""Log weight of an action that a type may not take. It is also charged more than it could ever gain
by it: its probability is 0 to the last digit at any precision, while log odds stay finite."""

NATURE = 2
"""The mover of a chance history."""


class Tree(NamedTuple):
    """The public histories [n], parents first, and their edges [e], those of a history together."""

    mover: Any
    """Who moves [n]: 0, 1 or `NATURE`."""
    first: Any
    """The first edge of each history, and at last the number of edges [n + 1]."""
    child: Any
    """The history that an edge leads to [e]; -1 at the end of the game."""
    payoff: Any
    """What an edge pays [e, i, pair], $bn; pair (u, v) is u * (number of types of player 1) + v."""
    chance: Any
    """Nature's probability of an edge were the types surely this pair [e, pair]; 0 at players'."""
    charge: Any
    """What an edge costs every type of its mover [e, θ], $bn: above 0 where it may not take it."""
    types: Any
    """For each player a tuple as long as it has types: the compiler knows the length of a tuple."""


class Point(NamedTuple):
    """Where the equations are looked at."""

    x: Any
    """Log probabilities [e, θ]."""
    played: Any
    """The probabilities [e, θ]."""
    y: Any
    """Log odds of each player's types against its type 0, at each history [n, c]."""


class Work(NamedTuple):
    """What a linearisation finds, and room for it. [k] are the actions at one history."""

    value: Any
    """Expected payoff from a history on [n, i, pair]."""
    response: Any
    """How these values respond [n, i, pair, c]."""
    dx: Any
    """How the log probabilities at an edge respond [e, θ, c]."""
    dy: Any
    """How the mover's log odds after an edge respond [e, θ - 1, c], then to the normalisation."""
    worth: Any
    """Payoff plus value of each action [k, i, pair]."""
    share: Any
    """Softmax of L Q [θ, k]."""
    known: Any
    """How L Q responds apart from the mover's own posterior [k, θ, c], then to that posterior."""
    common: Any
    """How the normalisation responds [θ, c], then to itself."""
    small: Any
    """A matrix and right-hand sides for the elimination of a few unknowns [2, θ, c]."""
    belief: Any
    """Beliefs about a player's types [2, θ]."""
    turns: Any
    """The signs of the determinants of the posteriors' own equations [e]; 1 where there is none."""
    signs: Any
    """The sign of the determinant of all that is solved for at a history [n]."""
