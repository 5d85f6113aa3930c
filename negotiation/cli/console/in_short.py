"""A run in five lines: what was asked, the answer, how sure, what it rests on, what it is not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from ...game.beliefs import Belief
from ...game.game import Game
from ...pictures.drawing import words
from ...pictures.drawing.chances import percent
from ...results.run import Run
from ...results.solution import Case, Solution
from ...scenario.compile import compile_game
from ...scenario.schema import Scenario

Pair = tuple[str, ...]
"""The types of the two players."""


def in_short(run: Run, scenario: Scenario, asked: str) -> list[str]:
    """Return the lines, each with its heading.

    ``scenario`` is the one that was run, ``asked`` the name or path by which it was.
    """
    private = next((one for one in run.solutions if one.expectations is not None), None)
    main = private if private is not None else run.solutions[0]
    weights = _weights(main, compile_game(scenario))
    low = sum(number.confidence == "low" for number in scenario.numbers)
    return [
        f"Asked: {_asked(run, main)}",
        f"Answer: {_answer(run, scenario, main, weights)}",
        f"How sure: {_sure(run, main)}",
        f"Rests on: {len(scenario.numbers)} numbers, {low} of them of low confidence; `negotiation "
        f"scenarios {asked} --sources` lists them, --set changes them.",
        "It is not: a forecast, nor advice. What such answers would have been worth in 2025 is "
        "told by `negotiation experiment hindcast`.",
    ]


def _asked(run: Run, main: Solution) -> str:
    sides = []
    for player, name in run.players.items():
        kinds = dict.fromkeys(case.player_types[player] for case in main.cases)
        sides.append(f"{_the(name)} ({' or '.join(map(words.plain, kinds))})")
    known = "both know which the other is, and neither errs"
    if main.expectations is not None:
        known = (
            "each knows only of itself which it is, and all take the better course more often than "
            f"the worse (precision {main.expectations.precision:g} per $bn)"
        )
    return f"what {' and '.join(sides)} would do if {known}."


def _answer(run: Run, scenario: Scenario, main: Solution, weights: Mapping[Pair, float]) -> str:
    """Return how likely a deal is by the dates that matter, and what it is all worth."""
    days = [entry.date for entry in run.rounds]
    if main.expectations is not None:
        by = [float(chance) for chance in main.expectations.agreed_by["overall"]]
    else:
        by = [_agreed_by(main.cases, weights, day) for day in days]
    window = max(bisect_right(days, scenario.contents.window_ends) - 1, 0)
    chances = [f"{percent(by[n])} by {_day(days[n])}" for n in sorted({window, len(days) - 1})]
    worth = []
    for i, (player, name) in enumerate(run.players.items()):
        mean = sum(weights[_pair(case)] * case.payoffs[player].total for case in main.cases)
        nothing = sum(
            weights.get(tuple(one.player_types.values()), 0.0) * one.disagreement_point[i]
            for one in run.landscapes
        )
        worth.append(
            f"{_money(mean)} to {_the(name)} ({_money(nothing)} if nothing is ever agreed)"
        )
    return (
        f"a deal with a probability of {', '.join(chances)}. Against the tariffs in force the "
        f"talks are worth {' and '.join(worth)}, on average over the types."
    )


def _agreed_by(cases: Sequence[Case], weights: Mapping[Pair, float], day: date) -> float:
    return sum(
        weights[_pair(case)] * outcome.probability
        for case in cases
        for outcome in case.outcomes
        if outcome.agreement is not None and outcome.agreement.date <= day
    )


def _sure(run: Run, main: Solution) -> str:
    """Return what the certificate and the error of the values leave open."""
    gain = max(case.certificate.max_gain_busd for case in main.cases)
    told = f"given the numbers, another plan would gain nobody more than {_money(gain)}"
    if main.accuracy is not None and not main.accuracy.is_exact:
        told += f", and values are right to about {_money(main.accuracy.error_busd)}"
    if main.expectations is not None and not main.expectations.selected.is_principal:
        told += "; other equilibria may stand beside this one"
    if len(run.solutions) > 1:
        told += "; each table below says who knows what"
    return told + "."


def _weights(main: Solution, game: Game) -> dict[Pair, float]:
    """Return the prior of each pair of types among the cases, summing to 1."""
    prior = Belief.prior(game)
    found = {
        _pair(case): prior.probability(game.find_types(case.player_types)) for case in main.cases
    }
    total = sum(found.values())
    return {pair: chance / total if total > 0.0 else 0.0 for pair, chance in found.items()}


def _pair(case: Case) -> Pair:
    return tuple(case.player_types.values())


def _money(amount: float) -> str:
    """Return an amount in words, e.g. ``-$4.3bn``."""
    size = f"{abs(amount):.1f}" if abs(amount) >= 0.05 else f"{abs(amount):.1g}"
    return f"{'-' if amount < 0.0 else ''}${size}bn"


def _the(name: str) -> str:
    return f"the {name}" if name.startswith("United ") else name


def _day(when: date) -> str:
    return f"{when.day} {when:%B}"
