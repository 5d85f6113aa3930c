"""What makes the pieces of a game contradict each other: every problem, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import Problem
from ..foundations.numbers import whole_problem
from ..foundations.tolerance import PROBABILITY_SUM
from .kinds import NAMES, kind_problems
from .packages import PackageTable
from .stages import Stage
from .tables import distribution_problems, table_problems


class _CountedStates(Protocol):
    """What is looked at of public states."""

    @property
    def count(self) -> int: ...

    @property
    def indicators(self) -> Mapping[str, NDArray[np.float64]]: ...


class _GameTables(Protocol):
    """What is looked at of a game (see `game.Game`, which asks)."""

    @property
    def players(self) -> tuple[str, str]: ...

    @property
    def types(self) -> tuple[tuple[str, ...], tuple[str, ...]]: ...

    @property
    def prior(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]: ...

    @property
    def rounds(self) -> Sequence[object]: ...

    @property
    def parts(self) -> tuple[str, ...]: ...

    @property
    def states(self) -> _CountedStates: ...

    @property
    def stages(self) -> tuple[Stage, ...]: ...

    @property
    def initial_state(self) -> object: ...

    @property
    def packages(self) -> PackageTable | None: ...

    @property
    def indicators(self) -> Mapping[str, NDArray[np.float64]]: ...


LARGEST_BUSD = 1e300
"""Most that payoffs may add up to, $bn: what is left is room for differences and weights."""


def game_problems(game: _GameTables) -> Iterator[Problem]:
    """Yield what is wrong with a game whose stages and packages are sound by themselves."""
    found = list(_player_problems(game))
    found = found or list(_problems(game))  # without players and types the rest cannot be told
    yield from found or _size_problems(game)


def _problems(game: _GameTables) -> Iterator[Problem]:
    count = game.states.count
    if whole_problem("the first state", game.initial_state, 0, count - 1, 0):
        yield Problem(
            where="initial_state",
            what="there is no such public state",
            value=game.initial_state,
            allowed=f"a whole number from 0 to {count - 1}",
        )
    if not game.stages:
        yield Problem(where="stages", what="a game has at least one stage")
    for position, stage in enumerate(game.stages):
        yield from _stage_problems(game, position, stage)
    if game.packages is not None:
        yield from _package_problems(game, game.packages)
    by_place = {f"states.indicators.{k}": (v, count) for k, v in game.states.indicators.items()}
    by_place |= {f"indicators.{k}": (v, len(game.rounds)) for k, v in game.indicators.items()}
    for place, (values, needed) in by_place.items():
        found = list(table_problems(place, values, 1, "fiu"))
        yield from found
        if not found and (values.shape != (needed,) or not np.isfinite(values).all()):
            yield Problem(
                where=place,
                what=f"{needed} finite numbers are needed, one for each "
                + ("public state" if place.startswith("states") else "round"),
                value=values.tolist(),
            )


def _size_problems(game: _GameTables) -> Iterator[Problem]:
    """Yield what is wrong with payoffs whose sums and differences would be no numbers."""
    with np.errstate(over="ignore"):
        bounds = [float(np.abs(stage.totals).max()) for stage in game.stages]
        if game.packages is not None:
            bounds.append(game.packages.largest)
        reach = float(np.sum(bounds))
    if not reach <= LARGEST_BUSD:
        yield Problem(
            where="stages, packages",
            what="the largest payoffs of all stages and packages add up to more than any sum or "
            "difference of payoffs may be",
            value=reach,
            allowed=f"up to {LARGEST_BUSD:g} $bn",
            remedy="payoffs in larger units",
        )


def _player_problems(game: _GameTables) -> Iterator[Problem]:
    seats: dict[str, object] = {
        "players": game.players,
        "types": game.types,
        "prior": game.prior,
    }
    wrong = [
        Problem(
            where=place,
            what=f"two players sit at this table, not {len(given)}"
            if isinstance(given, tuple)
            else "a tuple with one entry for each of two players is needed",
            value=None if isinstance(given, tuple) else given,
            remedy="one entry for each of two players"
            if isinstance(given, tuple)
            else "tuple(...)",
        )
        for place, given in seats.items()
        if not isinstance(given, tuple) or len(given) != 2
    ]
    yield from wrong
    if wrong:
        return
    named: list[tuple[str, object]] = [("players", game.players)]
    named += [(f"types of player {i}", names) for i, names in enumerate(game.types)]
    unnamed = list(kind_problems("", {place: (given, NAMES) for place, given in named}))
    yield from unnamed
    if unnamed:
        return
    if game.players[0] == game.players[1]:
        yield Problem(where="players", what="both have one name", value=game.players[0])
    for player, names, prior in zip(game.players, game.types, game.prior, strict=True):
        if not names or len(set(names)) < len(names):
            yield Problem(
                where=f"types of {player}",
                what="at least one type is needed, and each has a name of its own",
                value=names,
            )
        misshapen = list(table_problems(f"prior of {player}", prior, 1, "fiu"))
        yield from misshapen
        if misshapen:
            continue
        if prior.shape != (len(names),):
            yield Problem(
                where=f"prior of {player}",
                what=f"one probability for each of the {len(names)} types is needed",
                value=prior.tolist(),
            )
        else:
            yield from distribution_problems(f"prior of {player}", prior)


def _own_action_problems(stage: Stage, kinds: tuple[int, ...], where: str) -> Iterator[Problem]:
    """Yield what is wrong with the number of types that actions are open to."""
    if stage.legal_to is not None and stage.mover is not None:
        needed = kinds[stage.mover]
        if stage.legal_to.shape[0] != needed:
            yield Problem(
                where=f"{where}, legal_to [type, s, k]",
                what=f"{needed} types of the mover are needed",
                value=stage.legal_to.shape,
            )


def _stage_problems(game: _GameTables, position: int, stage: Stage) -> Iterator[Problem]:
    where = f"stage {position} ({stage.name!r})"
    count, kinds = game.states.count, tuple(len(names) for names in game.types)
    if stage.legal.shape[0] != count:
        yield Problem(
            where=where,
            what=f"has the wrong number of public states: the game has {count}",
            value=stage.legal.shape[0],
        )
    if not 0 <= stage.round_index < len(game.rounds):
        yield Problem(
            where=f"{where}, round_index",
            what="there is no such round",
            value=stage.round_index,
            allowed=f"0 to {len(game.rounds) - 1}",
        )
    parts, _, *types = stage.payoff.shape[:4]
    if parts != len(game.parts) or any(n not in {1, m} for n, m in zip(types, kinds, strict=True)):
        yield Problem(
            where=f"{where}, payoff [part, i, u, v, s, k]",
            what=f"{len(game.parts)} parts and {kinds[0]} and {kinds[1]} types (or 1) are needed",
            value=stage.payoff.shape,
        )
    yield from _own_action_problems(stage, kinds, where)
    longest = max(stage.stride)
    if longest + position > len(game.stages):
        yield Problem(
            where=f"{where}, stride", what="leads beyond the end of the game", value=longest
        )
    for k, action in enumerate(stage.actions):
        there = position + stage.stride[k]
        goes_on = bool((stage.legal[:, k] & (stage.next_state[:, k] >= 0)).any())
        if goes_on and there < len(game.stages) and game.stages[there].kind == "answer":
            yield Problem(
                where=f"{where}, action {action.name!r}",
                what="leads to an answer stage with nothing on the table",
                value=stage.stride[k],
                remedy="a stride beyond it: offered packages alone lead there",
            )
    if stage.kind == "offer":
        yield from _offer_problems(game, position, where)
    if stage.kind == "answer" and (position == 0 or game.stages[position - 1].kind != "offer"):
        yield Problem(where=where, what="an answer stage follows an offer stage")
    sure = stage.chance_if_sure
    if stage.chance is not None and sure is not None:
        if any(n not in {1, m} for n, m in zip(sure.shape[:2], kinds, strict=True)):
            yield Problem(
                where=f"{where}, chance_if_sure [u, v, s, k]",
                what="has chances for the wrong number of types",
                value=sure.shape[:2],
            )
        elif not np.abs(stage.chance_at(game.prior) - stage.chance).max() <= PROBABILITY_SUM:
            yield Problem(where=f"{where}, chance", what="is not the mixture at the prior")


def _offer_problems(game: _GameTables, position: int, where: str) -> Iterator[Problem]:
    following = game.stages[position + 1] if position + 1 < len(game.stages) else None
    if following is None or following.kind != "answer":
        yield Problem(where=where, what="an offer stage is not followed by an answer stage")
    elif following.mover == game.stages[position].mover:
        yield Problem(where=where, what="the player who offers would answer as well")
    if game.packages is None:
        yield Problem(where=where, what="a game with offers needs packages")


def _package_problems(game: _GameTables, table: PackageTable) -> Iterator[Problem]:
    if table.regime_of.size != game.states.count:
        yield Problem(
            where="packages.regime_of [s]",
            what=f"{table.regime_of.size} public states have a regime, and the game has "
            f"{game.states.count}",
        )
    needed = (*(len(names) for names in game.types), len(game.rounds))
    if table.weights.shape[2:5] != needed:
        yield Problem(
            where="packages.weights [c, i, u, v, r, g]",
            what=f"{needed[0]} and {needed[1]} types and {needed[2]} rounds are needed",
            value=table.weights.shape,
        )
    for name, part in zip(table.components, table.part_of, strict=True):
        if not 0 <= part < len(game.parts):
            yield Problem(
                where=f"packages.part_of, component {name!r}",
                what="there is no such payoff part",
                value=part,
                allowed=f"0 to {len(game.parts) - 1}",
            )
