"""Take a seat: negotiate yourself, at the keyboard, against a strategy or another person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console.options import ScenarioName, Seed, Types, assignments
from .console.varied import Changes, scenario_with, usual_folder

if TYPE_CHECKING:
    from ..engine.sitting import Sitting
    from ..game.game import Game, TypePair
    from ..results.record import Record
    from ..strategies.strategy import Strategy
    from .console.seats import Seating


def command(  # noqa: PLR0913, PLR0917 - its parameters are the options
    scenario: ScenarioName = "june_deadline",
    changes: Changes = None,
    seat: Annotated[str, typer.Option(metavar="PLAYER", help="Whose seat you take.")] = "japan",
    against: Annotated[
        str,
        typer.Option(
            metavar="STRATEGY",
            help="The other's: FILE, FILE.py:Class or a name of the shelf; human: two people share "
            "the keyboard.",
        ),
    ] = "logit_follower",
    types: Types = "",
    seed: Seed = 0,
    brief: Annotated[
        bool, typer.Option("--brief", help="Only print the seat's briefing, or write it to --out.")
    ] = False,
    name: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="Who you are, kept in the record; for two: us=ANN,japan=BEN."
        ),
    ] = "",
    resume: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Go on with talks that were left.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Keeps the record. A file of matches of the same game is added to, any other that "
            "exists is refused: nothing is written over.",
        ),
    ] = None,
) -> None:
    """Negotiate yourself; each side knows its own type alone, and those not named are drawn."""
    from ..engine.sitting import Sitting
    from ..scenario.compile import compile_game
    from .console.seats import HUMAN, Seating
    from .console.tables import console
    from .console.unfinished import read_unfinished

    loaded = scenario_with(scenario, changes)
    game = compile_game(loaded)
    own = game.player(seat)
    named = _names(game, name, seat)
    kept = None if resume is None else read_unfinished(resume)
    match = 0 if out is None or brief else _match_in(out, game, seed, kept)
    pair = _types(game, types, seed, match) if kept is None else _types_of(game, kept, types)
    shown = console()
    seating = Seating(loaded, game, pair, shown, is_shared=against == HUMAN)
    if brief:
        _hand_out(seating, own, out)
        return
    other = seating.take(1 - own) if seating.is_shared else _opponent(game, against)
    human = seating.take(own)
    seats = (human, other) if own == 0 else (other, human)
    sitting = (
        Sitting.begin(game, seats, pair, seed=seed, match=match)
        if kept is None
        else Sitting.resumed(game, seats, kept)
    )
    shown.print(_seated(game, own, pair, other), soft_wrap=True)
    given = {"scenario": scenario, "seat": seat, "against": against, "name": name}
    given["out"] = "" if out is None else str(out)
    beside = usual_folder(loaded) / "sit.jsonl" if out is None else out
    with _kept_if_left(sitting, seating, given, changes or (), beside, resume):
        sitting.play()
    record = sitting.record(named)
    if seating.is_shared:
        seating.clear()
    shown.print(f"\n{record.story()}", soft_wrap=True)
    if out is not None:  # at once: what follows may be interrupted
        _add(record, out)
    _compare(game, record, [0, 1] if seating.is_shared else [own])


@contextmanager
def _kept_if_left(
    sitting: Sitting,
    seating: Seating,
    given: Mapping[str, str],
    changes: Sequence[str],
    beside: Path,
    resumed: Path | None,
) -> Iterator[None]:
    """Keep the talks if anyone leaves them, say how to go on with them, and end the command."""
    from .console.asking import TableLeft
    from .console.guarding import INTERRUPTED
    from .console.tables import notices
    from .console.unfinished import farewell, keep_unfinished

    try:
        yield
    except (TableLeft, KeyboardInterrupt) as left:
        where = keep_unfinished(sitting, beside) if seating.has_chosen else resumed
        if isinstance(left, TableLeft):
            why, code = str(left), 0 if left.meant else left.exit_code
        else:
            why, code = "you left the table", INTERRUPTED
        told = farewell(why, given, changes, where)
        notices().print(f"\n{told}", soft_wrap=True)
        raise SystemExit(code) from None


def _add(record: Record, out: Path) -> None:
    from ..results.adding import add_matches
    from .console.tables import notices

    held = add_matches([record], out)
    matches = "match" if held == 1 else "matches"
    notices().print(f"saved {out}, which holds {held} {matches}", soft_wrap=True)


def _match_in(out: Path, game: Game, seed: int, kept: Record | None) -> int:
    """Return the number of the match to come, before the talks: else they would be lost.

    Talks that were left have theirs, and every draw of them belongs to it.
    """
    from ..results.adding import check_addable, next_match

    if kept is not None:
        check_addable(out, game.fingerprint, kept.receipt.seed, [kept.match], "another --out")
        return kept.match
    check_addable(out, game.fingerprint)
    return next_match(out, seed)


def _names(game: Game, name: str, seat: str) -> dict[str, str]:
    """Return what is kept of the names of those who sit: a setting for each player named."""
    if not name:
        return {}
    found = assignments(name, "--name") if "=" in name else {seat: name}
    for player in found:
        game.player(player)
    return {f"{player} name": called for player, called in found.items()}


def _types(game: Game, types: str, seed: int, match: int) -> TypePair:
    """Return the types that play: those named, the others drawn by chance."""
    from ..engine.who_knows import drawn_types

    named = assignments(types, "--types")
    for player in named:
        game.player(player)
    wanted, drawn = game.find_types(named), drawn_types(game, seed, match)
    first, second = (
        wanted[i] if player in named else drawn[i] for i, player in enumerate(game.players)
    )
    return first, second


def _types_of(game: Game, kept: Record, types: str) -> TypePair:
    """Return the types of talks that were left."""
    from ..foundations.errors import NegotiationError

    if types:
        raise NegotiationError(
            f"--types {types}: the talks that were left have theirs; leave it out"
        )
    return game.find_types(kept.player_types)


def _opponent(game: Game, against: str) -> Strategy:
    """Return the strategy in the other seat; says so first where something is to be solved."""
    from ..engine.seating import made_for
    from ..engine.strategy_choice import choice_of
    from .console.tables import notices

    choice = choice_of(against)
    if choice.followed is not None:
        notices().print(
            "The other side follows an equilibrium, which is solved first: some seconds, and "
            "about a minute more where the solver has not run on this machine before. A strategy "
            "that follows none, e.g. --against boulware, sits down at once.",
            soft_wrap=True,
        )
    with notices().status("Preparing the other side ..."):
        return made_for(game, choice)


def _hand_out(seating: Seating, own: int, out: Path | None) -> None:
    """Print the briefing of a seat, or write it to a file."""
    from .console.tables import notices

    if out is None:
        seating.print_sheet(own)
        return
    seating.write_sheet(own, out)
    notices().print(f"saved {out}", soft_wrap=True)


def _seated(game: Game, own: int, pair: TypePair, other: Strategy) -> str:
    """Return who sits where, and what is known of the other side."""
    from ..engine.human import Human
    from ..engine.naming import name_of
    from ..foundations.wording import called

    if isinstance(other, Human):
        return (
            f"Two people share this keyboard: {called(game.players[0])} and "
            f"{called(game.players[1])}. Each is briefed when its turn comes; its type is known to "
            "it alone."
        )
    chances = ", ".join(
        f"{name.replace('_', ' ')} {chance:.2f}"
        for name, chance in zip(game.types[1 - own], game.prior[1 - own], strict=True)
    )
    mine = game.types[own][pair[own]].replace("_", " ")
    return (
        f"You are {called(game.players[own])} ({mine}), known to you alone; "
        f"{called(game.players[1 - own])} plays {name_of(other).replace('_', ' ')}, and its type "
        f"is its own secret: {chances}"
    )


def _compare(game: Game, record: Record, players: list[int]) -> None:
    """Print what an equilibrium would have paid those who sat there."""
    from ..engine.solving import solve_game
    from ..foundations.wording import called
    from .console.tables import console

    pair = game.find_types(record.player_types)
    case = solve_game(game, "subgame_perfect", [pair]).cases[0]
    paid = " and ".join(
        f"{called(game.players[i])} {case.payoffs[game.players[i]].total:+.2f} $bn" for i in players
    )
    console().print(f"Equilibrium, had both types been known, pays {paid}.", soft_wrap=True)
