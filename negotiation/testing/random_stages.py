"""The stages of random games, and where their numbers come from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..game.bargaining_stages import answer_stage, offer_stage
from ..game.game import PublicStates
from ..game.protocol import LAST_WORD, MARKET
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
COURTS = ("standing", "struck")
ORDER = (
    ActionLabel(name="extend", tags=frozenset({"concession"})),
    ActionLabel(name="lapse", tags=frozenset({"hold"})),
    ActionLabel(name="execute", tags=frozenset({"pressure"})),
)
"""What may be done at a deadline inside the talks; the order is then in the state of that name."""


class Draws:
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


def _moved(states: PublicStates, name: str, values: int) -> NDArray[np.int64]:
    """Return the state [s, k] in which one factor has become k."""
    value_of, factor = np.asarray(states.value_of), states.factors.index(name)
    index = {tuple(map(int, row)): s for s, row in enumerate(value_of)}
    moved = np.empty((states.count, values), dtype=np.int64)
    for s, row in enumerate(value_of):
        for k in range(values):
            new = list(map(int, row))
            new[factor] = k
            moved[s, k] = index[tuple(new)]
    return moved


def market(draws: Draws, r: int, states: PublicStates) -> Stage:
    """Return nature's move of the market."""
    labels = states.labels[states.factors.index("market")]
    levels = len(labels)
    chance = draws.chances(states.count, levels)
    return Stage(
        kind=StageKind.CHANCE,
        name=MARKET,
        round_index=r,
        mover=None,
        actions=tuple(ActionLabel(name=label) for label in labels),
        legal=chance > 0.0,
        next_state=_moved(states, "market", levels),
        stride=(1,) * levels,
        payoff=draws.payoffs(len(PARTS), 2, 1, 1, states.count, levels, size=0.1),
        chance=chance,
    )


def posture(
    draws: Draws, r: int, mover: int, states: PublicStates, types: tuple[int, int]
) -> Stage:
    """Return a player's posture stage."""
    labels = (TARIFF, CARD)[mover]
    own, other = ("tariff", "card")[mover], ("card", "tariff")[mover]
    here = np.asarray(states.value_of)[:, states.factors.index(own)]
    held = here[:, None] == np.arange(len(labels))
    blind = _moved(states, other, 1)[:, 0]  # what is legal does not depend on the other's
    return Stage(
        kind=StageKind.MOVE,
        name=("US posture", "card posture")[mover],
        round_index=r,
        mover=mover,
        actions=labels,
        legal=draws.legal(states.count, len(labels))[blind],
        next_state=_moved(states, own, len(labels)),
        stride=(1,) * len(labels),
        payoff=draws.payoffs(len(PARTS), 2, *types, states.count, len(labels), size=0.5),
        state_tags={"hold": held},
    )


def offer(draws: Draws, r: int, mover: int, states: PublicStates, types: tuple[int, int]) -> Stage:
    """Return an offer stage at which making none pays something at once."""
    return offer_stage(
        round_index=r,
        proposer=mover,
        states=states.count,
        parts=len(PARTS),
        passing=draws.payoffs(len(PARTS), 2, *types, states.count, size=0.2),
    )


def answer(
    draws: Draws,
    r: int,
    mover: int,
    states: PublicStates,
    types: tuple[int, int],
    walking_out: bool,
) -> Stage:
    """Return an answer stage; walking out is legal in some states, if at all."""
    shape = (len(PARTS), 2, *types, states.count)
    stage = answer_stage(
        round_index=r,
        answerer=mover,
        accepting=draws.payoffs(*shape, size=0.2),
        rejecting=draws.payoffs(*shape, size=0.2),
        walking_out=draws.payoffs(*shape),
    )
    legal = stage.legal.copy()
    legal[:, WALK_OUT] = (draws.rng.random(states.count) < 0.5) & walking_out
    fields = {name: getattr(stage, name) for name in stage.__dataclass_fields__}
    return Stage(**(fields | {"legal": legal}))


def last_word(draws: Draws, r: int, states: PublicStates, types: tuple[int, int]) -> Stage:
    """Return the last word, which ends the talks."""
    count = states.count
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


def deadline(draws: Draws, r: int, states: PublicStates, types: tuple[int, int]) -> Stage:
    """Return a last word inside the talks, which go on in another public state."""
    count = states.count
    return Stage(
        kind=StageKind.MOVE,
        name=LAST_WORD,
        round_index=r,
        mover=0,
        actions=ORDER,
        legal=draws.legal(count, len(ORDER)),
        next_state=_moved(states, "order", len(ORDER)),
        stride=(1,) * len(ORDER),
        payoff=draws.payoffs(len(PARTS), 2, *types, count, len(ORDER), size=0.5),
    )


def courts(draws: Draws, r: int, states: PublicStates) -> Stage:
    """Return nature's move of the courts: what they have struck stays struck."""
    chance = draws.chances(states.count, len(COURTS))
    chance[np.asarray(states.value_of)[:, states.factors.index("courts")] == 1] = [0.0, 1.0]
    return Stage(
        kind=StageKind.CHANCE,
        name="courts",
        round_index=r,
        mover=None,
        actions=tuple(ActionLabel(name=label) for label in COURTS),
        legal=chance > 0.0,
        next_state=_moved(states, "courts", len(COURTS)),
        stride=(1,) * len(COURTS),
        payoff=np.zeros((len(PARTS), 2, 1, 1, states.count, len(COURTS))),
        chance=chance,
    )
