"""Tables for people: an equilibrium on the tree of histories, and theory beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...foundations.wording import plain
from ...results.closed_form import ClosedForm
from ...results.played_tree import PlayedNode, PlayedTree
from ...results.sheet import Sheet
from .private import exactly

MANY = 40
"""At most so many histories are listed in the table."""
RARE = 0.0005
"""Actions less likely than this for every type are left out of the table."""


def tree_sheet(tree: PlayedTree) -> Iterator[Sheet]:
    """Return a table of what is believed and done after each history, where there are any."""
    if not tree.nodes:
        return
    left = len(tree.nodes) - MANY
    yield Sheet(
        title="What is done after each history, by type",
        headings=("history", "player", "believed", "does"),
        rows=tuple(
            (history_in_words(tree, n), plain(node.player), _beliefs(tree, node), _moves(node))
            for n, node in enumerate(tree.nodes[:MANY])
        ),
        numeric=(False, False, False, False),
        caption=f"and {left} histories more: see --json" if left > 0 else "",
    )


def history_in_words(tree: PlayedTree, n: int) -> str:
    """Return the actions that lead to a history."""
    taken = []
    while n > 0:
        taken.append(plain(tree.nodes[n].action))
        n = tree.nodes[n].parent
    return ", ".join(reversed(taken)) or "at the start"


def tree_words(tree: PlayedTree) -> list[str]:
    """Return sentences on how the equilibrium was found and how good it is."""
    way = (
        "the branch of logit equilibria from uniform play, followed all the way"
        if tree.is_principal
        else f"leaps over folds: {tree.leaps}, crossings of branches: {tree.crossings}; an "
        "equilibrium as good as any other, but not the one that uniform play leads to"
    )
    return [
        f"precision {tree.precision:g}; {tree.histories:,} histories, largest error "
        f"{tree.residual:.1e} of log odds; {tree.branch}: {way}",
        "certificate: what another plan would gain a type, computed by code that shares nothing "
        "with the solver",
        exactly(tree.certificate),
        f"beliefs: {tree.certificate.off_path_beliefs}",
    ]


def theory_sheet(found: Iterable[ClosedForm], precision: float) -> Iterator[Sheet]:
    """Return a table of closed forms beside what was computed, and their sources under it."""
    listed = list(found)
    if not listed:
        return
    sources = "; ".join(dict.fromkeys(one.source for one in listed))
    yield Sheet(
        title=f"What theory says, and how far the solution at precision {precision:g} is from it",
        headings=("what", "closed form", "theory", "computed", "difference"),
        rows=tuple(
            (
                one.what,
                one.formula,
                f"{one.theory:.4f}",
                f"{one.computed:.4f}",
                _off(one.difference),
            )
            for one in listed
        ),
        numeric=(False, False, True, True, True),
        caption=f"Sources: {sources}",
    )


def _off(difference: float) -> str:
    return "0" if difference == 0.0 else f"{difference:+.1e}"


def _beliefs(tree: PlayedTree, node: PlayedNode) -> str:
    lines = []
    for player, names in zip(tree.players, tree.types, strict=True):
        if len(names) > 1:
            told = ", ".join(f"{name} {node.belief[player][name]:.3f}" for name in names)
            lines.append(f"{player}: {told}")
    return "\n".join(lines)


def _moves(node: PlayedNode) -> str:
    """Return what each type does, a line each; types that do the same share a line."""
    alone = len(node.moves[0].chances) == 1
    lines: dict[str, list[str]] = {}
    for name in dict.fromkeys(name for move in node.moves for name in move.chances):
        likely = [
            f"{plain(move.action)} {chance:.3f}"
            for move in node.moves
            if (chance := move.chances.get(name, 0.0)) >= RARE
        ]
        lines.setdefault(", ".join(likely), []).append(name)
    return "\n".join(
        told if alone else f"{' and '.join(names)}: {told}" for told, names in lines.items()
    )
