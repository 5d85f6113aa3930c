"""Export a small version of a scenario's game for other solvers: .efg trees and .nfg matrices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console.options import ScenarioName, Types, assignments
from .console.varied import Changes, scenario_with

if TYPE_CHECKING:
    from ..game.game import Game, TypePair


def command(
    scenario: ScenarioName,
    changes: Changes = None,
    efg: Annotated[Path | None, typer.Option(help="Write the extensive form to this file.")] = None,
    nfg: Annotated[
        Path | None, typer.Option(help="Write the matrix of the first round's postures.")
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
    from .console.tables import notices

    if efg is None and nfg is None:
        raise NegotiationError("nothing to write; try --efg game.efg or --nfg game.nfg")
    if efg == nfg:
        raise NegotiationError(f"both formats would go to {efg}; try two files")
    if nfg is not None and private:
        raise NegotiationError("a matrix has known types; try --nfg without --private")
    game = compile_game(scenario_with(scenario, changes))
    pairs = pairs_of(game, assignments(types, "--types"))
    small = small_game(game, packages=packages, rounds=rounds, pairs=pairs)
    texts: list[tuple[Path, str]] = []
    if efg is not None:
        from ..game.tree import extensive_form
        from ..interop.efg import efg_text

        texts.append((efg, efg_text(extensive_form(small, None if private else pairs[0]))))
    if nfg is not None:
        texts.append((nfg, _matrix(game, pairs[0])))
    from ..results.storage import write_whole

    known = ", ".join(small.type_names(pairs[0]).values())
    kept = 0 if small.packages is None else small.packages.count
    if efg is not None and kept < packages:
        notices().print(f"only {kept} packages: the contract curves have no more")
    for path, text in texts:
        write_whole(path, text.encode())
        notices().print(f"wrote {path} ({'private types' if private else known})")


def _matrix(game: Game, pair: TypePair) -> str:
    """Return the whole game's matrix of the moment, the continuation subgame perfect."""
    from ..equilibria.subgame_perfect import SubgamePerfect
    from ..equilibria.views.moment import moment
    from ..interop.nfg import nfg_text

    solved = SubgamePerfect().profile(game, [pair]).pair_to_induction[pair]
    matrix = moment(game, pair, solved)
    labels, payoffs = (matrix.row_labels, matrix.column_labels), matrix.payoffs
    if matrix.row_player == 1:  # the format lists player 0 first
        labels, payoffs = labels[::-1], payoffs.transpose(0, 2, 1)
    return nfg_text(
        title=f"{game.name}: postures of {game.rounds[0].name}",
        players=game.players,
        actions=(labels[0], labels[1]),
        payoffs=payoffs,
    )
