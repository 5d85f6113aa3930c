"""A record of play: one talk from the first move to its end, as anyone could have watched it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..foundations.records import record
from .receipt import Receipt
from .solution import Agreement, Payoff


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

    def story(self) -> str:
        """Return the talks as a text that a historian can read, one line a move."""
        lines = [
            f"{self.scenario}: "
            + " against ".join(
                f"{player} ({self.player_types[player]}, playing {self.strategies[player]})"
                for player in self.strategies
            )
        ]
        day: date | None = None
        for move in self.moves:
            if move.date != day:
                day = move.date
                lines.append(f"{move.date.day} {move.date:%B %Y}, {move.round}")
            lines.append("  " + _sentence(move))
        lines.append(f"Ending: {self.ending}")
        for player, payoff in self.payoffs.items():
            parts = ", ".join(f"{name} {amount:+.2f}" for name, amount in payoff.parts.items())
            lines.append(f"  {player}: {payoff.total:+.2f} $bn ({parts})")
        return "\n".join(lines)


def in_words(package: Mapping[str, str]) -> str:
    """Return a package as one phrase."""
    return ", ".join(f"{issue.replace('_', ' ')} {level}" for issue, level in package.items())


def _sentence(move: Move) -> str:
    what = move.action.replace("_", " ")
    if move.action == "offer" and move.package is not None:
        what = f"offers {in_words(move.package)}"
    elif move.stage == "answer":
        what = {"accept": "accepts", "reject": "rejects", "walk out": "walks out"}[what]
    elif move.stage not in ("offer",):
        what = f"{move.stage}: {what}"
    chance = "" if move.probability > 0.999999 else f" (probability {move.probability:.2f})"
    return f"{move.player} {what}{chance}"
