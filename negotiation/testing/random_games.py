"""Small complete games of the compiled class, drawn at random: for Hypothesis and for plain loops.

`random_game(seed, ...)` is the one builder; the games of `generators` draw its arguments.
A round is: nature moves the market (2-3 levels), player 1 and then player 0 set a posture (some
moves illegal), the proposer offers one of a few packages or none, the other answers (walking out
legal in some states). After the last round player 0 has the last word. There may be a second stage
of nature's in every round, the courts, and a last word inside the talks, before the last round: a
deadline that only changes the public state. Payoffs depend on both types, the date and the state;
packages are worth a sum of two components, one per payoff part, with weights by regime.

With ``integers=True`` every payoff is a small whole number and every probability a multiple of 1/4,
so that ties abound and sums are exact.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ..game.game import Game, PublicStates, Round
from ..game.packages import PackageTable
from ..game.protocol import COURTS as COURTS_RULE
from ..game.protocol import MARKET
from ..game.protocols.alternating_offers_with_postures import (
    AlternatingOffersWithPostures,
)
from ..game.stages import Stage, StageKind
from . import random_stages as made
from .random_stages import CARD, COURTS, MARKET_LABELS, ORDER, PARTS, TARIFF, Draws


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
    regimes: int | None = None,
    has_courts: bool = False,
    has_deadline: bool = False,
) -> Game:
    """Return the random game of a seed.

    ``postures=False`` leaves out nature's and the posture stages, ``last_word=False`` ends the
    talks, worth 0 from there, with the last answer; ``walking_out=False`` makes it illegal always.
    Packages have so many ``regimes``, one to three by the seed unless said. ``has_courts`` adds the
    courts to every round, ``has_deadline`` a last word before the last round of several.
    """
    draws = Draws(seed, integers)
    has_deadline &= rounds > 1
    states = _states(draws, market_states, postures, has_courts, has_deadline)
    stages: list[Stage] = []
    for planned in AlternatingOffersWithPostures().plan([(r + seed) % 2 for r in range(rounds)]):
        r, mover = planned.round_index, planned.mover
        if planned.topic == MARKET:
            if has_deadline and r == rounds - 1:
                stages.append(made.deadline(draws, r - 1, states, types))
            if postures:
                stages.append(made.market(draws, r, states))
            continue
        if planned.kind is StageKind.CHANCE:  # there are no other talks in these games
            if has_courts and planned.topic == COURTS_RULE:
                stages.append(made.courts(draws, r, states))
            continue
        assert mover is not None
        if planned.kind is StageKind.OFFER:
            stages.append(made.offer(draws, r, mover, states, types))
        elif planned.kind is StageKind.ANSWER:
            stages.append(made.answer(draws, r, mover, states, types, walking_out))
        elif postures:
            stages.append(made.posture(draws, r, mover, states, types))
    if last_word:
        stages.append(made.last_word(draws, rounds - 1, states, types))
    first_day = date(2025, 5, 23)
    return Game(
        name=f"random {seed}",
        players=("us", "japan"),
        types=(
            ("market_sensitive", "market_tolerant", "market_indifferent")[: types[0]],
            ("guardian", "resolute", "reckless")[: types[1]],
        ),
        prior=(np.full(types[0], 1.0 / types[0]), np.full(types[1], 1.0 / types[1])),
        rounds=tuple(
            Round(name=f"R{r + 1}", day=first_day + timedelta(weeks=r)) for r in range(rounds)
        ),
        parts=PARTS,
        states=states,
        stages=tuple(stages),
        initial_state=_first_state(draws, states),
        packages=_packages(draws, packages, types, rounds, _regime_of(seed, regimes, states.count)),
        indicators={"election_clock_japan": np.linspace(0.5, 1.0, rounds)},
    )


def _states(
    draws: Draws, market_states: int, postures: bool, has_courts: bool, has_deadline: bool
) -> PublicStates:
    """Return the public states; the market and the postures are not the first factors of all."""
    factors = {
        "order": [label.name for label in ORDER] if has_deadline else [],
        "courts": list(COURTS) if has_courts else [],
        "market": list(MARKET_LABELS[:market_states]),
        "card": [posture.name for posture in CARD][: None if postures else 1],
        "tariff": [posture.name for posture in TARIFF][: None if postures else 1],
    }
    labels = {name: tuple(values) for name, values in factors.items() if values}
    numbers = product(*(range(len(values)) for values in labels.values()))
    value_of = np.array(list(numbers), dtype=np.int16)
    yields = 25.0 * value_of[:, list(labels).index("market")]
    return PublicStates(
        factors=tuple(labels),
        labels=tuple(labels.values()),
        value_of=value_of,
        indicators={"yield_bp": yields + draws.rng.uniform(0.0, 5.0, len(value_of))},
    )


def _first_state(draws: Draws, states: PublicStates) -> int:
    """Return a state of the first order, before any court has struck it."""
    early = [states.factors.index(name) for name in ("order", "courts") if name in states.factors]
    possible = np.flatnonzero((np.asarray(states.value_of)[:, early] == 0).all(axis=1))
    return int(possible[draws.rng.integers(len(possible))])


def _packages(
    draws: Draws, count: int, types: tuple[int, int], rounds: int, regime_of: NDArray[np.int64]
) -> PackageTable:
    """Return packages of two issues; dates and regimes reorder them.

    The components age differently, and in other regimes than the first they may turn bad.
    """
    levels = int(np.ceil(np.sqrt(count)))
    level_of = np.array(list(product(range(levels), repeat=2))[:count], dtype=np.int32)
    shape = (len(PARTS), 2, *types, rounds)
    weights = [np.ones(shape) if draws.integers else draws.rng.uniform(0.5, 1.0, shape)]
    amounts = draws.payoffs(len(PARTS), 2, count)
    for _ in range(int(regime_of.max())):
        whole = draws.rng.integers(-1, 2, shape).astype(np.float64)
        weights.append(whole if draws.integers else draws.rng.uniform(-0.5, 1.0, shape))
    return PackageTable(
        issues=("cars", "rice"),
        levels=(tuple(f"{n} pp" for n in range(levels)), tuple(f"{n} kt" for n in range(levels))),
        level_of=level_of,
        components=("flows", "seats"),
        part_of=(0, 1),
        amounts=amounts,
        weights=np.stack(weights, axis=-1),
        regime_of=regime_of,
    )


def _regime_of(seed: int, regimes: int | None, states: int) -> NDArray[np.int64]:
    """Return the regime of every public state [s], drawn apart from everything else.

    So the games of a seed with one regime and with several differ in nothing else.
    """
    many = (1, 2, 3, 1)[seed // 2 % 4] if regimes is None else regimes
    return np.random.default_rng(seed).integers(many, size=states)
