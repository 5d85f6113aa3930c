"""A result in five lines: what was asked, the answer, how sure, its grounds, what it is not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ...foundations.wording import at_most, called, day_in_words, money, percent, plain
from ...results.receipt import CHOOSES
from ...results.solution import Solution
from ...scenario.compile import compile_game
from ...scenario.schema import Scenario
from .averages import Averages, main_solution


def in_short(solutions: Sequence[Solution], scenario: Scenario, asked: str) -> list[str]:
    """Return the lines, each with its heading.

    ``scenario`` is the one that was solved, ``asked`` the name or path by which it was.
    """
    main = main_solution(solutions)
    found = Averages.of(main, compile_game(scenario))
    low = sum(number.confidence == "low" for number in scenario.numbers)
    return [
        f"Asked: {_asked(main)}",
        f"Answer: {_answer(scenario, found)}",
        f"How sure: {_sure(solutions, main)}",
        f"Rests on: {len(scenario.numbers)} numbers, {low} of them of low confidence; `negotiation "
        f"scenarios {asked} --sources` lists them, --set changes them.",
        "It is not: a forecast, nor advice. What such answers would have been worth in 2025 is "
        "told by `negotiation experiment hindcast`.",
    ]


def _asked(main: Solution) -> str:
    sides = []
    for player in main.cases[0].player_types:
        kinds = dict.fromkeys(case.player_types[player] for case in main.cases)
        sides.append(f"{called(player)} ({' or '.join(map(plain, kinds))})")
    both = " and ".join(sides)
    if CHOOSES in main.receipt.parameters:
        return f"which package the rule called {plain(main.concept)} chooses for {both}."
    known = "both know which the other is, and neither errs"
    if main.expectations is not None:
        known = (
            "each knows only of itself which it is, and all take the better course more often than "
            f"the worse (precision {main.expectations.precision:g} per $bn)"
        )
    elif main.is_private:
        known = "each knows only of itself which it is"
    return f"what {both} would do if {known}."


def _answer(scenario: Scenario, found: Averages) -> str:
    """Return how likely a deal is by the dates that matter, and what it is all worth."""
    worth = []
    for player in found.solution.cases[0].player_types:
        nothing = found.no_deal(player)
        without = "" if nothing is None else f" ({money(nothing)} if nothing is ever agreed)"
        worth.append(f"{money(found.total(player))} to {called(player)}{without}")
    if CHOOSES in found.solution.receipt.parameters:
        return f"what it chooses is worth {' and '.join(worth)}, on average over the types."
    days = [one.day for one in scenario.contents.rounds]
    by = found.agreed_by(days)
    window = max(bisect_right(days, scenario.contents.window_ends) - 1, 0)
    chances = [
        f"{percent(by[n])} by {day_in_words(days[n])}" for n in sorted({window, len(days) - 1})
    ]
    return (
        f"a deal with a probability of {', '.join(chances)}. Against the tariffs in force the "
        f"talks bring {' and '.join(worth)}, on average over the types."
    )


def _sure(solutions: Sequence[Solution], main: Solution) -> str:
    """Return what the certificate and the error of the values leave open."""
    gain = max(case.certificate.max_gain_busd for case in main.cases)
    told = f"given the numbers, another plan would gain nobody more than {at_most(gain)}"
    if CHOOSES in main.receipt.parameters:
        told = f"no other package would satisfy the rule better by more than {at_most(gain)}"
    if main.accuracy is not None and not main.accuracy.is_exact:
        told += f", and values are right to within {at_most(main.accuracy.error_busd)}"
    if main.expectations is not None and not main.expectations.selected.is_principal:
        told += "; other equilibria may stand beside this one"
    if len(solutions) > 1:
        told += "; each table below says who knows what"
    return told + "."
