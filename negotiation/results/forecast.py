"""A forecast: what a solved scenario says of the day and the terms of a deal before the talks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..foundations.records import record
from ..foundations.wording import day_in_words
from .receipt import Receipt
from .standing import Standing


@record
class Forecast:
    """Probabilities and expected payoffs at the prior, both types unknown."""

    days: tuple[date, ...]
    """The days of the rounds [r]."""
    chance_by_round: NDArray[np.float64]
    """Probability of a deal in each round [r]; what is missing to 1 is no deal."""
    levels: Mapping[str, tuple[float, ...]]
    """The levels of each issue, by issue."""
    chance_by_level: Mapping[str, NDArray[np.float64]]
    """Probability of a deal with each level, by issue; each sums to that of a deal."""
    parts: tuple[str, ...]
    """The payoff parts [part]."""
    worth: NDArray[np.float64]
    """Expected payoffs by part [part, i], $bn."""
    words: Mapping[str, float]
    """What the US does on the first legal deadline if it has a choice on it; may be empty."""
    choice: float
    """The probability of that: that the talks go on until then and no court has ruled."""
    postures: Mapping[str, NDArray[np.float64]]
    """Probability that the talks go on until each round and the partner then stands in a posture,
    by posture [r]."""
    standing: Standing | None
    """How the package that was signed stands, if one was asked about and talks go on until then."""
    gain: float | None
    """The most that any type gains by deviating, at the prior, $bn; ``None`` if nobody asked."""
    receipt: Receipt
    """What it was made from."""

    @property
    def deal(self) -> float:
        """The probability of a deal in any round."""
        return float(self.chance_by_round.sum())

    def by(self, day: date) -> float:
        """Return the probability of a deal by a day."""
        pairs = zip(self.days, self.chance_by_round, strict=True)
        return float(sum(chance for one, chance in pairs if one <= day))

    def terms(self, issue: str) -> NDArray[np.float64]:
        """Return the probabilities of an issue's levels given a deal; even where there is none."""
        chances = self.chance_by_level[issue]
        total = float(chances.sum())
        return chances / total if total > 0.0 else np.full(len(chances), 1.0 / len(chances))

    def payoff(self, i: int) -> float:
        """Return a player's expected payoff, $bn."""
        return float(self.worth[:, i].sum())


def by_name(day: date) -> str:
    """Return the name of the column of what happens by a day, e.g. ``by_9_july``."""
    return f"by_{day_in_words(day)}".replace(" ", "_").lower()
