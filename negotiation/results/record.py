"""A record of play: one talk from the first move to its end, as anyone could have watched it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from ..foundations.records import record
from ..foundations.wording import (
    called,
    day_in_words,
    first_upper,
    in_words,
    money,
    percent,
    plain,
)
from ..game.protocol import LAST_WORDS, MARKET, RETALIATION
from .case import Agreement, Payoff
from .frames import Cell, framed
from .receipt import Receipt

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_NEW = 2
"""Offers that differ from the last one in more issues than this are told in full."""

NOTICED = 0.05
"""A story tells of a public belief that moved by this much since it last told of it."""


@record
class Move:
    """One public move."""

    date: date
    """The day."""
    round: str
    """The round's name."""
    stage: str
    """What the stage was about, e.g. ``market`` or ``offer``."""
    player: str
    """Who moved; ``nature`` for the market."""
    action: str
    """The action's public name."""
    package: Mapping[str, str] | None
    """The package offered or answered, where there is one."""
    probability: float
    """The probability that the mover's mixed action gave to this action."""
    public_state: Mapping[str, str]
    """The public state before the move."""
    indicators: Mapping[str, float]
    """Numbers of the day, e.g. ``yield_bp``."""
    payoffs: Mapping[str, float]
    """What the move itself paid each player, $bn."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """The package in numbers, by issue, in the record's ``units``."""
    beliefs: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """What the public believed before the move: each type's probability, by player and type.

    Empty in records stored by versions that did not keep it.
    """


@record
class Record:
    """One match, complete: who played, what happened, what it was worth."""

    scenario: str
    """Name of the scenario."""
    match: int
    """Number of the match under its seed."""
    strategies: Mapping[str, str]
    """Each player's strategy, by player."""
    player_types: Mapping[str, str]
    """Each player's type, by player."""
    moves: tuple[Move, ...]
    """Every move, in order."""
    ending: str
    """``agreement``, ``walk out``, or the name of the last word that ended the talks."""
    agreement: Agreement | None
    """The agreement, if there was one."""
    payoffs: Mapping[str, Payoff]
    """Realised payoffs by player and part, $bn."""
    receipt: Receipt
    """What it was made from."""
    units: Mapping[str, str] = field(default_factory=dict)
    """The unit of the numbers in packages, by issue."""

    def story(self) -> str:
        """Return the talks as a text that a historian can read, one line a move.

        Postures held and a market that stays as it is are left out unless the public reads
        something into them; the record keeps them.
        """
        lines = [
            f"{self.scenario}: "
            + ", ".join(
                f"{called(player)} ({plain(self.player_types[player])}) plays {plain(name)}"
                for player, name in self.strategies.items()
            )
        ]
        day: date | None = None
        offers: dict[str, Mapping[str, str]] = {}
        believed = dict(self.moves[0].beliefs)
        for move, following in zip_longest(self.moves, self.moves[1:]):
            if move.date != day:
                day = move.date
                lines.append(f"{day_in_words(day, year=True)}, {move.round}")
            after = move if following is None else following
            goes_on = after.round != move.round
            told = _sentence(move, after.public_state, offers, goes_on=goes_on)
            learnt = _learnt(move.player, believed, after.beliefs)
            if learnt and not told:
                told = _held(move)
            lines += [f"  {line}" for line in (told, learnt) if line]
            if move.stage == "offer" and move.package is not None:
                offers[move.player] = move.package
        if self.agreement is None:
            lines.append(f"No agreement: {plain(self.ending)}.")
        else:
            terms = in_words(self.agreement.package)
            lines.append(f"Agreement on {day_in_words(self.agreement.date, year=True)}: {terms}.")
        lines += [f"  {_worth(player, payoff)}" for player, payoff in self.payoffs.items()]
        return "\n".join(lines)

    def to_rows(self) -> list[dict[str, Cell]]:
        """Return a row for each move: who did what when, before which public state."""
        return [
            {
                "match": self.match,
                "date": move.date.isoformat(),
                "round": move.round,
                "stage": move.stage,
                "player": move.player,
                "action": move.action,
                "probability": move.probability,
                **{f"package_{n}": level for n, level in (move.package or {}).items()},
                **move.public_state,
                **move.indicators,
                **{f"paid_{player}": amount for player, amount in move.payoffs.items()},
                **{
                    f"believed_{player}_{own}": chance
                    for player, by_type in move.beliefs.items()
                    for own, chance in by_type.items()
                },
            }
            for move in self.moves
        ]

    def to_frame(self) -> DataFrame:
        """Return the same rows as a data frame of pandas."""
        return framed(self.to_rows())


def _sentence(
    move: Move,
    after: Mapping[str, str],
    offers: Mapping[str, Mapping[str, str]],
    *,
    goes_on: bool,
) -> str:
    """Return a move in words, given the public state after it; empty if nothing happened.

    ``goes_on`` says that another round follows at once.
    """
    changed = [name for name, label in move.public_state.items() if after.get(name) != label]
    action = plain(move.action)
    chance = _chance(move)
    who = first_upper(called(move.player))
    answers = {"accept": "accepts", "reject": "rejects", "walk out": "walks out"}
    if move.player == "nature":
        if move.stage == MARKET:
            return f"The market turns {action}{chance}." if changed else ""
        return f"{move.stage.capitalize()}: {action}{chance}." if changed else ""
    if move.stage == "offer":
        if move.package is None:
            return f"{who} makes no offer{chance}."
        return f"{who} {_offered(move.package, offers.get(move.player))}{chance}."
    if move.stage == "answer":
        return f"{who} {answers[action]}{chance}."
    if move.stage in LAST_WORDS:
        verb = "decides on the deadline" if goes_on else "has the last word"
        return f"{who} {'replies' if move.stage == RETALIATION else verb}: {action}{chance}."
    if changed:
        posture = next((name for name in changed if after.get(name) == move.action), changed[0])
        before = plain(move.public_state[posture])
        return f"{who} changes its posture from {before} to {action}{chance}."
    is_held = move.action in move.public_state.values()
    return "" if is_held else f"{who} has the {move.stage}: {action}{chance}."


def _held(move: Move) -> str:
    """Return in words that a player left its posture as it was."""
    who = first_upper(called(move.player))
    return f"{who} keeps its posture: {plain(move.action)}{_chance(move)}."


def _chance(move: Move) -> str:
    return "" if move.probability > 0.999999 else f" (chance {percent(move.probability)})"


def _learnt(
    player: str, believed: dict[str, Mapping[str, float]], after: Mapping[str, Mapping[str, float]]
) -> str:
    """Return what the public now thinks of a player, if it is noticeably not what it last was.

    Notes in ``believed`` what it tells. Of two types the second is spoken of, of more the one
    whose probability moved most.
    """
    now, before = after.get(player), believed.get(player)
    if now is None or before is None or len(now) == 1:
        return ""
    moved = {name: abs(now[name] - before[name]) for name in now}
    name = list(now)[1] if len(now) == 2 else max(moved, key=lambda name: moved[name])
    if moved[name] < NOTICED:
        return ""
    believed[player] = now
    return (
        f"The public now thinks {called(player)} {plain(name)} with {percent(now[name])} "
        f"instead of {percent(before[name])}."
    )


def _offered(package: Mapping[str, str], before: Mapping[str, str] | None) -> str:
    """Return an offer in words: in full at first, then what is new in it while that is little."""
    new = {} if before is None else {n: x for n, x in package.items() if before[n] != x}
    if before is None or len(new) > MOST_NEW:
        return f"offers {in_words(package)}"
    if not new:
        return "repeats its offer"
    return "now offers " + ", ".join(
        plain(f"{issue} {level} instead of {before[issue]}") for issue, level in new.items()
    )


def _worth(player: str, payoff: Payoff) -> str:
    shown = {name: amount for name, amount in payoff.parts.items() if round(amount, 2) != 0.0}
    parts = ", ".join(f"{plain(name)} {money(amount, 2)}" for name, amount in shown.items())
    return f"To {called(player)}: {money(payoff.total, 2)}" + (f" ({parts})" if parts else "")
