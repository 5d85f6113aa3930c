"""Take a seat: negotiate yourself, at the keyboard, against a strategy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console.options import ScenarioName, Seed, Types, assignments
from .console.varied import Changes, scenario_with

if TYPE_CHECKING:
    from ..game.game import Game


def command(
    scenario: ScenarioName = "june_deadline",
    changes: Changes = None,
    seat: Annotated[str, typer.Option(metavar="PLAYER", help="Whose seat you take.")] = "japan",
    against: Annotated[
        str,
        typer.Option(
            metavar="STRATEGY", help="The other's: FILE, FILE.py:Class or a name of the shelf."
        ),
    ] = "logit_follower",
    types: Types = "",
    seed: Seed = 0,
    out: Annotated[Path | None, typer.Option(help="File that keeps the record.")] = None,
) -> None:
    """Negotiate yourself; types are private, and those not named are drawn."""
    from ..engine.human import Human
    from ..engine.matches import played
    from ..engine.naming import name_of
    from ..engine.seating import made_for
    from ..engine.solving import solve_game
    from ..engine.who_knows import begun, drawn_types
    from ..results.match_files import save_matches
    from ..results.record import called
    from ..results.storage import check_place
    from ..scenario.compile import compile_game
    from .console.asking import Keyboard
    from .console.tables import console, notices

    if out is not None:
        check_place(out)  # before the talks: they would be lost
    game = compile_game(scenario_with(scenario, changes))
    own = game.player(seat)
    named = assignments(types, "--types")
    for player in named:
        game.player(player)
    wanted, drawn = game.find_types(named), drawn_types(game, seed, 0)
    first, second = (
        wanted[i] if player in named else drawn[i] for i, player in enumerate(game.players)
    )
    with notices().status("Preparing the other side ..."):
        other = made_for(game, against)
    shown = console()
    keyboard = Keyboard(tell=lambda line: shown.print(line, soft_wrap=True), read=input)
    human = Human(keyboard.ask)
    seats = (human, other) if own == 0 else (other, human)
    you = called(game.players[own])
    keyboard.tell(_seated(game, own, (first, second)[own], name_of(other)))
    talks = begun(game, seats, (first, second), seed=seed, private=True)
    record = played(talks, seats).record(seats, seed=seed)
    shown.print(f"\n{record.story()}", soft_wrap=True)
    case = solve_game(game, "subgame_perfect", [(first, second)]).cases[0]
    paid = case.payoffs[game.players[own]].total
    shown.print(
        f"Equilibrium, had both types been known, pays {you} {paid:+.2f} $bn.", soft_wrap=True
    )
    if out is not None:
        save_matches([record], out)
        notices().print(f"saved {out}")


def _seated(game: Game, own: int, own_type: int, other: str) -> str:
    """Return who sits where, and what is known of the other side."""
    from ..results.record import called

    chances = ", ".join(
        f"{name.replace('_', ' ')} {chance:.2f}"
        for name, chance in zip(game.types[1 - own], game.prior[1 - own], strict=True)
    )
    mine = game.types[own][own_type].replace("_", " ")
    return (
        f"You are {called(game.players[own])} ({mine}), known to you alone; "
        f"{called(game.players[1 - own])} plays {other.replace('_', ' ')}, and its type is its own "
        f"secret: {chances}"
    )
