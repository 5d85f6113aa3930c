"""Sets of ranks in few letters, e.g. ``2-4, 7``, so that a row can say from whom it is not told."""

from __future__ import annotations

from collections.abc import Iterable

from ...results.tournament import Standing, Tournament
from .label_places import text_width

_DASH = "\N{EN DASH}"


def not_separated_from(found: Tournament, one: Standing) -> list[int]:
    """Return the ranks from which a standing is not separated, the best first."""
    name_to_rank = {other.entrant: other.rank for other in found.standings}
    return sorted(name_to_rank[name] for name in one.tied_with)


def bridged(ranks: list[int], own: int) -> list[int]:
    """Return the ranks, with ``own`` between them where it joins two ranges into one."""
    joins = own - 1 in ranks and own + 1 in ranks
    return sorted([*ranks, own]) if joins else ranks


def ranges(ranks: Iterable[int]) -> list[tuple[int, int]]:
    """Return ascending ranks as first and last of each unbroken range."""
    found: list[tuple[int, int]] = []
    for rank in ranks:
        if found and found[-1][1] == rank - 1:
            found[-1] = (found[-1][0], rank)
        else:
            found.append((rank, rank))
    return found


def in_figures(ranks: list[int], *, width: float, font_size: float) -> str:
    """Return ranks as ``2-4, 7``; what would be wider than ``width`` pixels ends in their count."""
    pieces = [f"{a}" if a == b else f"{a}{_DASH}{b}" for a, b in ranges(ranks)]
    text = ", ".join(pieces)
    ending = f" \N{HORIZONTAL ELLIPSIS} ({len(ranks)} in all)"
    while text_width(text, font_size) > width and len(pieces) > 1:
        pieces.pop()
        text = ", ".join(pieces) + ending
    return text


def in_words(ranks: list[int]) -> str:
    """Return ranks as ``rank 7`` or ``ranks 2 to 4 and 7``."""
    pieces: list[str] = []
    for a, b in ranges(ranks):
        pieces += [f"{a} to {b}"] if b > a + 1 else [f"{rank}" for rank in range(a, b + 1)]
    told = " and ".join([", ".join(pieces[:-1]), pieces[-1]] if len(pieces) > 1 else pieces)
    return f"{'rank' if len(ranks) == 1 else 'ranks'} {told}"
