"""Tables for people: the equilibria that a search has found, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...foundations.wording import money, number, percent, plain, titled
from ...results.many_equilibria import FoundEquilibrium, ManyEquilibria
from ...results.sheet import Sheet
from ...results.solution_sheets import NO_DEAL
from .private import certified, round_headings

SHOWN = 0.005
"""First moves less likely than this are left out."""
WAYS = 4
"""So many ways to an equilibrium are named."""


def several_sheets(found: ManyEquilibria) -> Iterable[Sheet]:
    """Return tables of what the equilibria are worth and of what is done in them."""
    numbered = list(enumerate(found.found, start=1))
    first = found.found[0]
    own = [(player, name) for player, by_type in first.values_busd.items() for name in by_type]
    rows = [
        (
            _name(n, one),
            *(number(one.values_busd[player][name]) for player, name in own),
            f"{_gain(one):.2f}",
        )
        for n, one in numbered
    ]
    if found.no_deal_busd:
        without = (number(found.no_deal_busd[player][name]) for player, name in own)
        rows.append(("no deal", *without, ""))
    yield Sheet(
        title="Expected payoffs by own type, $bn against the tariffs in force",
        headings=(
            "equilibrium",
            *(f"{titled(player)}\n{plain(name)}" for player, name in own),
            "largest gain from another plan",
        ),
        rows=tuple(rows),
        numeric=(False, *(True for _ in own), True),
        caption=NO_DEAL if found.no_deal_busd else "",
    )
    yield Sheet(
        title="Probability of an agreement by the end of a round",
        headings=("equilibrium", *round_headings(found.rounds, found.dates)),
        rows=tuple(
            (_name(n, one), *(percent(float(chance)) for chance in one.agreed_by))
            for n, one in numbered
        ),
        numeric=(False, *(True for _ in found.rounds)),
    )
    if first.first_moves:
        yield Sheet(
            title="First moves, by type",
            headings=("equilibrium", "player", "type", "first move"),
            rows=tuple(
                (_name(n, one), titled(player), plain(name), _likely(chances))
                for n, one in numbered
                for player, by_own in one.first_moves.items()
                for name, chances in by_own.items()
            ),
            numeric=(False, False, False, False),
        )


def _likely(chances: Mapping[str, float]) -> str:
    ordered = sorted(chances.items(), key=lambda pair: -pair[1])
    return ", ".join(
        f"{plain(action)} {percent(chance)}" for action, chance in ordered if chance >= SHOWN
    )


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
            f"equilibrium {_name(n, one)}: found by {ways}; the largest error of its equations is "
            f"{one.residual:.1e} in log odds; at {one.several:,} beliefs a stage has several "
            f"equilibria; its values are right to about {money(one.path_error_busd, 2)} on this "
            "grid"
        )
        yield from (f"  {line}" for line in certified(one.certificate)[1:2])


def _name(n: int, one: FoundEquilibrium) -> str:
    return f"{n} (logit path)" if one.is_principal else str(n)


def _gain(one: FoundEquilibrium) -> float:
    return max(x for row in one.certificate.at_start_busd.values() for x in row.values())
