"""A closed form beside what was computed: theory's number, the solution's, and how far apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..foundations.records import record
from ..game.closed_form import Believed, Chance, Claim, Expected
from .played_tree import PlayedTree


@record
class ClosedForm:
    """One number that theory gives, and the same number of a solution."""

    what: str
    """What the number is, in words."""
    formula: str
    """The closed form."""
    source: str
    """Author, year and where."""
    theory: float
    """What the closed form gives."""
    computed: float
    """What the solution says."""

    @property
    def difference(self) -> float:
        """How much more was computed than theory gives."""
        return self.computed - self.theory


def held_against(claims: Sequence[Claim], tree: PlayedTree) -> tuple[ClosedForm, ...]:
    """Return each claim beside the number of an equilibrium that is played on its tree.

    Raises ``NegotiationError`` for a claim about a history that the game has not, or that is not
    listed.
    """
    return tuple(
        ClosedForm(
            what=claim.what,
            formula=claim.formula,
            source=claim.source,
            theory=claim.value,
            computed=_computed(claim, tree),
        )
        for claim in claims
    )


def _computed(claim: Claim, tree: PlayedTree) -> float:
    where = claim.where
    if isinstance(where, Chance | Expected):
        node = tree.find(where.history)
        (move,) = (move for move in node.moves if move.number == where.action)
        if isinstance(where, Expected):
            believed = node.belief[node.player]
            return sum(believed[own] * chance for own, chance in move.chances.items())
        own = tree.types[tree.players.index(node.player)][where.player_type]
        return move.chances.get(own, 0.0)
    if isinstance(where, Believed):
        believed = tree.find(where.history).belief[tree.players[where.player]]
        return believed[tree.types[where.player][where.player_type]]
    prior = [np.array([*tree.nodes[0].belief[player].values()]) for player in tree.players]
    values = tree.values[tree.players[where.player]]  # [u, v]
    by_own = values @ prior[1] if where.player == 0 else prior[0] @ values
    if where.player_type is None:
        return float(prior[where.player] @ by_own)
    return float(by_own[where.player_type])
