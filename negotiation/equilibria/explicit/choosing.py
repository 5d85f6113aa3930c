"""Whether a game is solved on the tree of its public histories or on beliefs, and why.

On the tree every history has strategies and beliefs of its own: exact, for any number of types, but
histories multiply. On beliefs the work grows with public states and nodes of a belief grid, of two
types at most. So the tree is taken where the histories are few, and where it is the only way.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Integral

from ...foundations.errors import NegotiationError, nearest, shown
from ...game.game import Game, TypePair
from ...results.solution import Solution
from ..concept import Verdict
from .histories import MOST_HISTORIES, count_histories
from .telling import solved_on_tree

METHODS = ("auto", "tree", "beliefs")
"""How a game may be solved; ``auto`` decides by the number of histories."""

FEW = 500
"""Up to so many histories the tree is taken unasked: 1 ms a linearisation, a second in all."""
QUICK = 4_000
"""Linearisations granted to a tree that nobody asked for, where beliefs would do."""


def checked_method(method: object) -> str:
    """Return the name of a method; raises ``NegotiationError`` for an unknown one."""
    if not isinstance(method, str):
        raise NegotiationError(f"the method is one of {', '.join(METHODS)}, not {shown(method)}")
    if method not in METHODS:
        raise NegotiationError(
            f"there is no method {shown(method)}; try {nearest(method, METHODS)}"
            f" (known: {', '.join(METHODS)})"
        )
    return method


def applies(game: Game, method: str, on_beliefs: Verdict) -> Verdict:
    """Return whether a game can be solved by a method; ``on_beliefs`` says so of beliefs."""
    if method == "beliefs" or (method == "auto" and on_beliefs.applies):
        return on_beliefs
    tree = on_tree(game)
    if tree.applies or method == "tree":
        return tree
    return Verdict.no(f"{on_beliefs.reason}; {tree.reason}")


def solved_where_fit(
    game: Game,
    concept: str,
    method: str,
    on_beliefs: Verdict,
    precision: float | None,
    pairs: Sequence[TypePair] | None,
) -> tuple[Solution | None, str]:
    """Return the solution on the tree, or None where beliefs are to be taken, and why.

    ``precision`` is L per $bn; None climbs until no type can gain a millionth of what is at stake.
    Raises ``NegotiationError`` where the method cannot be, and where the tree was asked for, or is
    the only way, and no equilibrium is found there.
    """
    if pairs is not None and not _are_pairs(pairs, game):
        raise NegotiationError(
            f"pairs of types {pairs!r}: {game.name} has {list(game.type_pairs)}; "
            "try pairs=None for all"
        )
    verdict = applies(game, method, on_beliefs)
    if not verdict.applies:
        raise NegotiationError(f"{concept.replace('_', ' ')} of {game.name}: {verdict.reason}")
    if method == "beliefs":
        return None, "asked for"
    count = count_histories(game)
    told = f"the game has {_counted(count)} public histories"
    if method == "tree" or not on_beliefs.applies:
        why = "asked for" if method == "tree" else f"the only way: {on_beliefs.reason}"
        return solved_on_tree(game, concept, precision, pairs, f"{why}; {told}"), ""
    if count > FEW:
        return None, f"{told}; the tree is taken for up to {FEW:,}"
    if not (tree := on_tree(game)).applies:
        return None, f"no tree: {tree.reason}"
    try:
        why = f"{told}, few enough for a tree (at most {FEW:,})"
        return solved_on_tree(game, concept, precision, pairs, why, effort=QUICK), ""
    except NegotiationError as error:
        return None, f"{told}, but on its tree {str(error).partition('; try')[0]}"


def tree_is_left(game: Game, method: str) -> bool:
    """Return whether the tree could be tried and was not, where beliefs were taken."""
    return on_tree(game).applies and not (method == "auto" and count_histories(game) <= FEW)


def _are_pairs(pairs: object, game: Game) -> bool:
    """Return whether these are pairs of the game's types, one or more."""
    if not isinstance(pairs, tuple | list) or not pairs:
        return False
    return all(
        isinstance(pair, tuple)
        and all(type(own) is not bool and isinstance(own, Integral) for own in pair)
        and pair in game.type_pairs
        for pair in pairs
    )


def on_tree(game: Game) -> Verdict:
    """Return whether a game can be solved on its tree."""
    for player, names, prior in zip(game.players, game.types, game.prior, strict=True):
        for name, chance in zip(names, prior, strict=True):
            if not chance > 0.0:
                return Verdict.no(
                    f"type {name!r} of {player} has prior probability {chance:g}, and on the tree "
                    "of histories every type must be possible"
                )
    count = count_histories(game)
    if count > MOST_HISTORIES:
        return Verdict.no(
            f"on its tree the game would have {_counted(count)} public histories, and at most "
            f"{MOST_HISTORIES:,} are taken on"
        )
    return Verdict.yes()


def _counted(count: int) -> str:
    return f"{count:,}" if count < 10**7 else f"about 10^{math.floor(math.log10(count))}"
