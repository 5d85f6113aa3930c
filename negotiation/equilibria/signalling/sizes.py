"""How large tables on beliefs are: looked at before they are made, or read from a file."""

from __future__ import annotations

from collections.abc import Mapping

from ...foundations.cores import memory
from ...foundations.errors import NegotiationError
from ...game.game import Game

_FLOAT = 8
_TYPES = 2 * 2 * 2
"""Every table is by player and pair of types."""
_ENTRY = 1024
"""An array of a file has a header of so many bytes at most."""
HEADER = 16_000_000
"""The most bytes that the header of a saved profile may have."""


def bytes_of_values(game: Game, nodes: tuple[int, int]) -> int:
    """Return how large the values of every stage and public state are on a grid of nodes."""
    tables = (len(game.stages) + 1) * (game.states.count + 1)
    return _FLOAT * _TYPES * tables * nodes[0] * nodes[1]


def check_memory(game: Game, grid: int) -> None:
    """Raise ``NegotiationError`` for a grid whose values alone this machine cannot hold.

    It says how much they need and which grid would fit.
    """
    own = [grid if len(types) == 2 else 1 for types in game.types]
    needed, there = bytes_of_values(game, (own[0], own[1])), memory()
    if not there or needed <= there:
        return
    axes = sum(count > 1 for count in own)
    fitting = int(grid * (there / (2 * needed)) ** (1 / axes))
    raise NegotiationError(
        f"{game.name} on {grid} nodes of each belief needs {_size(needed)} for its values alone "
        f"({len(game.stages)} stages, {game.states.count} public states), and this machine has "
        f"{_size(there)}; try --grid {max(5, fitting - 1 + fitting % 2)}"
    )


def size_problem(sizes: Mapping[str, int], game: Game, nodes: tuple[int, int]) -> str:
    """Say which array of a saved profile is larger than any of this game; empty if none is.

    ``sizes`` are the bytes of each array once it is unpacked: a few bytes on disk may unpack to
    more than any memory holds.
    """
    packages = 0 if game.packages is None else game.packages.count
    offers = min(packages, sizes.get("packages", 0) // _FLOAT)
    actions = max(stage.legal.shape[1] for stage in game.stages)
    at_a_stage = _FLOAT * (nodes[0] * nodes[1] * (actions + offers) + _TYPES * offers)
    most = {
        "header": HEADER,
        "values": bytes_of_values(game, nodes),
        "candidates": _FLOAT * packages,
        "packages": _FLOAT * packages,
    }
    for name, size in sizes.items():
        if size > most.get(name, at_a_stage) + _ENTRY:
            return f"its array {name!r} unpacks to {size:,} bytes, more than there can be"
    roots = len(game.stages) * game.states.count
    return "it has more arrays than there can be" if len(sizes) > 3 * roots + 10 else ""


def _size(count: int) -> str:
    return f"{count / 1e9:,.0f} GB" if count >= 9.5e9 else f"{count / 1e9:.1g} GB"
