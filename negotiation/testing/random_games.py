"""Small complete games of the compiled class, drawn at random: for Hypothesis and for plain loops.

`random_game(seed, ...)` is the one builder; the games of `generators` draw its arguments.
A round is: nature moves the market (2-3 levels), player 1 and then player 0 set a posture (some
moves illegal), the proposer offers one of a few packages or none, the other answers (walking out
legal in some states). After the last round player 0 has the last word. Payoffs depend on both
types, the date and the state; packages are worth a sum of two components, one per payoff part.

With ``integers=True`` every payoff is a small whole number and every probability a multiple of 1/4,
so that ties abound and sums are exact.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ..game.bargaining_stages import answer_stage, offer_stage
from ..game.game import Game, PublicStates, Round
from ..game.packages import PackageTable
from ..game.protocol import LAST_WORD, MARKET, POSTURE
from ..game.protocols.alternating_offers_with_postures import (
    AlternatingOffersWithPostures,
)
from ..game.stages import END, WALK_OUT, ActionLabel, Stage, StageKind

PARTS = ("trade", "politics")
MARKET_LABELS = ("calm", "stressed", "crisis")
CARD = (
    ActionLabel(name="quiet", tags=frozenset({"hold"})),
    ActionLabel(name="hinted", tags=frozenset({"pressure"})),
    ActionLabel(name="walked_back", tags=frozenset({"retreat"})),
)
TARIFF = (
    ActionLabel(name="pause", tags=frozenset({"concession"})),
    ActionLabel(name="threat", tags=frozenset({"pressure"})),
)


class _Draws:
    """Where a random game's numbers come from."""

    def __init__(self, seed: int, integers: bool) -> None:
        self.rng = np.random.default_rng(seed)
        self.integers = integers

    def payoffs(self, *shape: int, size: float = 1.0) -> NDArray[np.float64]:
        """Return payoffs of one shape, of about ``size`` in absolute value."""
        if self.integers:
            return self.rng.integers(-2, 3, shape).astype(np.float64)
        return size * self.rng.normal(size=shape)

    def chances(self, rows: int, columns: int) -> NDArray[np.float64]:
        """Return distributions [row, column], some entries 0."""
        quarters = self.rng.multinomial(4, np.full(columns, 1.0 / columns), rows) / 4.0
        if self.integers:
            return quarters
        mixed = quarters * self.rng.uniform(0.5, 1.5, (rows, columns))
        return np.asarray(mixed / mixed.sum(axis=1, keepdims=True))

    def legal(self, rows: int, columns: int) -> NDArray[np.bool_]:
        """Return which actions are open [row, column]: about four in five, at least one."""
        table = self.rng.random((rows, columns)) < 0.8
        table[np.arange(rows), self.rng.integers(columns, size=rows)] = True
        return table


def random_game(  # noqa: PLR0913 - every argument is a shape a test may want
    seed: int,
    *,
    rounds: int = 2,
    packages: int = 3,
    market_states: int = 2,
    types: tuple[int, int] = (2, 2),
    postures: bool = True,
    last_word: bool = True,
    walking_out: bool = True,
    integers: bool = False,
) -> Game:
    """Return the random game of a seed.

    ``postures=False`` leaves out nature's and the posture stages, ``last_word=False`` ends the
    talks, worth 0 from there, with the last answer; ``walking_out=False`` makes it illegal always.
    """
    draws = _Draws(seed, integers)
    states = _states(draws, market_states, postures)
    value_of = np.asarray(states.value_of)
    proposers = [(r + seed) % 2 for r in range(rounds)]
    stages: list[Stage] = []
    for planned in AlternatingOffersWithPostures().plan(proposers):
        r, mover = planned.round_index, planned.mover
        if planned.topic in {MARKET, POSTURE} and not postures:
            continue
        if planned.kind is StageKind.CHANCE:
            stages.append(_market(draws, r, states))
        elif planned.kind is StageKind.MOVE:
            assert mover is not None
            stages.append(_posture(draws, r, mover, states, types))
        elif planned.kind is StageKind.OFFER:
            assert mover is not None
            waiting = draws.payoffs(len(PARTS), 2, *types, len(value_of), size=0.2)
            stages.append(
                offer_stage(
                    round_index=r,
                    proposer=mover,
                    states=len(value_of),
                    parts=len(PARTS),
                    passing=waiting,
                )
            )
        else:
            assert mover is not None
            stages.append(_answer(draws, r, mover, len(value_of), types, walking_out))
    if last_word:
        stages.append(_last_word(draws, rounds - 1, len(value_of), types))
    first_day = date(2025, 5, 23)
    return Game(
        name=f"random {seed}",
        players=("us", "japan"),
        types=(
            ("market_sensitive", "market_tolerant")[: types[0]],
            ("guardian", "resolute")[: types[1]],
        ),
        prior=(np.full(types[0], 1.0 / types[0]), np.full(types[1], 1.0 / types[1])),
        rounds=tuple(
            Round(name=f"R{r + 1}", day=first_day + timedelta(weeks=r)) for r in range(rounds)
        ),
        parts=PARTS,
        states=states,
        stages=tuple(stages),
        initial_state=int(draws.rng.integers(len(value_of))),
        packages=_packages(draws, packages, rounds, types),
        indicators={"election_clock_japan": np.linspace(0.5, 1.0, rounds)},
    )


def _states(draws: _Draws, market_states: int, postures: bool) -> PublicStates:
    counts = (market_states, len(CARD), len(TARIFF)) if postures else (market_states, 1, 1)
    labels = (
        MARKET_LABELS[:market_states],
        tuple(posture.name for posture in CARD[: counts[1]]),
        tuple(posture.name for posture in TARIFF[: counts[2]]),
    )
    value_of = np.array(list(product(*(range(n) for n in counts))), dtype=np.int16)
    return PublicStates(
        factors=("market", "card", "tariff"),
        labels=labels,
        value_of=value_of,
        indicators={"yield_bp": 25.0 * value_of[:, 0] + draws.rng.uniform(0.0, 5.0, len(value_of))},
    )


def _moved(states: PublicStates, factor: int, values: int) -> NDArray[np.int64]:
    """Return the state [s, k] in which one factor has become k."""
    value_of = np.asarray(states.value_of)
    index = {tuple(map(int, row)): s for s, row in enumerate(value_of)}
    moved = np.empty((states.count, values), dtype=np.int64)
    for s, row in enumerate(value_of):
        for k in range(values):
            new = list(map(int, row))
            new[factor] = k
            moved[s, k] = index[tuple(new)]
    return moved


def _market(draws: _Draws, r: int, states: PublicStates) -> Stage:
    levels = len(states.labels[0])
    chance = draws.chances(states.count, levels)
    return Stage(
        kind=StageKind.CHANCE,
        name=MARKET,
        round_index=r,
        mover=None,
        actions=tuple(ActionLabel(name=label) for label in states.labels[0]),
        legal=chance > 0.0,
        next_state=_moved(states, 0, levels),
        stride=(1,) * levels,
        payoff=draws.payoffs(len(PARTS), 2, 1, 1, states.count, levels, size=0.1),
        chance=chance,
    )


def _posture(
    draws: _Draws, r: int, mover: int, states: PublicStates, types: tuple[int, int]
) -> Stage:
    labels = (TARIFF, CARD)[mover]
    factor = (2, 1)[mover]
    held = np.asarray(states.value_of)[:, factor][:, None] == np.arange(len(labels))
    blind = _moved(states, 3 - factor, 1)[:, 0]  # what is legal does not depend on the other's
    return Stage(
        kind=StageKind.MOVE,
        name=("US posture", "card posture")[mover],
        round_index=r,
        mover=mover,
        actions=labels,
        legal=draws.legal(states.count, len(labels))[blind],
        next_state=_moved(states, factor, len(labels)),
        stride=(1,) * len(labels),
        payoff=draws.payoffs(len(PARTS), 2, *types, states.count, len(labels), size=0.5),
        state_tags={"hold": held},
    )


def _answer(
    draws: _Draws, r: int, mover: int, count: int, types: tuple[int, int], walking_out: bool
) -> Stage:
    shape = (len(PARTS), 2, *types, count)
    stage = answer_stage(
        round_index=r,
        answerer=mover,
        accepting=draws.payoffs(*shape, size=0.2),
        rejecting=draws.payoffs(*shape, size=0.2),
        walking_out=draws.payoffs(*shape),
    )
    legal = stage.legal.copy()
    legal[:, WALK_OUT] = (draws.rng.random(count) < 0.5) & walking_out
    fields = {name: getattr(stage, name) for name in stage.__dataclass_fields__}
    return Stage(**(fields | {"legal": legal}))


def _last_word(draws: _Draws, r: int, count: int, types: tuple[int, int]) -> Stage:
    return Stage(
        kind=StageKind.MOVE,
        name=LAST_WORD,
        round_index=r,
        mover=0,
        actions=(
            ActionLabel(name="extend", tags=frozenset({"concession"})),
            ActionLabel(name="execute", tags=frozenset({"pressure"})),
        ),
        legal=draws.legal(count, 2),
        next_state=np.full((count, 2), END, dtype=np.int64),
        stride=(1, 1),
        payoff=draws.payoffs(len(PARTS), 2, *types, count, 2),
    )


def _packages(draws: _Draws, count: int, rounds: int, types: tuple[int, int]) -> PackageTable:
    """Return packages of two issues; dates reorder them, for the components age differently."""
    levels = int(np.ceil(np.sqrt(count)))
    level_of = np.array(list(product(range(levels), repeat=2))[:count], dtype=np.int32)
    weights = np.ones((len(PARTS), 2, *types, rounds))
    if not draws.integers:
        weights = draws.rng.uniform(0.5, 1.0, weights.shape)
    return PackageTable(
        issues=("cars", "rice"),
        levels=(tuple(f"{n} pp" for n in range(levels)), tuple(f"{n} kt" for n in range(levels))),
        level_of=level_of,
        components=("flows", "seats"),
        part_of=(0, 1),
        amounts=draws.payoffs(len(PARTS), 2, count),
        weights=weights,
    )
