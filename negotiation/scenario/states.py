"""The public states of a scenario: market level x the partner's posture x the US posture."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..game.game import PublicStates
from ..payoffs.treasury import Posture
from .schema import ScenarioFile


class StateSpace:
    """Numbering of the public states [s], the US posture varying fastest."""

    def __init__(self, scenario: ScenarioFile) -> None:
        card = scenario.card
        ladder = dict(card.postures)
        if not card.in_play:
            ladder = {card.initial: ladder[card.initial]}
        self.levels = tuple(scenario.market.levels)
        self.card: Mapping[str, Posture] = ladder
        self.us: Mapping[str, Posture] = scenario.us.postures
        shape = (len(self.levels), len(self.card), len(self.us))
        self.count = int(np.prod(shape))
        grid = np.indices(shape).reshape(3, -1)
        self.market_of, self.card_of, self.us_of = (np.asarray(axis) for axis in grid)
        self._shape = shape
        self._partner = scenario.partner.id

    def index(
        self,
        market: NDArray[np.int64] | int,
        card: NDArray[np.int64] | int,
        us: NDArray[np.int64] | int,
    ) -> NDArray[np.int64]:
        """Return the number of the state with these coordinates."""
        _, cards, uss = self._shape
        return np.asarray((np.asarray(market) * cards + card) * uss + us, dtype=np.int64)

    def start(self, scenario: ScenarioFile) -> int:
        """Return the state of the first day."""
        return int(
            self.index(
                self.levels.index(scenario.market.initial),
                list(self.card).index(scenario.card.initial),
                list(self.us).index(scenario.us.initial_posture),
            )
        )

    def public(self, indicators: Mapping[str, NDArray[np.float64]]) -> PublicStates:
        """Return the states as the game knows them."""
        return PublicStates(
            factors=("market", f"{self._partner}_posture", "us_posture"),
            labels=(self.levels, tuple(self.card), tuple(self.us)),
            value_of=np.stack([self.market_of, self.card_of, self.us_of], axis=1).astype(np.int32),
            indicators=indicators,
        )
