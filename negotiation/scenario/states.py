"""The public states of a scenario: what everybody knows and the game still depends on.

A state combines the market's level, the partner's posture, the US posture, whether another deal has
set a template, where the paused tariff stands and whether the courts have struck it. A tariff that
is struck is neither paused nor executed: those combinations are left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import NegotiationError
from ..game.game import PublicStates
from ..payoffs.courts import COURT_STATES
from ..payoffs.pause import EXECUTED, EXTENDED, NAMED, RUNNING
from ..payoffs.queue import QUEUE_STATES
from ..payoffs.regime import Regime
from ..payoffs.treasury import Posture
from .schema import ScenarioFile
from .timetable import Timetable

Codes = NDArray[np.int64]


MOST_STATES = 20_000
"""The most public states of a game that can be compiled in a minute."""
MOST_NODES = 1_000_000
"""The most public states times rounds."""
_WHAT_COUNTS = (
    "levels of the market",
    "postures of the partner",
    "postures of the US",
    "states of the queue",
    "states of the pause",
    "states of the courts",
)


def _check_size(scenario: ScenarioFile, sizes: list[int]) -> None:
    """Raise ``NegotiationError`` for a game that could not be compiled in any reasonable time."""
    states, rounds = math.prod(sizes), len(scenario.rounds)
    if states <= MOST_STATES and states * rounds <= MOST_NODES:
        return
    factors = " x ".join(
        f"{n} {what}" for n, what in zip(sizes, _WHAT_COUNTS, strict=True) if n > 1
    )
    largest = _WHAT_COUNTS[max(range(len(sizes)), key=sizes.__getitem__)]
    raise NegotiationError(
        f"{scenario.title}: too large a game: {states:,} public states ({factors}) in {rounds} "
        f"rounds; allowed: at most {MOST_STATES:,} states, and {MOST_NODES:,} states times rounds; "
        f"try fewer {largest}{' or fewer rounds' if states <= MOST_STATES else ''}"
    )


class StateSpace:
    """Numbering of the public states [s]; the courts vary fastest, then the pause."""

    def __init__(self, scenario: ScenarioFile) -> None:
        card = scenario.card
        ladder = dict(card.postures)
        if not card.in_play:
            ladder = {card.initial: ladder[card.initial]}
        self.levels = tuple(scenario.market.levels)
        self.card: Mapping[str, Posture] = ladder
        self.us: Mapping[str, Posture] = scenario.us.postures
        self.queue = QUEUE_STATES if scenario.queue is not None else QUEUE_STATES[:1]
        self.pause = _pause_states(scenario)
        self.courts = COURT_STATES if scenario.courts is not None else COURT_STATES[:1]
        factors = (self.levels, tuple(self.card), tuple(self.us), self.queue, self.pause)
        sizes = [len(labels) for labels in (*factors, self.courts)]
        _check_size(scenario, sizes)
        wanted = [
            codes for codes in product(*map(range, sizes)) if not (codes[5] == 1 and codes[4] != 0)
        ]
        self.count = len(wanted)
        self.value_of = np.array(wanted, dtype=np.int64)
        columns = self.value_of.T
        self.market_of, self.card_of, self.us_of = columns[0], columns[1], columns[2]
        self.queue_of, self.pause_of, self.courts_of = columns[3], columns[4], columns[5]
        self._number = np.full(sizes, -1, dtype=np.int64)
        self._number[tuple(columns)] = np.arange(self.count)
        self.labels = (*factors, self.courts)
        self._partner = scenario.partner.id

    def moved(
        self,
        *,
        market: Codes | int | None = None,
        card: Codes | int | None = None,
        us: Codes | int | None = None,
        queue: Codes | int | None = None,
        pause: Codes | int | None = None,
        courts: Codes | int | None = None,
    ) -> Codes:
        """Return the states [s, ..] that differ from each state in the given factors.

        A factor is given as codes [..] or [s, ..]. Where the courts have struck the tariff, the
        pause is that of the first day.
        """
        given = (market, card, us, queue, pause, courts)
        own = self.value_of.T[:, :, None]
        found = [own[f] if code is None else np.asarray(code) for f, code in enumerate(given)]
        found = list(np.broadcast_arrays(*found))
        found[4] = np.where(found[5] == 1, 0, found[4])
        return np.asarray(self._number[tuple(found)])

    def start(self, scenario: ScenarioFile) -> int:
        """Return the state of the first day."""
        codes = (
            self.levels.index(scenario.market.initial),
            list(self.card).index(scenario.card.initial),
            list(self.us).index(scenario.us.initial_posture),
            int(scenario.queue is not None and scenario.queue.template_set),
            0,
            0,
        )
        return int(self._number[codes])

    def is_in(self, pause: str) -> NDArray[np.bool_]:
        """Return in which states [s] the paused tariff stands so."""
        return np.array([self.pause[code] == pause for code in self.pause_of])

    @property
    def struck(self) -> NDArray[np.bool_]:
        """In which states [s] the courts have struck the tariffs on countries."""
        return np.asarray(self.courts_of == 1)

    @property
    def regimes(self) -> tuple[Regime, ...]:
        """The news that changes what packages are worth, by number."""
        return tuple(
            Regime(template=template == 1, struck=struck == 1)
            for template, struck in product(range(len(self.queue)), range(len(self.courts)))
        )

    @property
    def regime_of(self) -> Codes:
        """The number of each state's regime [s]."""
        return np.asarray(self.queue_of * len(self.courts) + self.courts_of)

    def public(self, indicators: Mapping[str, NDArray[np.float64]]) -> PublicStates:
        """Return the states as the game knows them."""
        names = ("market", f"{self._partner}_posture", "us_posture", "queue", "pause", "courts")
        return PublicStates(
            factors=names,
            labels=self.labels,
            value_of=self.value_of.astype(np.int32),
            indicators=indicators,
        )


def _pause_states(scenario: ScenarioFile) -> tuple[str, ...]:
    """Return where the paused tariff can stand while the talks go on."""
    if not Timetable.of(scenario).deadlines_between:
        return (RUNNING,)
    found = [RUNNING]
    if scenario.pause.may_extend:
        found.append(EXTENDED)
    if scenario.pause.new_rates:
        found.append(NAMED)
    if scenario.pause.may_execute:
        found.append(EXECUTED)
    return tuple(found)
