"""Lines that tell what each option is worth, for the one who chooses."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ...engine.option_worth import OptionWorth, gains_of_types, option_worths, paid_so_far
from ...foundations.wording import called, in_words
from ...game.information import InformationSet
from ...game.stages import NO_OFFER
from ...strategies.reasoning.outlook import Outlook
from .typed import named_offers

LEGEND = (
    "What the columns assume. now: what the move itself pays you at once. The others are what you "
    "have at the end of the talks, all that was paid so far included.",
    "  if agreed: this package is accepted at the next answer.",
    "  no deal: nothing is agreed any more, and both sides do what then pays them most. A walk-out "
    "ends the talks, so this is all there is to it.",
    "  best deal next: your best package at the next answer, of those that the other side should "
    "accept: they leave it no worse than no deal, as the public believes. It may hold out for "
    "more; what days and postures cost until then is not taken off.",
    "Where a payoff depends on the other side's type, it is an average over what the public "
    "believes. Beliefs are left as they are.",
)

_COLUMNS = ("now", "if agreed", "no deal", "best deal next")
_WIDTHS = (8, 11, 9, 16)


def answer_lines(seen: InformationSet) -> Iterator[str]:
    """Yield what each listed answer or posture is worth."""
    options = option_worths(seen, seen.legal_actions)
    names = [f"{n} {o.name.replace('_', ' ')}" for n, o in enumerate(options, 1)]
    yield from _table(paid_so_far(seen), names, options)


def offer_lines(seen: InformationSet, outlook: Outlook) -> Iterator[str]:
    """Yield what each offer that has a name is worth, and what it leaves the other."""
    named = named_offers(seen, outlook)
    names, actions = list(named), [1 + package for package in named.values()]
    if NO_OFFER in seen.legal_actions:
        names.append("none")
        actions.append(NO_OFFER)
    beneath = [under_offer(seen, package) for package in named.values()]
    yield from _table(paid_so_far(seen), names, option_worths(seen, actions), beneath)


def one_offer(seen: InformationSet, action: int) -> Iterator[str]:
    """Yield what one offer is worth, without making it."""
    beneath = [] if action == NO_OFFER else [under_offer(seen, action - 1)]
    name = "none" if action == NO_OFFER else "this offer"
    yield from _table(paid_so_far(seen), [name], option_worths(seen, [action]), beneath)


def under_offer(seen: InformationSet, package: int) -> tuple[str, str]:
    """Return the terms of a package, and what they leave each possible type of the other."""
    assert seen.game.packages is not None
    return in_words(seen.game.packages.terms(package)), left_to_other(seen, package)


def left_to_other(seen: InformationSet, package: int) -> str:
    """Return what a package leaves each possible type of the other beyond no deal, in words."""
    told = ", ".join(
        f"{name.replace('_', ' ')} "
        + (f"{amount:+.2f}" if math.isfinite(amount) else "has to accept")
        for name, amount in gains_of_types(seen, package).items()
    )
    return f"to {called(seen.game.players[seen.other])}, beyond no deal, $bn: {told}"


def _table(
    so_far: float,
    names: Sequence[str],
    options: Sequence[OptionWorth],
    beneath: Sequence[Sequence[str]] = (),
) -> Iterator[str]:
    """Yield a table with a line for each option; columns that say nothing are left out."""
    cells = [(o.at_once, o.if_agreed, o.without_agreement, o.best_agreement) for o in options]
    kept = [n for n in range(len(_COLUMNS)) if any(row[n] is not None for row in cells)]
    heading = f"so far {so_far:+.2f} $bn; $bn to you:"
    width = max(len(heading), *(len(name) for name in names))
    yield "  " + heading.ljust(width) + "".join(_COLUMNS[n].rjust(_WIDTHS[n]) for n in kept)
    for number, (name, row) in enumerate(zip(names, cells, strict=True)):
        told = "".join(_cell(row[n]).rjust(_WIDTHS[n]) for n in kept)
        yield "  " + (name.ljust(width) + told).rstrip()
        yield from (f"       {line}" for line in (beneath[number] if number < len(beneath) else ()))


def _cell(amount: float | None) -> str:
    return "" if amount is None else f"{amount + 0.0:+.2f}"
