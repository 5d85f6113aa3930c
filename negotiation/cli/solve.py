"""Solve a scenario: the equilibrium of every type pair, its certificate and payoff parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..foundations.errors import NegotiationError
from .console.options import (
    AsJson,
    Grid,
    Offers,
    Precision,
    ScenarioName,
    Seed,
    Types,
    assignments,
    settings_of,
)
from .console.varied import Changes, print_title, scenario_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..game.game import Game, TypePair
    from ..results.solution import Solution


def command(  # noqa: PLR0913, PLR0917 - its parameters are the options
    scenario: ScenarioName,
    changes: Changes = None,
    concept: Annotated[
        list[str] | None, typer.Option(help="Solution concept; may be given again.")
    ] = None,
    types: Types = "",
    precision: Precision = None,
    grid: Grid = None,
    offers: Offers = None,
    seed: Seed = 0,
    save: Annotated[
        Path | None, typer.Option(help="Keep the equilibrium on beliefs in this file.")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="Show the equilibrium that --save kept.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Solve a scenario: what each pair of types agrees on, what it is worth, how sure that is."""
    from ..engine.solving import pairs_of, solve_game
    from ..results.storage import check_place
    from ..scenario.compile import compile_game
    from .console.tables import notices

    if save is not None:
        check_place(save)
    wanted = concept or ["subgame_perfect"]
    settings = settings_of(wanted, precision=precision, grid=grid, offers=offers)
    loaded = scenario_with(scenario, changes)
    game = compile_game(loaded)
    pairs = pairs_of(game, assignments(types, "--types"))
    with notices().status("Solving ..."):
        if source is not None or save is not None:
            solutions = [_on_beliefs(game, concept or [], settings, pairs, source, save)]
        else:
            solutions = [solve_game(game, name, pairs, **settings[name]) for name in wanted]
    if as_json:
        from .console.json_object import solved

        print(solved(solutions, seed), end="")
        return
    from .console.tables import console, notes_of, solution_tables

    out = console()
    print_title(out, loaded.contents.title, loaded.name, game.scenario_changes)
    for solution in solutions:
        for table in solution_tables(solution, solution.concept.replace("_", " ")):
            out.print(table)
        for note in notes_of(solution):
            out.print(note)
    receipt = solutions[0].receipt
    out.print(f"scenario {receipt.scenario_fingerprint[:16]}, game {receipt.game_fingerprint[:16]}")


def _on_beliefs(
    game: Game,
    concepts: list[str],
    settings: dict[str, dict[str, float]],
    pairs: Sequence[TypePair],
    source: Path | None,
    save: Path | None,
) -> Solution:
    """Return the solution of a profile that is read from a file or kept in one."""
    from ..engine.solving import concept_for
    from ..equilibria.certificates.private import certify
    from ..equilibria.logit import Logit, told
    from ..equilibria.perfect_bayesian import PerfectBayesian
    from ..equilibria.signalling.saving import load_profile, save_profile

    if source is not None:
        given = [f"--{name}" for named in settings.values() for name in named]
        if given:
            raise NegotiationError(
                f"{' and '.join(given)}: {source} is solved already; try without --from"
            )
        kept = load_profile(source, game)
        if concepts not in ([], [kept.concept]):
            raise NegotiationError(
                f"--concept {', '.join(concepts)}: {source} holds {kept.concept}; "
                "try without --concept"
            )
        profile, concept, notes = kept.profile, kept.concept, kept.notes
        certificate = certify(game, profile, profile.value())
    else:
        concept = concepts[0] if concepts else "subgame_perfect"
        member = concept_for(game, concept, settings.get(concept, {}))
        if len(concepts) > 1 or not isinstance(member, (Logit, PerfectBayesian)):
            raise NegotiationError(
                f"--save keeps one equilibrium on beliefs, not {', '.join(concepts) or concept}; "
                "try --concept logit"
            )
        notes = ()
        if isinstance(member, PerfectBayesian):
            profile, certificate, note = member.answer(game)
            notes = (note,)
        else:
            profile = member.profile(game)
            certificate = certify(game, profile, profile.value())
    nodes = max(axis.count for axis in profile.solver.axes)
    solution = told(concept, profile, certificate, pairs, nodes, profile.menu.size, notes)
    if save is not None:
        save_profile(profile, save, concept=concept, notes=notes)
    return solution
