"""The tree of a small game: nature's draw, information sets, equilibrium, payoffs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..foundations.errors import NegotiationError
from ..results.played_tree import PlayedTree
from ..results.solution import Solution
from .drawing import theme, words
from .drawing.tree_layout import TreeLayout, plays
from .drawing.tree_marks import Places, branches, ends, labels, legend, nodes, sets
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

MOST = 72
"""At most so many plays are drawn: a sheet has room for no more."""


class GameTree(Picture):
    """Branches as wide as they are likely, information sets in dashed frames."""

    title: ClassVar[str] = "The game and its equilibrium"
    accepts: ClassVar[type] = Solution

    def lacks(self, solution: Solution) -> str:
        """Return what keeps the tree from being drawn; empty if nothing."""
        name = solution.receipt.scenario
        if solution.tree is None or not solution.tree.nodes:
            return f"the solution of {name} holds no tree of histories; try --method tree"
        count = plays(solution.tree)
        if count > MOST:
            return f"the tree of {name} has {count:,} plays, and at most {MOST} can be drawn"
        return ""

    def draw(self, solution: Solution) -> Chart:
        """Return the tree from left to right, payoffs at its ends."""
        tree = self._tree(solution)
        layout = TreeLayout(tree)
        place = Places(layout)
        names = [_shown(solution, player) for player in tree.players]
        layers = [part for draw in (branches, sets, nodes, labels, ends) for part in draw(place)]
        layers += legend(place, names)
        drawn = theme.drawing_library().layer(*layers)
        sized = drawn.properties(width=place.width, height=place.height)
        name = words.plain(solution.receipt.scenario.rpartition("/")[2]).capitalize()
        unit = " ($bn)" if solution.receipt.scenario_fingerprint else ""
        subtitle = (
            f"{words.concept(solution.concept).capitalize()} at precision {tree.precision:g}, "
            f"{tree.branch}. Width: probability. At the ends: payoffs{unit} to "
            f"{' and '.join(names)}."
        )
        return theme.finished(sized, f"{name}: the tree and its equilibrium", subtitle)

    def caption(self, solution: Solution) -> str:
        """Return how to read branches, dashed frames and brackets."""
        tree = self._tree(solution)
        first, second = (_shown(solution, player) for player in tree.players)
        return (
            "The game runs from left to right. Nature draws the types first. At a red square "
            f"{first} moves, at a blue circle {second}. The number after an action is its "
            "probability in equilibrium and the width of its branch; branches that equilibrium "
            "play does not reach are pale. Nodes that the player who moves cannot tell apart are "
            "in one dashed frame, and the number in brackets beside each is how likely the "
            f"player thinks it. At the ends: the types, and what {first} and {second} are paid."
        )

    def alt_text(self, solution: Solution) -> str:
        """Return what is done after each history that play reaches, and what it is worth."""
        tree = self._tree(solution)
        names = {player: _shown(solution, player) for player in tree.players}
        sentences = [
            f"Game tree of {tree.histories} histories between {' and '.join(names.values())}."
        ]
        for player, name in names.items():
            believed = tree.nodes[0].belief[player]
            if len(believed) > 1:
                told = ", ".join(f"{words.plain(t)} {p:.2f}" for t, p in believed.items())
                sentences.append(f"Types of {name} and their chances: {told}.")
        for node in tree.nodes:
            if node.player == "nature":
                continue
            after = words.plain(node.action)
            where = f"after {after}" if after else "at the start"
            told = "; ".join(
                f"{words.plain(own)}: "
                + ", ".join(
                    f"{words.plain(move.action)} {move.chances[own]:.2f}"
                    for move in node.moves
                    if own in move.chances
                )
                for own in tree.types[tree.players.index(node.player)]
            )
            sentences.append(f"{node.stage}, {where}, {names[node.player]} plays {told}.")
        return " ".join(sentences)

    def _tree(self, solution: Solution) -> PlayedTree:
        missing = self.lacks(solution)
        if missing or solution.tree is None:
            raise NegotiationError(missing)
        return solution.tree


def _shown(solution: Solution, player: str) -> str:
    """Return a player's name: a country's in a scenario."""
    return words.country(player) if solution.receipt.scenario_fingerprint else words.plain(player)
