"""A solution retold in plain sentences, for a reader without game theory.

Every number is the solution's own or a mean of its numbers over the types, weighed with the prior.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...foundations.wording import (
    at_most,
    called,
    change,
    day_in_words,
    first_upper,
    in_words,
    money,
    percent,
    plain,
)
from ...game.beliefs import Belief
from ...game.game import Game
from ...payoffs.types import PartnerType, UsType
from ...results.expectations import Expectations, Signal
from ...results.receipt import CHOOSES
from ...results.solution import Solution
from ...scenario.compile import compile_game
from ...scenario.schema import Scenario
from .averages import Averages, main_solution
from .glossary import GLOSSARY

SMALL = 0.05
"""Amounts below this, $bn, are not worth a word."""
RARE = 0.05
"""What no type does as often as this is off the path."""

_CENT = 0.01

PARTS = {
    "tariffs": "what the change of tariffs does to trade",
    "programme": "the worth to it of its tariff programme",
    "commitments": "what is promised to be invested and bought",
    "treasury": "the Treasury market",
    "elections": "elections at home",
    "relations": "relations between the two",
    "delay": "the time that passes",
}
"""What the parts of a payoff are, in words; other parts are called by their names."""


def explained(solutions: Sequence[Solution], scenario: Scenario) -> list[str]:
    """Return the sentences."""
    game, main = compile_game(scenario), main_solution(solutions)
    found = Averages.of(main, game)
    told = [
        *_wants(found, game),
        *_card(found, scenario),
        *_believed(found, game, scenario),
        *_happens(found, scenario),
        *_earns(found, game),
        *_off_path(found, game),
        *_sure(found),
    ]
    return told


def print_explained(out: Console, solutions: Sequence[Solution], scenario: Scenario) -> None:
    """Print the sentences, numbered, and then the words that results use."""
    numbered = {f"{n}.": told for n, told in enumerate(explained(solutions, scenario), start=1)}
    for title, lines in (("In plain words", numbered), ("The words used", GLOSSARY)):
        table = Table.grid(padding=(0, 1, 0, 0))
        size = max(map(len, lines))
        table.add_column(width=size, justify="right" if lines is numbered else "left")
        table.add_column(width=max(out.width - size - 1, 1))
        for first, words in lines.items():
            table.add_row(Text(first), Text(words))
        out.print(Text(title, style="bold"))
        out.print(Padding(table, (0, 0, 1, 0)))


def _wants(found: Averages, game: Game) -> Iterator[str]:
    """Say where each side gains and where it loses."""
    for player in game.players:
        amounts = {part: found.part(player, part) for part in game.parts}
        best, worst = max(amounts, key=amounts.__getitem__), min(amounts, key=amounts.__getitem__)
        who = first_upper(called(player))
        gains = f"gains most by {_part(best)} ({change(amounts[best])})"
        loses = f"loses most by {_part(worst)} ({change(amounts[worst])})"
        told = [gains] * (amounts[best] >= SMALL) + [loses] * (amounts[worst] <= -SMALL)
        if told:
            yield f"{who} {' and '.join(told)}, against the tariffs in force."


def _part(name: str) -> str:
    return PARTS.get(name, plain(name))


def _card(found: Averages, scenario: Scenario) -> Iterator[str]:
    """Say what the Treasury card is and what it brings, where it can be played."""
    contents = scenario.contents
    partner, ladder = contents.partner.id, list(contents.card.postures)
    if len(ladder) < 2:
        return
    held = contents.reserves.holdings_busd
    who = first_upper(called(partner))
    highest = plain(ladder[-1])
    yield (
        f"{who} holds {money(held, 0)} of US Treasuries: that is its card, which it can play in "
        f"{len(ladder)} steps, called postures, from {plain(ladder[0])} to {highest}."
    )
    if "treasury" in next(iter(found.solution.cases[0].payoffs.values())).parts:
        brings = [
            f"{change(found.part(player, 'treasury'))} to {called(player)}"
            for player in found.solution.cases[0].player_types
        ]
        yield (
            "Yields, reserves, sales and a promise to hold the bonds (the part called treasury) "
            f"bring {' and '.join(brings)}. That is not what having the card is worth: for that, "
            "`negotiation experiment does_the_card_pay` solves the talks with and without it."
        )


def _believed(found: Averages, game: Game, scenario: Scenario) -> Iterator[str]:
    """Say what is known of the types when the talks begin, and what each of them does."""
    prior, told = Belief.prior(game), []
    for i, player in enumerate(game.players):
        if len(game.types[i]) > 1:
            chances = [
                f"{plain(name)} with {percent(chance)}"
                for name, chance in zip(game.types[i], prior.of[i], strict=True)
            ]
            told.append(f"{called(player)} is {' or '.join(chances)}")
    if not told:
        return
    if found.solution.is_private:
        yield (
            f"At the start everyone believes that {' and that '.join(told)}; each side alone knows "
            "which it is, and what it does tells the others something about that."
        )
    else:
        yield (
            f"Here each side knows what the other is; that {' and '.join(told)} is used only to "
            "average what follows."
        )
    contents = scenario.contents
    kinds: list[Mapping[str, UsType | PartnerType]] = [contents.us.types, contents.partner.types]
    for player, types in zip(game.players, kinds, strict=True):
        words = {plain(name): one.words for name, one in types.items() if one.words}
        meant = [f"one that is {name} {does}" for name, does in words.items()]
        if meant and len(types) > 1:
            yield f"What government {called(player)} has is the question: {'; '.join(meant)}."


def _happens(found: Averages, scenario: Scenario) -> Iterator[str]:
    """Say whether, when and on what they agree."""
    likely = found.likeliest_agreement()
    if CHOOSES in found.solution.receipt.parameters:
        if likely is not None:
            yield (
                f"The rule chooses {in_words(likely[0].package)} (for "
                f"{percent(likely[1])} of the types, by the prior)."
            )
        return
    days = [one.day for one in scenario.contents.rounds]
    by = found.agreed_by(days)
    first = f"{percent(by[0])} on {day_in_words(days[0])}, the first day of the talks"
    yield (
        f"The two agree with a probability of {first}, and of {percent(by[-1])} by "
        f"{day_in_words(days[-1])}, the last."
        if len(days) > 1
        else f"The two agree with a probability of {first} and the last."
    )
    if likely is not None:
        agreement, chance = likely
        yield (
            f"The likeliest single outcome, with {percent(chance)} of the probability, is an "
            f"agreement on {day_in_words(agreement.date)}: {in_words(agreement.package)}."
        )
    without = {
        ending: chance for ending, chance in found.endings_without_deal().items() if chance > 1e-3
    }
    if without:
        told = [f"{plain(ending)} ({percent(chance)})" for ending, chance in without.items()]
        yield (
            "Where there is no deal, the outcomes that are listed end with: "
            f"{', '.join(told)}; the rest are too unlikely each to be listed."
        )


def _earns(found: Averages, game: Game) -> Iterator[str]:
    """Say what each earns, against no deal and by type."""
    for i, player in enumerate(game.players):
        total, nothing = found.total(player), found.no_deal(player)
        told = f"{first_upper(called(player))} earns {money(total)} on average"
        names = [n for n in game.types[i] if _is_told(found, player, n)]
        if len(names) > 1:
            each = [f"{money(found.total_if(player, n))} if it is {plain(n)}" for n in names]
            told += f" ({', '.join(each)})"
        if nothing is not None:
            told += (
                f"; without any deal it would have {money(nothing)}, so that the talks are worth "
                f"{change(total - nothing)} to it"
            )
            if total < nothing - _CENT:
                told += " (it cannot keep the other side from making offers and moves)"
        yield f"{told}."


def _is_told(found: Averages, player: str, name: str) -> bool:
    return any(w > 0.0 and case.player_types[player] == name for w, case in found.cases)


def _off_path(found: Averages, game: Game) -> Iterator[str]:
    """Say what would be thought, or had, if play went where it is not expected to go."""
    expectations = found.solution.expectations
    signal = None if expectations is None else _telling(expectations)
    if signal is not None:
        i = game.players.index(signal.player)
        second = plain(game.types[i][1])
        who = called(signal.player)
        most = max(signal.chance_by_type.values())
        yield (
            f"Hardly anybody is expected to do this: at {signal.round} ({plain(signal.stage)}), "
            f"{plain(signal.action)} is chosen with a probability of {percent(most)} at most, "
            f"whatever the type. If {who} did, the belief that it is {second}, on average "
            f"{percent(signal.belief_before)} after what came before, would become "
            f"{percent(signal.belief_after)}."
        )
    nothing = {player: found.no_deal(player) for player in game.players}
    if CHOOSES not in found.solution.receipt.parameters and all(
        amount is not None for amount in nothing.values()
    ):
        told = [
            f"{called(player)} would have {money(amount)}"
            for player, amount in nothing.items()
            if amount is not None
        ]
        yield (
            f"If all offers were refused to the end, {' and '.join(told)}; the more an offer is "
            "worth to a side beside going on, the sooner it is accepted."
        )


def _telling(found: Expectations) -> Signal | None:
    """Return what is hardly ever done and would tell most about who does it."""
    rare = [
        signal
        for signal in found.signals
        if len(signal.chance_by_type) == 2 and 0.0 < max(signal.chance_by_type.values()) < RARE
    ]
    return max(rare, key=lambda one: abs(one.belief_after - one.belief_before), default=None)


def _sure(found: Averages) -> Iterator[str]:
    """Say how good the answer is: given the numbers, and the numbers themselves."""
    solution = found.solution
    gain = max(case.certificate.max_gain_busd for case in solution.cases)
    told = (
        "Code that shares nothing with the solver has looked for better plans: given the numbers, "
        f"none would gain any type more than {at_most(gain)}"
    )
    if CHOOSES in solution.receipt.parameters:
        told = (
            "Code that shares nothing with the solver has tried every other package: none "
            f"satisfies the rule better by more than {at_most(gain)}"
        )
    if solution.accuracy is not None and not solution.accuracy.is_exact:
        error = at_most(solution.accuracy.error_busd)
        told += f"; the amounts are right to within about {error}"
    yield f"{told}."
    if solution.expectations is not None and not solution.expectations.selected.is_principal:
        yield "Other equilibria may stand beside this one; `negotiation equilibria` looks for them."
