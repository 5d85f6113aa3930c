"""Export a small version of a scenario's game for other solvers: .efg trees and .nfg matrices."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console.options import ScenarioName, Types, assignments


def command(
    scenario: ScenarioName,
    efg: Annotated[
        Path | None, typer.Option(help="Write the extensive form to this file.")
    ] = None,
    nfg: Annotated[
        Path | None, typer.Option(help="Write the postures' matrix of the first round kept.")
    ] = None,
    packages: Annotated[int, typer.Option(help="How many packages to keep.")] = 3,
    rounds: Annotated[int, typer.Option(help="How many of the last rounds to keep.")] = 1,
    types: Types = "",
    private: Annotated[
        bool, typer.Option("--private", help="Types are private: nature draws them first.")
    ] = False,
) -> None:
    """Write a small version of a scenario's game as Gambit's .efg or .nfg text."""
    from ..engine.solving import pairs_of
    from ..foundations.errors import NegotiationError
    from ..interop.small_game import small_game
    from ..scenario.compile import compile_game
    from ..scenario.loading import load
    from .console.tables import notices

    if efg is None and nfg is None:
        raise NegotiationError("nothing to write; try --efg game.efg or --nfg game.nfg")
    game = compile_game(load(scenario))
    pairs = pairs_of(game, assignments(types, "--types"))
    small = small_game(game, packages=packages, rounds=rounds, pairs=pairs)
    texts: list[tuple[Path, str]] = []
    if efg is not None:
        from ..game.tree import extensive_form
        from ..interop.efg import efg_text

        texts.append((efg, efg_text(extensive_form(small, None if private else pairs[0]))))
    if nfg is not None:
        if private:
            raise NegotiationError("a matrix has known types; try --nfg without --private")
        from ..equilibria.views.moment import moment
        from ..interop.nfg import nfg_text

        matrix = moment(small, pairs[0])
        texts.append(
            (
                nfg,
                nfg_text(
                    title=f"{small.name}: postures of {matrix.round}",
                    players=small.players,
                    actions=matrix.actions,
                    payoffs=matrix.payoffs,
                ),
            )
        )
    from ..results.storage import write_whole

    known = ", ".join(small.type_names(pairs[0]).values())
    for path, text in texts:
        write_whole(path, text.encode())
        notices().print(f"wrote {path} ({'private types' if private else known})")
