"""Matches from files, for estimating how precisely their players chose.

Every mistake in every file is reported together: a file that is none, a line that is no record, a
match of another scenario, a move that the rules do not allow, a match given twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..equilibria.estimation.choices import Choices
from ..foundations.errors import Problem, ProblemsFound
from ..game.game import Game
from ..results.match_files import read_matches
from ..results.record import Record
from .columns_of_moves import read_columns
from .moves_in_tables import is_table, matches_of_table


def matches_in(
    game: Game, paths: Iterable[Path], columns: Path | None = None
) -> tuple[Record, ...]:
    """Return the matches of a game that some files hold, in order.

    Tables of moves are read by the mapping of ``columns``, a TOML file (`columns_of_moves`).

    Raises ``ProblemsFound`` with everything in any of the files that is no match of this game, and
    with every match that is there twice: it would count for two.
    """
    mapping = None if columns is None else read_columns(game, columns)
    place_of: dict[Record, str] = {}
    problems: list[Problem] = []
    for path in paths:
        found = matches_of_table(game, path, mapping) if is_table(path) else read_matches(path)
        problems += found.problems
        try:
            if found.records:
                Choices.read(game, found.records, places=found.places)
        except ProblemsFound as mistakes:
            problems += mistakes.problems
        again: list[tuple[str, str]] = []
        for record, place in zip(found.records, found.places, strict=True):
            if record in place_of:
                again.append((place, place_of[record]))
            else:
                place_of[record] = place
        problems += _repeated(again)
    if problems:
        raise ProblemsFound(problems, "the files")
    return tuple(place_of)


def types_known(game: Game, records: Iterable[Record]) -> int:
    """Return in how many records the public knew from the start a type that the prior leaves open.

    The estimate takes types to be private: of such matches it has the wrong idea of what is known.
    """
    prior_of = {
        player: dict(zip(game.types[i], game.prior[i], strict=True))
        for i, player in enumerate(game.players)
    }
    return sum(
        any(
            chance == 1.0 and prior_of[player][name] < 1.0
            for player, beliefs in record.moves[0].beliefs.items()
            for name, chance in beliefs.items()
        )
        for record in records
    )


def _repeated(again: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    """Yield the matches of a file, with the places where they stood before, as one problem."""
    if again:
        place, before = again[0]
        more = f" and {len(again) - 1} more" if len(again) > 1 else ""
        yield Problem(
            where=place + more, what=f"the same match as {before}", remedy="each match once"
        )
