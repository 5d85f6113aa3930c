"""Matches from a table of moves: a CSV with a row a move, as oTree or a spreadsheet writes it.

Rows of one match stand in their order; which column says what is a mapping (`columns_of_moves`).
The rules of the game are walked along the rows: a stage whose mover has no row takes what the
mapping says of the unsaid, or its only action. Rows without an action and without a package are
passed over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..foundations.errors import NegotiationError, Problem, nearest
from ..game.beliefs import Belief
from ..game.game import Game
from ..game.rules import action_name, is_legal, legal_actions, stage_at
from ..game.stages import NO_OFFER, StageKind
from ..results.match_files import MatchFile
from ..results.record import Record
from .columns_of_moves import Columns, wanted
from .human import Human
from .matches import move_of, record_of
from .talks import Talks


@dataclass(frozen=True)
class _Row:
    """One row of the table."""

    line: int
    cells: Mapping[str, str]


class _Astray(Exception):
    """A match that is no path of the game."""

    def __init__(self, what: str, line: int | None = None, remedy: str = "") -> None:
        super().__init__(what)
        self.line = line
        self.remedy = remedy


def is_table(path: Path) -> bool:
    """Return whether a file is taken for a table of moves: by its ending."""
    return path.suffix.lower() in {".csv", ".tsv"}


def matches_of_table(game: Game, path: Path, columns: Columns | None) -> MatchFile:
    """Return the matches of a table; what is wrong with it comes back with them."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        return MatchFile((), (), (Problem(where=str(path), what=f"cannot be read: {why}"),))
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=mark)
    names = [name for name in reader.fieldnames or () if name]
    if columns is None:
        what = f"{wanted(game)}; it has the columns {', '.join(names) or 'none'}"
        return MatchFile((), (), (Problem(where=str(path), what=what),))
    lacking = sorted({name for name in columns.column_of.values() if name not in names})
    if lacking:
        problems = tuple(
            Problem(where=str(path), what="no such column", value=name, remedy=nearest(name, names))
            for name in lacking
        )
        return MatchFile((), (), problems)
    matches: dict[str, list[_Row]] = {}
    for row in reader:
        if _speaks(row, columns):
            matches.setdefault(columns.read(row, "match"), []).append(_Row(reader.line_num, row))
    return _walked(game, path, columns, matches)


def _speaks(row: Mapping[str, str], columns: Columns) -> bool:
    """Return whether a row says anything of a move."""
    said = [key for key in columns.column_of if key == "action" or key.startswith("package.")]
    return any((row.get(columns.column_of[key]) or "").strip() for key in said)


def _walked(
    game: Game, path: Path, columns: Columns, matches: Mapping[str, Sequence[_Row]]
) -> MatchFile:
    records, places, problems = [], [], []
    for number, (name, rows) in enumerate(matches.items()):
        try:
            records.append(_record(game, columns, rows, number))
            places.append(f"{path}, match {name}")
        except _Astray as error:
            line = "" if error.line is None else f", line {error.line}"
            problems.append(
                Problem(where=f"{path}, match {name}{line}", what=str(error), remedy=error.remedy)
            )
    if not matches:
        problems.append(Problem(where=str(path), what="holds no move"))
    return MatchFile(tuple(records), tuple(places), tuple(problems))


def _record(game: Game, columns: Columns, rows: Sequence[_Row], number: int) -> Record:
    types = {}
    for player in game.players:
        said = {columns.read(row.cells, f"type.{player}") for row in rows} - {""}
        if len(said) != 1:
            what = f"says {' and '.join(sorted(said))}" if said else "says nothing"
            raise _Astray(f"it {what} of the type of {player}", rows[0].line, "one type a match")
        types[player] = said.pop()
    try:
        pair = game.find_types(types)
    except NegotiationError as error:
        raise _Astray(str(error), rows[0].line) from error
    talks = Talks.begin(game, pair, seed=0, match=number, belief=Belief.prior(game))
    moves, left = [], list(rows)
    while not talks.is_over:
        action = _action(talks, columns, left)
        moves.append(move_of(talks, action, 1.0))
        talks = talks.advanced(action)
    if left:
        raise _Astray("the talks are over before this move", left[0].line)
    people = tuple(Human(lambda seen: int(seen.legal_actions[0])) for _ in game.players)
    return record_of(talks, moves, (people[0], people[1]), seed=0, match=number)


def _action(talks: Talks, columns: Columns, left: list[_Row]) -> int:
    """Return what is done where the talks stand; a row that says so is taken off the front."""
    game, here = talks.game, talks.position
    assert here is not None
    stage = stage_at(game, here)
    mover = "nature" if stage.mover is None else game.players[stage.mover]
    offering = stage.kind is StageKind.OFFER
    listed = [int(k) for k in legal_actions(game, here)]
    named = {action_name(game, here, k): k for k in listed if not offering or k == NO_OFFER}
    row = left[0] if left else None
    if row is not None and columns.read(row.cells, "player") == mover:
        said = columns.read(row.cells, "action")
        found = named.get(said)
        if found is None and offering and said in {"", "offer"}:
            found = _offer(talks, columns, row)
        if found is not None:
            left.pop(0)
            return found
    if stage.name in columns.unsaid:
        word = columns.unsaid[stage.name]
        if word not in named:
            raise _Astray(
                f"[unsaid] {stage.name} is {word!r}, which is not open there",
                remedy=nearest(word, named),
            )
        return named[word]
    if len(listed) == 1:
        return listed[0]
    day = game.rounds[stage.round_index].day
    open_to = f"{', '.join(named)}{', or an offer' if offering else ''}"
    if row is None:
        raise _Astray(
            f"it ends before the talks do: {mover} moves at {stage.name!r} on {day} ({open_to})"
        )
    said = columns.read(row.cells, "action") or "a package"
    who = columns.read(row.cells, "player") or "nobody"
    raise _Astray(
        f"it says that {who} does {said!r}; by the rules {mover} moves at {stage.name!r} on "
        f"{day} ({open_to})",
        row.line,
        f"such a row, or [unsaid] {stage.name!r} in the mapping",
    )


def _offer(talks: Talks, columns: Columns, row: _Row) -> int:
    """Return the offer of the package that a row holds."""
    game, here, table = talks.game, talks.position, talks.game.packages
    assert here is not None
    assert table is not None
    terms = {}
    for n, issue in enumerate(table.issues):
        said = columns.read(row.cells, f"package.{issue}")
        terms[issue] = _level(said, table.levels[n], table.numbers.get(issue, ()))
        if terms[issue] is None:
            known = zip(table.levels[n], table.numbers.get(issue, ()), strict=False)
            allowed = [f"{label!r} or {number:g}" for label, number in known] or table.levels[n]
            raise _Astray(
                f"{issue} has no level {said!r}", row.line, f"one of {'; '.join(allowed)}"
            )
    try:
        action = 1 + table.find({issue: str(level) for issue, level in terms.items()})
    except NegotiationError as error:
        raise _Astray(str(error), row.line) from error
    if not is_legal(game, here, action, None):
        raise _Astray("this offer is not open there", row.line)
    return action


def _level(said: str, labels: Sequence[str], numbers: Sequence[float]) -> str | None:
    """Return the label of a level given by its label or its number; ``None`` if there is none."""
    if said in labels:
        return said
    try:
        number = float(said)
    except ValueError:
        return None
    return next(
        (
            label
            for label, one in zip(labels, numbers, strict=False)
            if abs(one - number) <= 1e-9 * max(1.0, abs(one))
        ),
        None,
    )
