"""The table of one match: a row for every action, a column for everything a researcher may plot.

| column | meaning |
|---|---|
| `number` | the action's number, from 1 |
| `date`, `round`, `stage` | when and about what |
| `mover`, `action`, `probability` | who did what, and how likely its mixed action made it |
| `offer` | the package offered or answered, in words; empty where there is none |
| factors of the public state, e.g. `market` | its label before the action |
| indicators, e.g. `yield_bp`, `election_clock_us` | the number before the action, or of the round |
| `<player>_<part>_busd`, `<player>_total_busd` | paid so far, this action included, $bn |
| `belief_<player>_<type>` | the public belief after the action |
"""

from __future__ import annotations

from ..foundations.wording import in_words
from ..game.game import Game
from ..results.record import Move
from .talks import Talks

Cell = str | int | float
"""What stands in one place of the table."""


def columns(game: Game) -> tuple[str, ...]:
    """Return the names of a game's columns, in order."""
    return (
        "number",
        *("date", "round", "stage", "mover", "action", "probability", "offer"),
        *game.states.factors,
        *game.states.indicators,
        *game.indicators,
        *(f"{player}_{part}_busd" for player in game.players for part in (*game.parts, "total")),
        *(
            f"belief_{player}_{name}"
            for player, names in zip(game.players, game.types, strict=True)
            for name in names
        ),
    )


def row(move: Move, after: Talks) -> dict[str, Cell]:
    """Return the row of a move, given the talks right after it."""
    game = after.game
    paid = [
        amount for i in (0, 1) for amount in (*map(float, after.paid[:, i]), float(after.total[i]))
    ]
    cells: tuple[Cell, ...] = (
        len(after.history),
        move.date.isoformat(),
        *(move.round, move.stage, move.player, move.action, move.probability),
        "" if move.package is None else in_words(move.package),
        *(move.public_state[name] for name in game.states.factors),
        *(move.indicators[name] for name in (*game.states.indicators, *game.indicators)),
        *paid,
        *after.belief.of[0],
        *after.belief.of[1],
    )
    return dict(zip(columns(game), cells, strict=True))
