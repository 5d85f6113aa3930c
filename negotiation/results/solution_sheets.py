"""The main tables of a solution: what is agreed, and what that is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..foundations.wording import (
    day_in_words,
    first_upper,
    in_words,
    number,
    percent,
    plain,
    titled,
)
from ..game.game import state_in_words
from .case import Case
from .sheet import Sheet

NO_DEAL = (
    "no deal: what a player has if nothing is ever agreed, postures and the last word chosen as is "
    "best; an agreement is worth to it what its total is above that"
)


def outcome_sheet(cases: Sequence[Case], concept: str, *, chooses: bool = False) -> Sheet:
    """Return the most likely outcome of each case, or the package that a rule ``chooses``."""
    rows = []
    for case in cases:
        outcome = case.outcomes[0]
        often = "" if chooses else f" ({percent(outcome.probability)} of all paths)"
        if outcome.agreement is None:
            what = "no package" if chooses else f"{plain(outcome.ending)}{often}"
        else:
            when = "" if chooses else f"{day_in_words(outcome.agreement.date)}{often}: "
            what = f"{when}{in_words(outcome.agreement.package)}"
            what += "" if case.band is None else f"\n{case.band.in_words}"
        if not chooses:
            what += f"\n{state_in_words(outcome.public_state)}"
        gain = case.certificate.max_gain_busd
        rows.append(
            (
                _types(case, "\n", titled),
                what,
                *(() if chooses else (percent(case.agreement_probability),)),
                f"{gain:.2f}" if gain >= 0.005 or gain == 0.0 else f"{gain:.0e}",
            )
        )
    words: tuple[str, ...] = ("package chosen", "a better choice gains, $bn")
    if not chooses:
        words = ("most likely outcome", "any agreement", "another plan gains, $bn")
    return Sheet(
        title=first_upper(plain(concept)),
        headings=("types", *words),
        rows=tuple(rows),
        numeric=(False, False, *(True for _ in words[1:])),
    )


def payoff_sheet(cases: Sequence[Case], concept: str, *, has_unit: bool = True) -> Sheet:
    """Return expected payoffs by part, and what each player has without a deal.

    Payoffs without a unit are those of a game written by hand, whose players are called as there.
    """
    parts = list(next(iter(cases[0].payoffs.values())).parts)
    whole = ["total"] if len(parts) > 1 else []
    told = ["no deal"] if any(case.no_deal for case in cases) else []
    rows = []
    for case in cases:
        label = _types(case)
        for player, payoff in case.payoffs.items():
            amounts = [payoff.parts[part] for part in parts]
            amounts += [payoff.total] if whole else []
            without = case.no_deal.get(player)
            cells = [number(amount) for amount in amounts]
            cells += ["" if without is None else number(without)] if told else []
            who = titled(player) if has_unit else plain(player)
            rows.append((label, who, *cells))
            label = ""
    title = "Expected payoffs, $bn against the tariffs in force"
    if not has_unit:
        title = f"Expected payoffs, {plain(concept)}"
    return Sheet(
        title=title,
        headings=("types", "player", *map(plain, parts), *whole, *told),
        rows=tuple(rows),
        numeric=(False, False, *(True for _ in [*parts, *whole, *told])),
        caption=NO_DEAL if told else "",
    )


def _types(case: Case, between: str = " / ", called: Callable[[str], str] | None = None) -> str:
    """Return the types of a case, with the players' names where ``called`` makes them."""
    return between.join(
        plain(name) if called is None else f"{called(player)} {plain(name)}"
        for player, name in case.player_types.items()
    )
