"""The news of a round: nature moves the market, the other talks and the courts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..game.protocol import COURTS, MARKET, QUEUE
from ..game.stages import ActionLabel, Stage, StageKind
from ..payoffs.courts import Courts
from ..payoffs.market import over_days, priced_pressure, transition
from ..payoffs.queue import Queue
from ..payoffs.types import prior_of_partner
from .schema import ScenarioFile
from .states import StateSpace


def market_stage(
    r: int, days: int, contents: ScenarioFile, states: StateSpace, parts: int
) -> Stage:
    """Return the chance stage at which the market moves, over the days since the last round."""
    types = list(contents.partner.types.values())
    sure = np.stack([_chances(days, contents, states, t.credibility) for t in types])[None]
    heeds_belief = bool((sure != sure[:, :1]).any())
    prior = prior_of_partner(contents.partner.types)
    chance = np.tensordot(prior, sure[0], axes=1) if heeds_belief else sure[0, 0]
    levels = np.arange(len(states.levels))[None, :]
    return Stage(
        kind=StageKind.CHANCE,
        name=MARKET,
        round_index=r,
        mover=None,
        actions=tuple(ActionLabel(name=level) for level in states.levels),
        legal=np.any(sure > 0.0, axis=(0, 1)),
        next_state=states.moved(market=levels),
        stride=(1,) * len(states.levels),
        payoff=np.zeros((parts, 2, 1, 1, states.count, len(states.levels))),
        chance=chance,
        chance_if_sure=sure if heeds_belief else None,
    )


def queue_stage(r: int, days: int, queue: Queue, states: StateSpace, parts: int) -> Stage:
    """Return the chance stage at which another partner may set a template."""
    chance = over_days(queue.arrival, days)
    return _arrival(QUEUE, r, chance, states.queue, states.queue_of, states, parts)


def courts_stage(r: int, days: int, courts: Courts, states: StateSpace, parts: int) -> Stage:
    """Return the chance stage at which the courts may strike the tariffs on countries."""
    chance = over_days(courts.hazard, days)
    return _arrival(COURTS, r, chance, states.courts, states.courts_of, states, parts)


def _arrival(
    topic: str,
    r: int,
    chance: float,
    labels: tuple[str, ...],
    now: NDArray[np.int64],
    states: StateSpace,
    parts: int,
) -> Stage:
    """Return the stage of news that comes once and stays."""
    codes = np.arange(2)[None, :]
    chances = np.where(now[:, None] == 1, np.array([0.0, 1.0]), np.array([1.0 - chance, chance]))
    return Stage(
        kind=StageKind.CHANCE,
        name=topic,
        round_index=r,
        mover=None,
        actions=tuple(ActionLabel(name=label) for label in labels),
        legal=chances > 0.0,
        next_state=states.moved(queue=codes) if topic == QUEUE else states.moved(courts=codes),
        stride=(1, 1),
        payoff=np.zeros((parts, 2, 1, 1, states.count, 2)),
        chance=chances,
    )


def _chances(
    days: int, contents: ScenarioFile, states: StateSpace, credibility: float
) -> NDArray[np.float64]:
    """Return nature's probabilities [s, level] where the card has a known credibility."""
    market = contents.market
    card = [priced_pressure(market, p.market_pressure, credibility) for p in states.card.values()]
    us = [posture.market_pressure for posture in states.us.values()]
    chance = np.zeros((states.count, len(states.levels)))
    for a, on_card in enumerate(card):
        for b, on_us in enumerate(us):
            matrix = transition(market, on_card + on_us, days)
            here = (states.card_of == a) & (states.us_of == b)
            chance[here] = matrix[states.market_of[here]]
    return chance
