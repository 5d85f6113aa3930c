"""What the pictures of a tournament share: who took part, in which order, and in what words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...results.tournament import Interval, Tournament
from . import theme, words


def rank_order(found: Tournament) -> NDArray[np.int64]:
    """Return the entrants [rank] as places on the axes of the tournament's tables."""
    return np.array([found.entrants.index(one.entrant) for one in found.standings])


def countries(found: Tournament) -> tuple[str, str]:
    """Return the players' names for people."""
    first, second = map(words.country, found.players)
    return first, second


def within_sentences(found: Tournament) -> tuple[str, str]:
    """Return the players' names as they stand in a sentence, e.g. ``the US``."""
    first, second = (f"the {who}" if who.isupper() else who for who in countries(found))
    return first, second


def types_in_words(found: Tournament, pair: int) -> str:
    """Return a type pair for people, e.g. ``US sensitive, Japan guardian``."""
    told = []
    for piece in found.type_pairs[pair].split(", "):
        player, _, kind = piece.partition("=")
        told.append(f"{words.country(player)} {words.plain(kind)}".strip())
    return ", ".join(told)


def played(found: Tournament) -> str:
    """Return in a sentence what was played."""
    return (
        f"{words.plain(found.scenario).capitalize()}: "
        f"{_counted(len(found.entrants), 'strategy', 'strategies')}, all against all in both "
        f"seats, {_counted(found.matches, 'match', 'matches')} per pair of types."
    )


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def with_interval(one: Interval) -> str:
    """Return a mean with its interval, e.g. ``+3.2 (+2.5 to +3.9)``."""
    return f"{words.signed(one.mean)} ({words.signed(one.low)} to {words.signed(one.high)})"


def named_axis(names: Sequence[str], **more: Any) -> dict[str, Any]:
    """Return an axis whose values 0, 1, ... are called by these names."""
    listed = ", ".join('"' + name.replace("\\", "").replace('"', "'") + '"' for name in names)
    return {
        "title": None,
        "values": list(range(len(names))),
        "labelExpr": f"[{listed}][datum.value]",
        "labelFontSize": theme.SMALL,
        "labelLimit": 260,
        "labelPadding": 7,
        "maxExtent": 400,
        "labelOverlap": False,
        "grid": False,
        "ticks": False,
        "domain": False,
        **more,
    }
