"""A hindcast: many draws' forecasts mixed into one, and scored against what happened.

The mixture gives every draw the same weight. Terms are those of a deal, so that a draw counts there
by its probability of one; a level stands for the value that happened if it is the nearest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..foundations.wording import day_in_words
from ..results.experiment_result import Row
from ..results.forecast import Forecast, by_name
from .scoring import crps, even, log_score, named, quantile

CENTRAL = (0.05, 0.5, 0.95)
"""The quantiles that are told: the median and the ends of the 90 % interval."""

SOME = 0.01
"""A package that is acceptable with less than this probability counts as not acceptable."""

VISIBLE = 0.005
"""A smaller worth than this is none: talk, and error of the numbers, $bn."""


@dataclass(frozen=True)
class Distribution:
    """One thing that is forecast: ordered bins, and how likely each draw finds them."""

    about: str
    """What is forecast."""
    unit: str
    """The unit of its values."""
    bins: tuple[str, ...]
    """What the bins are called [n]."""
    values: tuple[float, ...]
    """Their values [n], in the unit."""
    chances: NDArray[np.float64]
    """Probabilities [draw, n]."""
    weights: NDArray[np.float64]
    """The weight of every draw [draw]."""
    happened: float
    """The value that came."""
    bin_of_outcome: int
    """Its bin."""
    rivals: Mapping[str, int]
    """Rivals that name one bin, by name."""
    came: str
    """What came, in words."""
    status_quo: int | None = None
    """The bin of what was in force before, where there is one."""

    @property
    def mean(self) -> NDArray[np.float64]:
        """The mixture of the draws [n]."""
        total = float(self.weights.sum())
        if total <= 0.0:
            return even(len(self.bins))
        return np.asarray(self.weights @ self.chances / total)

    def summary(self) -> Row:
        """Return the median, the interval, and whether what happened lies inside."""
        low, middle, high = (quantile(self.values, self.mean, share) for share in CENTRAL)
        came = self.values[self.bin_of_outcome]  # what happened, as far as the bins can say it
        return {
            "about": self.about,
            "unit": self.unit,
            "happened": self.happened,
            "median": middle,
            "low": low,
            "high": high,
            "inside": "yes" if low <= came <= high else "no",
            "chance": float(self.mean[self.bin_of_outcome]),
        }

    def scores(self) -> list[Row]:
        """Return the scores of the model and of its rivals."""
        count = len(self.bins)
        forecasters = {"the model": self.mean, "knows nothing": even(count)}
        forecasters |= {name: named(count, n) for name, n in self.rivals.items()}
        came = self.values[self.bin_of_outcome]
        return [
            {
                "about": self.about,
                "forecaster": name,
                "log_score": log_score(chances, self.bin_of_outcome),
                "crps": crps(self.values, chances, came),
            }
            for name, chances in forecasters.items()
        ]

    def rows(self) -> list[Row]:
        """Return every bin with its probability, its cumulative one and their spread."""
        order = np.argsort(self.values, kind="stable")
        found: list[Row] = []
        total = self.mean[order].cumsum()
        each = self.chances[:, order].cumsum(axis=1)
        for place, n in enumerate(order):
            low, lower, upper, high = (
                quantile(each[:, place].tolist(), self.weights, share)
                for share in (0.05, 0.25, 0.75, 0.95)
            )
            found.append(
                {
                    "about": self.about,
                    "value": self.bins[n],
                    "happened": self.came if n == self.bin_of_outcome else "",
                    "before": "yes" if n == self.status_quo else "",
                    "chance": float(self.mean[n]),
                    "by": float(total[place]),
                    "low": float(low),
                    "lower": float(lower),
                    "upper": float(upper),
                    "high": float(high),
                }
            )
        return found


def date_of(
    drawn: Sequence[Forecast], signed: date, never: date, rivals: Mapping[str, date]
) -> Distribution:
    """Return the forecast of the day: a bin ends with its round, the last one is no deal."""
    days = [*drawn[0].days, never]
    each = np.stack([one.chance_by_round for one in drawn])
    none = np.maximum(1.0 - each.sum(axis=1, keepdims=True), 0.0)
    return Distribution(
        about="date",
        unit=f"days from {day_in_words(signed)}",
        bins=(*(day.isoformat() for day in drawn[0].days), "no deal"),
        values=tuple(float((day - signed).days) for day in days),
        chances=np.hstack([each, none]),
        weights=np.ones(len(drawn)),
        happened=0.0,
        bin_of_outcome=_first(days, signed),
        rivals={name: _first(days, day) for name, day in rivals.items()},
        came=day_in_words(signed),
    )


def terms_of(drawn: Sequence[Forecast], issue: str, came: float, unit: str) -> Distribution:
    """Return the forecast of a term, given a deal; rates are told in per cent."""
    levels = drawn[0].levels[issue]
    scale = 100.0 if unit == "%" else 1.0
    between = (max(levels) + min(levels)) / 2.0
    return Distribution(
        about=issue,
        unit=unit,
        bins=tuple(f"{scale * level:g}" for level in levels),
        values=tuple(scale * level for level in levels),
        chances=np.stack([one.terms(issue) for one in drawn]),
        weights=np.array([one.deal for one in drawn]),
        happened=scale * came,
        bin_of_outcome=nearest_level(levels, came),
        rivals={"as it was": 0, "split the difference": nearest_level(levels, between)},
        came=f"{scale * came:g}",
        status_quo=0,
    )


def nearest_level(levels: Sequence[float], value: float) -> int:
    """Return the level nearest to a value, the first of two as near."""
    return int(np.argmin([abs(level - value) for level in levels]))


def _first(days: Sequence[date], day: date) -> int:
    """Return the first of some days that is not before a day."""
    return next(n for n, one in enumerate(days) if one >= day)


Pair = tuple[Forecast, Forecast]
"""The same draw with something and without it."""


def pairs_of(some: Sequence[Forecast | None], others: Sequence[Forecast | None]) -> list[Pair]:
    """Return the draws that were solved both ways; the longer of the two is cut."""
    return [
        (one, other)
        for one, other in zip(some, others, strict=False)
        if one is not None and other is not None
    ]


def spread(worth: NDArray[np.float64]) -> dict[str, str | float]:
    """Return the mean of some draws, its standard error, quantiles and the share that is visible.

    One draw has no error.
    """
    low, middle, high = np.quantile(worth, CENTRAL)
    return {
        "mean": float(worth.mean()),
        "error": float(worth.std(ddof=1) / np.sqrt(worth.size)) if worth.size > 1 else "",
        "median": float(middle),
        "low": float(low),
        "high": float(high),
        "positive": float((worth > VISIBLE).mean()),
    }


def force_row(
    name: str, drawn: Sequence[Forecast], others: Sequence[Forecast], days: Sequence[date]
) -> Row:
    """Return the mean probability of a deal by some days, after them, and of none.

    Its change by the first day is that against the ``others``, the same draws.
    """
    by = [float(np.mean([one.by(day) for one in drawn])) for day in days]
    deal = float(np.mean([one.deal for one in drawn]))
    row: dict[str, str | float] = {"forces": name}
    row |= {by_name(day): chance for day, chance in zip(days, by, strict=True)}
    pairs = zip(drawn, others, strict=True)
    change = spread(np.array([one.by(days[0]) - other.by(days[0]) for one, other in pairs]))
    row |= {"later": deal - by[-1], "no_deal": max(1.0 - deal, 0.0)}
    return row | {"change": change["mean"], "error": change["error"]}


def standing_rows(drawn: Sequence[Forecast]) -> list[Row]:
    """Return how the package that was signed stands on the day.

    A draw counts by the probability that its talks go on until then.
    """
    found = [one.standing for one in drawn if one.standing is not None]
    weights = np.array([one.chance for one in found])
    kinds = {
        "acceptable to the US": [one.acceptable[0] for one in found],
        "acceptable to the partner": [one.acceptable[1] for one in found],
        "acceptable to both": [one.both for one in found],
        "undominated": [one.undominated for one in found],
        "undominated and acceptable to both": [one.possible for one in found],
    }
    rows: list[Row] = [
        {
            "about": name,
            "mean": float(np.average(chances, weights=weights)),
            "ever": float(np.average(np.array(chances) > SOME, weights=weights)),
            "likely": float(np.average(np.array(chances) > 0.5, weights=weights)),
        }
        for name, chances in kinds.items()
        if found
    ]
    return rows


def gains_of_signing(drawn: Sequence[Forecast]) -> tuple[float, float]:
    """Return what each player would gain by that package over letting the round pass [i], $bn."""
    found = [one.standing for one in drawn if one.standing is not None]
    weights = np.array([one.chance for one in found])
    us, partner = np.average(np.array([one.gains for one in found]), axis=0, weights=weights)
    return float(us), float(partner)


def words_rows(drawn: Sequence[Forecast], happened: str) -> list[Row]:
    """Return what the US does on the first legal deadline.

    A draw counts by the probability that there is a choice in it.
    """
    found = [one for one in drawn if one.words]
    weights = np.array([one.choice for one in found])
    names = dict.fromkeys(name for one in found for name in one.words)
    rows: list[Row] = []
    for name in names:
        chances = [one.words.get(name, 0.0) for one in found]
        low, _, high = (quantile(chances, weights, share) for share in CENTRAL)
        rows.append(
            {
                "action": name,
                "happened": "yes" if name == happened else "",
                "mean": float(np.average(chances, weights=weights)),
                "low": float(low),
                "high": float(high),
            }
        )
    return rows


def posture_rows(drawn: Sequence[Forecast]) -> list[Row]:
    """Return in which posture the partner sits down in each round, given that talks go on.

    A draw counts by the probability that its talks go on until then.
    """
    rows: list[Row] = []
    for r, day in enumerate(drawn[0].days):
        chances = {
            name: float(np.mean([one.postures[name][r] for one in drawn]))
            for name in drawn[0].postures
        }
        on = sum(chances.values())
        if on > 0.0:
            row: Row = {"round": day.isoformat(), "on": on}
            rows.append({**row, **{name: chance / on for name, chance in chances.items()}})
    return rows
