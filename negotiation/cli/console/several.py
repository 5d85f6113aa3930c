"""Tables for people: the equilibria that a search has found, side by side."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from ...results.many_equilibria import FoundEquilibrium, ManyEquilibria
from .private import certified

SHOWN = 0.005
"""First moves less likely than this are left out."""
WAYS = 4
"""So many ways to an equilibrium are named."""


def several_tables(found: ManyEquilibria) -> Iterable[Table]:
    """Return tables of what the equilibria are worth and of what is done in them."""
    numbered = list(enumerate(found.found, start=1))
    table = Table(title="Expected payoffs, $bn, by own type", title_justify="left")
    table.add_column("equilibrium", justify="right")
    first = found.found[0]
    for player, by_type in first.values_busd.items():
        for name in by_type:
            table.add_column(f"{player}\n{name}", justify="right")
    table.add_column("largest gain\nfrom another plan", justify="right")
    for n, one in numbered:
        worths = [f"{x:+.2f}" for row in one.values_busd.values() for x in row.values()]
        table.add_row(_name(n, one), *worths, f"{_gain(one):.2f}")
    yield table
    table = Table(title="Probability of an agreement by the end of a round", title_justify="left")
    table.add_column("equilibrium", justify="right")
    for name, day in zip(found.rounds, found.dates, strict=True):
        table.add_column(f"{name}\n{day.day} {day:%b}", justify="right")
    for n, one in numbered:
        table.add_row(_name(n, one), *(f"{chance:.3f}" for chance in one.agreed_by))
    yield table
    if first.first_moves:
        table = Table(title="First moves, by type", title_justify="left")
        table.add_column("equilibrium", justify="right")
        for heading in ("player", "type", "first move"):
            table.add_column(heading)
        for n, one in numbered:
            for player, by_own in one.first_moves.items():
                for own, chances in by_own.items():
                    likely = sorted(chances.items(), key=lambda pair: -pair[1])
                    told = ", ".join(
                        f"{action.replace('_', ' ')} {chance:.2f}"
                        for action, chance in likely
                        if chance >= SHOWN
                    )
                    table.add_row(_name(n, one), player, own, told)
        yield table


def several_words(found: ManyEquilibria) -> Iterable[str]:
    """Return sentences on how each was found, how good it is and what the search says."""
    many = len(found.found)
    yield (
        f"{found.tried} ways of selecting lead to one and the same equilibrium"
        if many == 1
        else f"{found.tried} ways of selecting lead to {many} equilibria that differ"
    )
    yield f"two differ if {found.differ_by}; a search does not prove that there are no others"
    for n, one in enumerate(found.found, start=1):
        ways = "; ".join(one.selections[:WAYS])
        more = len(one.selections) - WAYS
        if len(one.selections) == found.tried:
            ways = f"every one of the {found.tried} ways"
        elif more > 0:
            ways += f"; and {more} more"
        yield (
            f"equilibrium {_name(n, one)}: found by {ways}; largest error {one.residual:.1e} of "
            f"log odds; several at {one.several:,} beliefs; the grid explains "
            f"{one.path_error_busd:.2f} $bn"
        )
        yield from (f"  {line}" for line in certified(one.certificate)[1:2])


def _name(n: int, one: FoundEquilibrium) -> str:
    return f"{n} (logit path)" if one.is_principal else str(n)


def _gain(one: FoundEquilibrium) -> float:
    return max(x for row in one.certificate.at_start_busd.values() for x in row.values())
