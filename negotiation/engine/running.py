"""The main job: load a scenario, solve it, play it, and lay out everything a picture needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..equilibria.views.landscape import landscape
from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..results.profile import Profile
from ..results.record import Record
from ..results.run import CalendarEntry, Run
from ..results.solution import Solution
from ..scenario.compile import compile_game
from ..scenario.loading import ScenarioLike, scenario_of
from ..scenario.schema import Scenario
from .columns import Cell
from .matches import play
from .seating import Seats, Settings, is_private, seat
from .solving import pairs_of, solve_game
from .strategy_choice import StrategyLike
from .who_knows import drawn_types

DEFAULTS = ("boulware", "calibrated_pressure")
"""Who plays unless told otherwise: the US concedes late, the partner uses its card with measure."""

BENCHMARK = "subgame_perfect"
"""The concept whose play a run keeps as well: types are known, and nobody errs."""

ANSWERS = (BENCHMARK, "logit")
"""What a run solves unless told otherwise: the benchmark of known types, and the main answer."""


def run(
    scenario: ScenarioLike,
    *,
    seed: int = 0,
    types: Mapping[str, str] | None = None,
    strategies: Mapping[str, StrategyLike] | None = None,
    concepts: Sequence[str] = ANSWERS,
    settings: Settings | None = None,
    profiles: dict[str, Profile] | None = None,
    solved: Callable[[Solution], None] | None = None,
) -> Run:
    """Return one run of a scenario: its solutions, one play of the talks, the payoff planes.

    The scenario may be given by its name or path.

    ``types`` names the types that play, the most likely ones by default; ``strategies`` names each
    player's strategy, that of ``DEFAULTS`` where it does not. Every type pair is solved by every
    concept, made with its ``settings``, e.g. ``{"logit": {"precision": 5}}``; its followers play it
    so made. Profiles that they play are added to ``profiles``, and taken from there by a later
    call. ``solved`` hears each solution as soon as it is there. Raises ``NegotiationError`` for
    anything that a user can mend.
    """
    loaded = scenario_of(scenario)
    game = compile_game(loaded)
    pair = types_to_play(game, types)
    # Before the long work of solving, so that a name mistyped is told of at once.
    given = settings or {}
    record = play_once(
        game, pair, seed=seed, strategies=strategies, profiles=profiles, settings=given
    )
    solutions = []
    for name in concepts:
        solutions.append(solve_game(game, name, game.type_pairs, **given.get(name, {})))
        if solved is not None:
            solved(solutions[-1])
    path = None
    if BENCHMARK in concepts:
        follower = f"{BENCHMARK}_follower"
        path = play_once(
            game,
            pair,
            seed=seed,
            strategies=dict.fromkeys(game.players, follower),
            profiles=profiles,
            settings=given,
        )
    return report(loaded, game, solutions, record, path)


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
    game: Game,
    pair: TypePair,
    *,
    seed: int,
    strategies: Mapping[str, StrategyLike] | None = None,
    profiles: dict[str, Profile] | None = None,
    settings: Settings | None = None,
) -> Record:
    """Return the record of one match between strategies (see `strategy_choice`).

    Types are known to both, unless a strategy follows a concept of private information: then each
    player knows its own, and the public belief starts at the prior.
    """
    seats = named_seats(game, pair, strategies, profiles, settings)
    return play(game, seats, pair, seed=seed, private=is_private(seats))


def play_many(
    game: Game,
    matches: int,
    *,
    seed: int,
    first: int = 0,
    types: Mapping[str, str] | None = None,
    strategies: Mapping[str, StrategyLike] | None = None,
    settings: Settings | None = None,
) -> Iterator[Record]:
    """Yield the records of ``matches`` matches between strategies, numbered from ``first``.

    Types that ``types`` does not name are drawn from the prior, match by match. What is known of
    them is as in `play_once`.
    """
    named = dict(types or {})
    pairs_of(game, named)
    wanted = game.find_types(named)
    sure = wanted if len(named) == len(game.players) else None
    seats = named_seats(game, sure, strategies, None, settings)
    private = is_private(seats)
    for match in range(first, first + matches):
        drawn = drawn_types(game, seed, match)
        one, other = (
            wanted[i] if player in named else drawn[i] for i, player in enumerate(game.players)
        )
        yield play(game, seats, (one, other), seed=seed, match=match, private=private)


def named_seats(
    game: Game,
    pair: TypePair | None,
    strategies: Mapping[str, StrategyLike] | None = None,
    profiles: dict[str, Profile] | None = None,
    settings: Settings | None = None,
) -> Seats:
    """Return the strategies chosen, the defaults where they are not (see `seat`)."""
    given = dict(strategies or {})
    for player in given:
        game.player(player)
    usual = zip(game.players, DEFAULTS, strict=True)
    chosen = [given.get(player, default) for player, default in usual]
    return seat(game, chosen, pair, profiles, settings)


def talks_table(
    scenario: ScenarioLike,
    *,
    seed: int = 0,
    types: Mapping[str, str] | None = None,
    strategies: Mapping[str, StrategyLike] | None = None,
    profiles: dict[str, Profile] | None = None,
) -> list[dict[str, Cell]]:
    """Return what the Mesa model collects over the talks that ``run`` plays, a row for each action.

    ``profiles`` are those that ``run`` solved. Raises ``MissingLibrary`` if Mesa is not installed.
    """
    from .model import NegotiationModel, collected

    game = compile_game(scenario_of(scenario))
    pair = types_to_play(game, types)
    seats = named_seats(game, pair, strategies, profiles)
    model = NegotiationModel(game, seats, pair, seed=seed, private=is_private(seats))
    model.run_model()
    return collected(model)


def report(
    scenario: Scenario,
    game: Game,
    solutions: Sequence[Solution],
    record: Record,
    equilibrium_path: Record | None = None,
) -> Run:
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
        equilibrium_path=equilibrium_path,
    )
