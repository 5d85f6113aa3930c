"""What the model, knowing only what was known on 6 May 2025, says of the deal of 22 July.

The scenario `known_on_6_may` holds nothing learnt later. Its numbers are drawn from their ranges,
evenly, and each draw is solved at a precision of its own; the forecast is the mean over the draws.
It is scored against what happened, beside rivals that know little. Whether the card is worth
something is asked of the same draws, and what each force does to the date of some of them.

The structure of the model was chosen by people who knew the answer, though its numbers were not:
this explains, it does not prove that the day could have been foreseen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from negotiation.explore.experiment import Experiment
from negotiation.explore.forces import CARD, FORCES, PLACEBO
from negotiation.explore.forecasting import Question, forecasts
from negotiation.explore.scoring import crps, even, log_score, named, quantile
from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.forecast import Forecast

SCENARIO = "known_on_6_may"
OTHER = "uk_may_2025"
SEED, DRAWS, FORCED, FINER = 6, 500, 60, 10
SIGNED = date(2025, 7, 22)
TERMS = {"car_tariff": 0.15, "country_tariff": 0.15, "investment": 550.0, "rice": 260.0}
"""What was agreed (Executive Order 14345 of 4 September 2025, 90 FR 43535): rates with MFN
included, $bn pledged, and three quarters more of the 346 kt of US rice of the year before."""
NEVER = date(2025, 12, 31)
"""The day that stands for no deal by the last round, where days are measured."""
VOTE, DEADLINE = date(2025, 7, 20), date(2025, 7, 9)

Row = dict[str, str | float]


class Hindcast(Experiment):
    """The forecast of 6 May 2025, scored."""

    question: ClassVar[str] = (
        "What would the model have said on 6 May 2025 about the day and the terms of a deal?"
    )
    design: ClassVar[str] = (
        "Logit equilibria of the scenario known_on_6_may, its numbers drawn evenly from their "
        "ranges and the precision from 1 to 8 per $bn; 7 nodes for each belief and 12 offers. The "
        "same draws without a card, and some of them with each force alone, all but one, none and "
        "all. Rivals that name a day or a level leave a tenth of their probability to all alike."
    )

    def run(self, *, fast: bool = False) -> ExperimentResult:
        """Return the scores; ``fast`` takes two draws of everything, coarsely."""
        size = {"nodes": 5, "offers": 4} if fast else {}
        asked = questions(2 if fast else DRAWS, 2 if fast else FORCED, 1 if fast else FINER, **size)
        kept = self.folder / "hindcast" / f"answers{'-fast' if fast else ''}.jsonl"
        everything = [one for some in asked.values() for one in some]
        answers = dict(
            zip(
                everything,
                forecasts(everything, kept, workers=1 if fast else None, progress=self.progress),
                strict=True,
            )
        )
        pairs = [
            (one, other)
            for one, other in zip(found[:count], found[count : 2 * count], strict=True)
            if one is not None and other is not None
        ]
        drawn = [one for one, _ in pairs]
        scores = [_date_row(drawn), *(_terms_row(drawn, issue) for issue in TERMS)]
        rows = [*scores, *_card_rows(pairs)]
        for n, name in enumerate(["all", *switched]):
            some = (
                found[:forced] if name == "all" else found[2 * count + (n - 1) * forced :][:forced]
            )
            if forced:
                rows.append(_force_row(name, [one for one in some if one is not None]))
        failed = sum(one is None for one in found)
        return ExperimentResult(
            name="hindcast",
            question=self.question,
            design=self.design + (f" {failed} of {len(found)} could not be solved." * bool(failed)),
            columns=COLUMNS,
            rows=tuple({name: row.get(name, "") for name in COLUMNS} for row in rows),
            finding=_finding(drawn, scores, pairs) + (" All this is a sketch." if fast else ""),
            receipts=tuple(one.receipt for one in drawn[:1]),
        )


def questions(
    draws: int, forced: int, finer: int, **size: int
) -> dict[str, list[Question]]:
    """Return what is asked, by what it is for; ``size`` are nodes and offers."""
    japan = Question(SCENARIO, seed=SEED, signed=SIGNED, terms=tuple(TERMS.items()), **size)
    uk = Question(OTHER, seed=SEED, **size)

    def of(start: Question, count: int, *off: str) -> list[Question]:
        return [replace(start, draw=d, off=off) for d in range(count)]

    found = {"all": of(japan, draws), "all but card": of(japan, draws, CARD)}
    found["none"] = of(japan, forced, *FORCES)
    for name in FORCES:
        found[f"{name} alone"] = of(japan, forced, *(one for one in FORCES if one != name))
        if name != CARD:
            found[f"all but {name}"] = of(japan, forced, name)
    found["placebo"] = of(japan, forced, PLACEBO)
    found["other"], found["other, no card"] = of(uk, forced), of(uk, forced, CARD)
    fine = replace(japan, nodes=11, offers=128) if not size else replace(japan, nodes=7, offers=8)
    found["finer"], found["finer, no card"] = of(fine, finer), of(fine, finer, CARD)
    return found


COLUMNS = {
    "about": "what is forecast, or which forces are on",
    "happened": "what happened",
    "median": "median of the forecast",
    "low": "its 5 % quantile",
    "high": "its 95 % quantile",
    "inside": "whether what happened lies between these",
    "log_score": "logarithm of the probability given to what happened (larger is better)",
    "even": "the same of a rival that knows nothing",
    "rival": "the same of the best other rival",
    "crps": "continuous ranked probability score (days, points, $bn, kt; smaller is better)",
    "crps_even": "the same of the rival that knows nothing",
    "by_16_june": "probability of a deal by 16 June",
    "by_20_july": "the same by 20 July, the vote",
    "later": "probability of a deal after 20 July",
}


def _mixed(drawn: Sequence[Forecast]) -> tuple[list[date], NDArray[np.float64]]:
    """Return the days of the rounds and of no deal, and their mean probabilities."""
    chances = np.mean([one.chance_by_round for one in drawn], axis=0)
    return [*drawn[0].days, NEVER], np.append(chances, max(1.0 - chances.sum(), 0.0))


def _date_row(drawn: Sequence[Forecast]) -> Row:
    days, chances = _mixed(drawn)
    since = [(day - SIGNED).days for day in days]
    n = next(n for n, day in enumerate(days) if day >= SIGNED)  # a bin ends with its round
    after_vote = next(n for n, day in enumerate(days) if day > VOTE)
    rivals = [named(len(days), after_vote), named(len(days), days.index(DEADLINE))]
    low, middle, high = (quantile(since, chances, share) for share in (0.05, 0.5, 0.95))
    return {
        "about": "date (days after 22 July)",
        "happened": 0.0,
        "median": middle,
        "low": low,
        "high": high,
        "inside": "yes" if low <= 0.0 <= high else "no",
        "log_score": log_score(chances, n),
        "even": log_score(even(len(days)), n),
        "rival": max(log_score(rival, n) for rival in rivals),
        "crps": crps(since, chances, 0.0),
        "crps_even": crps(since, even(len(days)), 0.0),
    }


def _terms_row(drawn: Sequence[Forecast], issue: str) -> Row:
    came, levels = TERMS[issue], drawn[0].levels[issue]
    weights = np.array([one.deal for one in drawn])
    terms = np.stack([one.terms(issue) for one in drawn])
    chances = (weights[:, None] * terms).sum(axis=0) / weights.sum()
    n = int(np.argmin([abs(level - came) for level in levels]))
    between = (max(levels) + min(levels)) / 2.0
    split = int(np.argmin([abs(level - between) for level in levels]))
    unit = 100.0 if issue.endswith("tariff") else 1.0
    scaled = [unit * level for level in levels]
    low, middle, high = (quantile(scaled, chances, share) for share in (0.05, 0.5, 0.95))
    return {
        "about": issue,
        "happened": unit * came,
        "median": middle,
        "low": low,
        "high": high,
        "inside": "yes" if low <= unit * came <= high else "no",
        "log_score": log_score(chances, n),
        "even": log_score(even(len(levels)), n),
        "rival": max(log_score(named(len(levels), k), n) for k in (0, split)),
        "crps": crps(scaled, chances, unit * came),
        "crps_even": crps(scaled, even(len(levels)), unit * came),
    }


def _card_rows(pairs: Sequence[tuple[Forecast, Forecast]]) -> list[Row]:
    """Return what the card is worth to each player over the draws, $bn."""
    rows: list[Row] = []
    for i, player in enumerate(("the US", "Japan")):
        worth = np.array([one.payoff(i) - other.payoff(i) for one, other in pairs])
        low, middle, high = np.quantile(worth, [0.05, 0.5, 0.95])
        rows.append(
            {
                "about": f"the card's worth to {player}",
                "median": float(middle),
                "low": float(low),
                "high": float(high),
                "inside": f"positive in {np.mean(worth > 0.0):.0%}",
            }
        )
    return rows


def _force_row(name: str, drawn: Sequence[Forecast]) -> Row:
    by = [np.mean([one.by(day) for one in drawn]) for day in (date(2025, 6, 16), VOTE)]
    deal = np.mean([one.deal for one in drawn])
    return {
        "about": f"forces: {name}",
        "by_16_june": float(by[0]),
        "by_20_july": float(by[1]),
        "later": float(deal - by[1]),
    }


def _finding(
    drawn: Sequence[Forecast], scores: Sequence[Row], pairs: Sequence[tuple[Forecast, Forecast]]
) -> str:
    """Return what follows; what the model got wrong comes first."""
    missed = [str(row["about"]) for row in scores if row["inside"] == "no"]
    worse = [str(r["about"]) for r in scores if float(r["log_score"]) < float(r["even"])]
    early = float(np.mean([one.by(date(2025, 6, 16)) for one in drawn]))
    worth = np.array([one.payoff(1) - other.payoff(1) for one, other in pairs])
    return (
        f"What happened lies outside the 90 % interval for: {', '.join(missed) or 'nothing'}. A "
        f"rival that knows nothing does better for: {', '.join(worse) or 'nothing'}. The model "
        f"gave {early:.2f} to a deal by 16 June; there was none. Over the draws the card is worth "
        f"{np.median(worth):+.2f} $bn to Japan at the median and more than nothing in "
        f"{np.mean(worth > 0.0):.0%} of them."
    )
