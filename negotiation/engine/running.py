"""The main job: load a scenario, solve it, play it, and lay out everything a picture needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..equilibria.views.landscape import landscape
from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..results.record import Record
from ..results.run import CalendarEntry, Run
from ..results.solution import Solution
from ..scenario.compile import compile_game
from ..scenario.loading import load
from ..scenario.schema import Scenario
from .columns import Cell
from .matches import play
from .seating import Seats, seat
from .solving import pairs_of, solve_game

DEFAULTS = ("boulware", "calibrated_pressure")
"""Who plays unless told otherwise: the US concedes late, the partner uses its card with measure."""


def run(
    scenario: str,
    *,
    seed: int = 0,
    types: Mapping[str, str] | None = None,
    strategies: Mapping[str, str] | None = None,
    concepts: Sequence[str] = ("subgame_perfect",),
) -> Run:
    """Return one run of a scenario: its solutions, one play of the talks, the payoff planes.

    ``types`` names the types that play, the most likely ones by default; ``strategies`` names each
    player's strategy, that of ``DEFAULTS`` where it does not. Every type pair is solved. Raises
    ``NegotiationError`` for anything that a user can mend.
    """
    loaded = load(scenario)
    game = compile_game(loaded)
    solutions = tuple(solve_game(game, concept) for concept in concepts)
    record = play_once(game, types_to_play(game, types), seed=seed, strategies=strategies)
    return report(loaded, game, solutions, record)


def types_to_play(game: Game, types: Mapping[str, str] | None) -> TypePair:
    """Return the type pair named, each player's most likely type where it is not."""
    named = dict(types or {})
    pairs_of(game, named)
    likely = Belief.prior(game).most_likely()
    wanted = game.find_types(named)
    first, second = (
        wanted[i] if player in named else likely[i] for i, player in enumerate(game.players)
    )
    return first, second


def play_once(
    game: Game, pair: TypePair, *, seed: int, strategies: Mapping[str, str] | None = None
) -> Record:
    """Return the record of one match between named strategies, types known to both."""
    return play(game, named_seats(game, pair, strategies), pair, seed=seed)


def named_seats(game: Game, pair: TypePair, strategies: Mapping[str, str] | None = None) -> Seats:
    """Return the strategies named, the defaults where they are not."""
    named = dict(strategies or {})
    for player in named:
        game.player(player)
    names = zip(game.players, DEFAULTS, strict=True)
    return seat(game, [named.get(player, default) for player, default in names], pair)


def talks_table(
    scenario: str,
    *,
    seed: int = 0,
    types: Mapping[str, str] | None = None,
    strategies: Mapping[str, str] | None = None,
) -> list[dict[str, Cell]]:
    """Return what the Mesa model collects over the talks that ``run`` plays, a row for each action.

    Raises ``MissingExtra`` if Mesa is not installed.
    """
    from .model import NegotiationModel, collected

    game = compile_game(load(scenario))
    pair = types_to_play(game, types)
    model = NegotiationModel(game, named_seats(game, pair, strategies), pair, seed=seed)
    model.run_model()
    return collected(model)


def report(scenario: Scenario, game: Game, solutions: Sequence[Solution], record: Record) -> Run:
    """Return everything that a picture of a run needs, in one record."""
    contents = scenario.contents
    first, second = game.players
    points = {
        tuple(case.player_types.values()): {
            case.concept: (case.payoffs[first].total, case.payoffs[second].total)
        }
        for case in solutions[0].cases
    }
    return Run(
        scenario=scenario.name,
        title=contents.title,
        story=contents.story.strip(),
        players={first: contents.us.name, second: contents.partner.name},
        rounds=tuple(CalendarEntry(date=r.day, label=r.name, kind="round") for r in game.rounds),
        calendar=tuple(
            CalendarEntry(date=mark.day, label=mark.label, kind=mark.kind)
            for mark in contents.calendar
        ),
        indicators=dict(game.indicators),
        solutions=tuple(solutions),
        record=record,
        landscapes=tuple(
            landscape(game, pair, points.get(tuple(game.type_names(pair).values())))
            for pair in game.type_pairs
        ),
    )
