"""A result in six lines: what was asked, the answer, the card, how sure, its grounds, what not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ...engine.card_worth import CardWorth, card_worths, has_card
from ...foundations.wording import at_most, called, change, day_in_words, money, percent, plain
from ...results.receipt import CHOOSES
from ...results.solution import Solution
from ...scenario.compile import compile_game
from ...scenario.schema import Scenario
from .averages import Averages, main_solution

SMALL = 0.05
"""A card that is worth less, $bn, changes nothing that an amount with one digit can show."""


def in_short(
    solutions: Sequence[Solution],
    scenario: Scenario,
    asked: str,
    worths: Sequence[CardWorth] | None = None,
) -> list[str]:
    """Return the lines, each with its heading.

    ``scenario`` is the one that was solved, ``asked`` the name or path by which it was; ``worths``
    are what `card_worths` says of it, which is asked where they are not given.
    """
    main = main_solution(solutions)
    found = Averages.of(main, compile_game(scenario))
    low = sum(number.confidence == "low" for number in scenario.numbers)
    card = card_worths(scenario, solutions) if worths is None else worths
    return [
        f"Asked: {_asked(main)}",
        f"Answer: {_answer(scenario, found)}",
        f"The card: {_card(scenario, card)}",
        f"How sure: {_sure(solutions, main)}",
        f"Rests on: all of this rests on {len(scenario.numbers)} numbers, {low} of them of low "
        f"confidence, which `negotiation scenarios {asked} --sources` lists and --set changes.",
        "What it is not: it is neither a forecast nor advice; what such answers would have been "
        "worth in 2025 is told by `negotiation experiment hindcast`.",
    ]


def _asked(main: Solution) -> str:
    sides = []
    for player in main.cases[0].player_types:
        kinds = dict.fromkeys(case.player_types[player] for case in main.cases)
        sides.append(f"{called(player)} ({' or '.join(map(plain, kinds))})")
    both = " and ".join(sides)
    if CHOOSES in main.receipt.parameters:
        return f"which package does the rule called {plain(main.concept)} choose for {both}?"
    known = "both know which the other is, and neither errs"
    if main.expectations is not None:
        known = (
            "each knows only of itself which it is, and all take the better course more often than "
            f"the worse (precision {main.expectations.precision:g} per $bn)"
        )
    elif main.is_private:
        known = "each knows only of itself which it is"
    return f"what would {both} do if {known}?"


def _answer(scenario: Scenario, found: Averages) -> str:
    """Return how likely a deal is by the dates that matter, and what it is all worth."""
    worth, without = [], []
    for player in found.solution.cases[0].player_types:
        worth.append(f"{called(player)} {_off(found.total(player))}")
        nothing = found.no_deal(player)
        without += [] if nothing is None else [f"{called(player)} is {_off(nothing)}"]
    never = f"; if nothing is ever agreed, {' and '.join(without)}" if without else ""
    leaves = f"leaves {' and '.join(worth)}, on average over the types{never}."
    if CHOOSES in found.solution.receipt.parameters:
        return f"against the tariffs in force, what it chooses {leaves}"
    days = [one.day for one in scenario.contents.rounds]
    by = found.agreed_by(days)
    window = max(bisect_right(days, scenario.contents.window_ends) - 1, 0)
    chances = [
        f"{percent(by[n])} by {day_in_words(days[n])}" for n in sorted({window, len(days) - 1})
    ]
    return (
        f"they agree with a probability of {' and of '.join(chances)}. Against the tariffs in "
        f"force that {leaves}"
    )


def _off(amount: float) -> str:
    """Return whether an amount is a gain or a loss, and of how much."""
    size = money(abs(amount))
    return (
        "as well off" if size == "$0bn" else f"{'worse' if amount < 0 else 'better'} off by {size}"
    )


def _card(scenario: Scenario, worths: Sequence[CardWorth]) -> str:
    """Return whether the partner has a card that is worth something, under what is known."""
    partner = scenario.contents.partner.id
    who = called(partner)
    if not has_card(scenario):
        return f"in these talks {who} has no card to play."
    more = "`negotiation experiment does_the_card_pay` tells more"
    if not worths:
        return f"what having one is worth to {who} is not told by this concept; {more}."
    amounts = [one.by_player[partner] for one in worths]
    verdict = "perhaps"
    if all(abs(amount) < SMALL for amount in amounts):
        verdict = f"it is worth next to nothing to {who} on these numbers"
    elif all(amount >= SMALL for amount in amounts):
        verdict = f"yes, {who} gains by having one on these numbers"
    elif all(amount <= -SMALL for amount in amounts):
        verdict = f"no, {who} loses by having one on these numbers"
    return f"{verdict}. Being able to play it brings {'; '.join(map(_worth, worths))}; {more}."


def _worth(found: CardWorth) -> str:
    """Return what the card is worth to each, and on what assumption."""
    about, known = "", "both know which the other is"
    if found.is_private:
        about, known = "about ", "each knows only itself"
    told = [
        f"{about}{change(amount)} to {called(player)}"
        for player, amount in reversed(list(found.by_player.items()))
    ]
    return f"{' and '.join(told)} if {known}"


def _sure(solutions: Sequence[Solution], main: Solution) -> str:
    """Return what the certificate and the error of the values leave open."""
    gain = max(case.certificate.max_gain_busd for case in main.cases)
    told = f"given the numbers, another plan would gain nobody more than {at_most(gain)}"
    if CHOOSES in main.receipt.parameters:
        told = f"no other package would satisfy the rule better by more than {at_most(gain)}"
    elif main.expectations is not None:
        told += " (which holds the errors that all are assumed to make)"
    if main.accuracy is not None and not main.accuracy.is_exact:
        told += f", and values are right to within {at_most(main.accuracy.error_busd)}"
    if main.expectations is not None and not main.expectations.selected.is_principal:
        told += "; other equilibria may stand beside this one"
    if len(solutions) > 1:
        told += "; each table below says who knows what"
    return told + "."
