"""Play a scenario many times and keep the records, e.g. to estimate how precise players are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console.options import (
    Grid,
    Offers,
    Precision,
    ScenarioName,
    Seed,
    assignments,
    settings_of,
)
from .console.varied import Changes, scenario_with, usual_folder

if TYPE_CHECKING:
    from ..game.game import Game
    from ..results.record import Record


def command(  # noqa: PLR0913, PLR0917 - its parameters are the options
    scenario: ScenarioName,
    changes: Changes = None,
    matches: Annotated[int, typer.Option(help="How many matches to play.", min=1, max=10**9)] = 100,
    strategies: Annotated[
        str,
        typer.Option(
            metavar="PLAYER=STRATEGY,..",
            help="Names, files or FILE.py:Class, e.g. japan=boulware(beta=0.5).",
        ),
    ] = "",
    types: Annotated[
        str,
        typer.Option(
            metavar="PLAYER=TYPE,..",
            help="Types, e.g. us=sensitive; those not named are drawn by chance for each match. "
            "Both players know both, unless one follows an equilibrium of private information, "
            "such as logit_follower: then each knows its own alone.",
        ),
    ] = "",
    precision: Precision = None,
    grid: Grid = None,
    offers: Offers = None,
    seed: Seed = 0,
    first: Annotated[int, typer.Option(help="Number of the first match.", min=0)] = 0,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Keeps the records; results/SCENARIO/matches.jsonl by default. A file of matches "
            "of the same game is added to, any other that exists is refused: nothing is written "
            "over.",
        ),
    ] = None,
) -> None:
    """Play many matches and keep their records in a file; types not named are drawn by chance."""
    from ..engine.matches_in_files import types_known
    from ..engine.running import play_many
    from ..engine.seating import concepts_followed
    from ..results.adding import add_matches, check_addable, check_settings
    from ..scenario.compile import compile_game
    from .console.tables import console, notices

    who = assignments(types, "--types")
    how = assignments(strategies, "--strategies")
    taking = concepts_followed(how.values())
    settings = settings_of(taking, precision=precision, grid=grid, offers=offers)
    loaded = scenario_with(scenario, changes)
    game = compile_game(loaded)
    path = out if out is not None else usual_folder(loaded) / "matches.jsonl"
    check_addable(path, game.fingerprint, seed, range(first, first + matches))
    known = agreed = 0
    total_of = dict.fromkeys(game.players, 0.0)
    with notices().status("Solving and playing ...") as status:

        def counted(records: Iterator[Record]) -> Iterator[Record]:
            nonlocal agreed, known
            for done, record in enumerate(records, 1):
                if done == 1:
                    check_settings(path, record)
                    known = types_known(game, [record])
                agreed += record.agreement is not None
                for player, payoff in record.payoffs.items():
                    total_of[player] += payoff.total
                status.update(f"Playing: {done} of {matches} matches ...")
                yield record

        records = play_many(
            game, matches, seed=seed, first=first, types=who, strategies=how, settings=settings
        )
        held = add_matches(counted(records), path)
    mean = ", ".join(f"{player} {total / matches:+.2f}" for player, total in total_of.items())
    console().print(
        f"{matches} matches of {game.name}: {agreed} agreements; mean payoffs, $bn: {mean}"
    )
    console().print(_who_knew(game, who, known=known > 0), soft_wrap=True)
    more = "" if held == matches else f", which holds {held} matches now"
    console().print(f"saved {path}{more}", soft_wrap=True)


def _who_knew(game: Game, named: dict[str, str], *, known: bool) -> str:
    """Return who was of which type, and who knew."""
    from ..foundations.wording import called

    types = ", ".join(
        f"{called(player)} {named[player].replace('_', ' ')}"
        if player in named
        else f"{called(player)} drawn by chance for each match"
        for player in game.players
    )
    who = "known to both players" if known else "each known to its own player alone"
    return f"types: {types}; {who}"
