"""Extensive-form text (``.efg``) that Gambit and other solvers read, from a tree of a game.

The format lists the nodes in prefix order, one a line: ``c`` for nature with its probabilities,
``p`` for a player with its information set, ``t`` for an end with the payoffs. Numbers are written
out in full: payoffs exactly as the float prints, probabilities as decimals that sum to exactly 1
(Gambit checks that in exact arithmetic, and 1/3 + 1/3 + 1/3 in floats is not 1).

Source: Gambit documentation, "The extensive game (.efg) file format".
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..game.tree import ROOT

if TYPE_CHECKING:
    import networkx


def efg_text(tree: networkx.DiGraph[int]) -> str:
    """Return the ``.efg`` text of a tree made by ``game.tree.extensive_form``; payoffs in $bn."""
    players: tuple[str, ...] = tree.graph["players"]
    lines = [f"EFG 2 R {quoted(tree.graph['title'])} {{ {' '.join(map(quoted, players))} }}"]
    lines.append(quoted("payoffs in $bn, present value at the scenario's first day"))
    numbers = _SetNumbers()
    waiting = [ROOT]
    leaves = 0
    while waiting:
        node = waiting.pop()
        here = tree.nodes[node]
        if here["kind"] == "leaf":
            leaves += 1
            payoffs = ", ".join(exact(here["payoffs"][player]) for player in players)
            lines.append(f't "" {leaves} "" {{ {payoffs} }}')
            continue
        lines.append(_decision(here, players, numbers))
        waiting.extend(reversed(list(tree.successors(node))))
    return "\n".join(lines) + "\n"


class _SetNumbers:
    """Information sets are numbered from 1 for each player, in the order of their first node."""

    def __init__(self) -> None:
        self._number: dict[str, dict[str, int]] = {}

    def of(self, player: str, information_set: str) -> int:
        known = self._number.setdefault(player, {})
        return known.setdefault(information_set, len(known) + 1)


def _decision(here: dict[str, Any], players: tuple[str, ...], numbers: _SetNumbers) -> str:
    number = numbers.of(here["player"], here["information_set"])
    label = quoted(here["information_set"])
    if here["kind"] == "chance":
        chances = _summing_to_one(here["probabilities"])
        listed = " ".join(
            f"{quoted(action)} {chance:f}"
            for action, chance in zip(here["actions"], chances, strict=True)
        )
        return f'c "" {number} {label} {{ {listed} }} 0'
    listed = " ".join(map(quoted, here["actions"]))
    return f'p "" {players.index(here["player"]) + 1} {number} {label} {{ {listed} }} 0'


def _summing_to_one(probabilities: tuple[float, ...]) -> list[Decimal]:
    """Return probabilities as decimals; the largest takes up what rounding left (about 1e-16)."""
    exactly = [Decimal(repr(p)) for p in probabilities]
    largest = exactly.index(max(exactly))
    exactly[largest] += 1 - sum(exactly, Decimal(0))
    return exactly


def exact(number: float) -> str:
    """Return a number in full, without an exponent; reading it gives back the same float."""
    return f"{Decimal(repr(float(number))):f}"


def quoted(name: str) -> str:
    """Return a name in the format's quotation marks.

    The format escapes quotation marks by a backslash and knows no other escape, so a backslash
    becomes a slash and line breaks become spaces.
    """
    plain = " ".join(name.split()).replace("\\", "/")
    return '"' + plain.replace('"', '\\"') + '"'
