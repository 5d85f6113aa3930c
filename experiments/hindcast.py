"""What the model, knowing only what was known on 6 May 2025, says of the deal of 22 July.

The scenario `known_on_6_may` holds nothing learnt later. Its numbers are drawn from their ranges,
evenly, and each draw is solved at a precision of its own; the forecast is the mean over the draws.
It is scored against what happened, beside rivals that know little. Whether the card is worth
something is asked of the same draws, and what each force does to the date of some of them.

The structure of the model was chosen by people who knew the answer, though its numbers were not:
this explains, it does not prove that the day could have been foreseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

import numpy as np

from negotiation.explore.answering import forecasts
from negotiation.explore.experiment import Experiment
from negotiation.explore.forces import CARD, FORCES, PLACEBO
from negotiation.explore.forecasting import Question
from negotiation.explore.hindcast_tables import (
    SUMMARY,
    distribution_table,
    forces_table,
    look_ahead_table,
    other_table,
    scores_table,
    settings_table,
    standing_table,
    words_table,
    worth_table,
)
from negotiation.explore.hindcasting import (
    Distribution,
    Pair,
    date_of,
    pairs_of,
    spread,
    standing_rows,
    terms_of,
    words_rows,
)
from negotiation.explore.influence import numbers_table
from negotiation.explore.scoring import even, log_score
from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.forecast import Forecast
from negotiation.scenario.drawing import drawn as drawn_scenario
from negotiation.scenario.loading import load

BASE, SCENARIO, OTHER = "june_deadline", "known_on_6_may", "uk_may_2025"
SEED, DRAWS, FORCED, FINER = 6, 500, 60, 10
SIGNED = date(2025, 7, 22)
TERMS = {"car_tariff": 0.15, "country_tariff": 0.15, "investment": 550.0, "rice": 260.0}
"""What was agreed (Executive Order 14345 of 4 September 2025, 90 FR 43535): rates with MFN
included, $bn pledged, and three quarters more of the 346 kt of US rice of the year before."""
PURCHASES = {"purchases": 8.0}
"""Farm and other goods, $bn a year (same order): part of what was signed, not scored."""
UNITS = {"car_tariff": "%", "country_tariff": "%", "investment": "$bn", "rice": "kt/year"}
WORD = "name a new rate"
"""What the US did on 9 July: on 7 July it had named 25 % from 1 August."""
PLAYERS = ("the US", "Japan")
OTHER_SIGNED = date(2025, 5, 8)
SKETCH, FINER_SKETCH = (5, 4), (5, 6)
"""Nodes and offers of a sketch."""
NEVER = date(2025, 12, 31)
"""The day that stands for no deal by the last round, where days are measured."""
DAYS = AIM, DEADLINE, VOTE = date(2025, 6, 16), date(2025, 7, 9), date(2025, 7, 20)

Answers = Mapping[str, Sequence[Forecast | None]]
"""What came of the questions, by what they are for."""


class Hindcast(Experiment):
    """The forecast of 6 May 2025, scored."""

    question: ClassVar[str] = (
        "What would the model have said on 6 May 2025 about the day and the terms of a deal?"
    )
    design: ClassVar[str] = (
        "Logit equilibria of the scenario known_on_6_may, its numbers drawn evenly from their "
        "ranges and the precision, evenly in its logarithm, from 1 to 8 per $bn. The offers are "
        "the same with the card and without. Some of the draws with each force alone, all but one, "
        "none and all; with a card of words alone; at finer settings; and the talks with the UK, "
        "which has no card."
    )

    def run(self, *, fast: bool = False) -> ExperimentResult:
        """Return the scores; ``fast`` takes few draws, coarsely, and leaves the forces out."""
        asked = questions(2, 1, 1, SKETCH, FINER_SKETCH, ()) if fast else questions()
        kept = self.folder / "hindcast" / f"answers{'-fast' if fast else ''}.jsonl"
        found = iter(
            forecasts(
                [one for some in asked.values() for one in some],
                kept,
                workers=1 if fast else None,
                progress=self.progress,
            )
        )
        return told({name: [next(found) for _ in some] for name, some in asked.items()}, fast=fast)


def questions(
    draws: int = DRAWS,
    forced: int = FORCED,
    finer: int = FINER,
    size: tuple[int, int] = (5, 64),
    fine: tuple[int, int] = (11, 128),
    forces: Sequence[str] = tuple(FORCES),
) -> dict[str, list[Question]]:
    """Return what is asked, by what it is for; the sizes are nodes and offers."""
    nodes, offers = size
    uk = Question(OTHER, seed=SEED, nodes=nodes, offers=offers)
    japan = replace(uk, scenario=SCENARIO, signed=SIGNED, terms=tuple((TERMS | PURCHASES).items()))
    finely = replace(japan, nodes=fine[0], offers=fine[1])

    def of(start: Question, count: int, *off: str) -> list[Question]:
        return [replace(start, draw=d, off=off) for d in range(count)]

    found = {"all": of(japan, draws), f"all but {CARD}": of(japan, draws, CARD)}
    found["none"] = of(japan, forced, *FORCES)
    for name in forces:
        found[f"{name} alone"] = of(japan, forced, *(one for one in FORCES if one != name))
        if name != CARD:
            found[f"all but {name}"] = of(japan, forced, name)
    found["placebo"] = of(japan, forced, PLACEBO)
    found["other"] = of(uk, forced)
    found["finer"], found["finer, no card"] = of(finely, finer), of(finely, finer, CARD)
    return found


def told(answers: Answers, *, fast: bool = False) -> ExperimentResult:
    """Return what follows from the answers."""
    drawn = _solved(answers["all"])
    rivals = {"the day after the vote": date(2025, 7, 21), "the legal deadline": DEADLINE}
    about = [
        date_of(drawn, SIGNED, NEVER, rivals),
        *(terms_of(drawn, issue, came, UNITS[issue]) for issue, came in TERMS.items()),
    ]
    without = answers[f"all but {CARD}"]
    pairs, placebo = pairs_of(answers["all"], without), pairs_of(answers["placebo"], without)
    finer = len(answers["finer"])
    tables = (
        worth_table(pairs, PLAYERS, _by_precision(pairs) | {"a card of words alone": placebo}),
        forces_table(_forced(answers), DAYS),
        words_table(drawn, WORD),
        standing_table(drawn),
        scores_table(about),
        distribution_table(about),
        numbers_table(_numbers(answers["all"], without)),
        settings_table(
            list(zip(answers["all"][:finer], without, strict=False)),
            list(zip(answers["finer"], answers["finer, no card"], strict=True)),
            AIM,
        ),
        other_table(_solved(answers["other"]), OTHER_SIGNED),
        look_ahead_table(load(BASE), load(SCENARIO)),
    )
    summary = tuple(one.summary() for one in about)
    sketch = "A sketch from few draws and offers, of no use for conclusions. " if fast else ""
    return ExperimentResult(
        name="hindcast",
        question=Hindcast.question,
        design=f"{Hindcast.design} {_sizes(answers)}",
        columns=SUMMARY,
        rows=summary,
        finding=sketch + _finding(drawn, about, pairs, placebo),
        receipts=tuple(one.receipt for one in drawn[:1]),
        tables=tables,
    )


def _sizes(answers: Answers) -> str:
    """Return what was solved, in words."""
    [(nodes, offers), (more_nodes, more_offers)] = (
        [_solved(answers[name])[0].receipt.parameters[key] for key in ("grid", "offers")]
        for name in ("all", "finer")
    )
    failed = sum(one is None for some in answers.values() for one in some)
    return (
        f"Here: {len(answers['all'])} draws on {nodes} nodes for each belief with {offers} offers, "
        f"{len(answers['none'])} for the forces and {len(answers['finer'])} on {more_nodes} nodes "
        f"with {more_offers} offers; {failed} of {sum(map(len, answers.values()))} talks could not "
        "be solved."
    )


def _solved(some: Sequence[Forecast | None]) -> list[Forecast]:
    return [one for one in some if one is not None]


def _forced(answers: Answers) -> dict[str, list[Forecast]]:
    """Return the draws solved with every set of forces, all of them on first, none last."""
    count = len(answers["none"])
    names = [name for name in answers if name.startswith("all but") or name.endswith(" alone")]
    order = ["all", *sorted(names, key=lambda name: name.endswith(" alone")), "none"]
    solved = [d for d in range(count) if all(answers[name][d] is not None for name in order)]
    return {name: _solved([answers[name][d] for d in solved]) for name in order}


def _by_precision(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    """Return the draws by their precision, whose range is cut in three."""
    found: dict[str, list[Pair]] = {}
    for low, high in ((1, 2), (2, 4), (4, 8)):
        found[f"precision {low} to {high} per $bn"] = [
            pair for pair in pairs if low <= float(pair[0].receipt.parameters["precision"]) < high
        ]
    return found


def _numbers(
    some: Sequence[Forecast | None], others: Sequence[Forecast | None]
) -> Iterator[tuple[Mapping[str, float], Mapping[str, float]]]:
    """Yield what is drawn in every draw, and what came of it."""
    scenario = load(SCENARIO)
    for d, (one, other) in enumerate(zip(some, others, strict=False)):
        if one is not None and other is not None:
            varied = drawn_scenario(scenario, SEED, d)
            values = {n.key: n.value[0] for n in varied.numbers if n.low is not None}
            values["precision"] = float(one.receipt.parameters["precision"])
            came = {"by": one.by(AIM), "card": one.payoff(1) - other.payoff(1)}
            yield values, came


def _finding(
    drawn: Sequence[Forecast],
    about: Sequence[Distribution],
    pairs: Sequence[Pair],
    placebo: Sequence[Pair],
) -> str:
    """Return what follows; what the model got wrong comes first."""
    missed = [one.about for one in about if one.summary()["inside"] == "no"]
    worse = [one.about for one in about if one.score < log_score(even(len(one.bins)), 0)]
    early = float(np.mean([one.by(AIM) for one in drawn]))
    deal = about[0].summary()["chance"]
    words = {str(row["action"]): float(row["mean"]) for row in words_rows(drawn, WORD)}
    said = ", ".join(f"{name} {chance:.2f}" for name, chance in words.items()) or "nothing"
    ever = {str(row["about"]): float(row["ever"]) for row in standing_rows(drawn)}
    us, japan = (_worth(pairs, i) for i in (0, 1))
    alone, alike = _worth(placebo, 1), _worth(pairs[: len(placebo)], 1)
    return (
        f"The model gave {early:.2f} to a deal by 16 June; there was none. To the round of the "
        f"signature it gave {deal:.2f}. On 9 July, where a choice was left, it expected of the US: "
        f"{said}; in fact it named a new rate. The package that was signed is acceptable to both "
        f"in {ever.get('acceptable to both', 0.0):.1%} of the draws, and undominated besides in "
        f"{ever.get('undominated and acceptable to both', 0.0):.1%}. Outside the 90 % interval: "
        f"{_listed(missed)}; but the intervals are wide. A rival that knows nothing gave more to "
        f"what happened for: {_listed(worse)}. The card is worth {_told(japan)} to Japan and "
        f"{_told(us)} to the US. A card of words alone is worth "
        f"{float(alone['mean']):+.2f} to Japan (standard error {float(alone['error']):.2f}), the "
        f"card itself in the same draws {float(alike['mean']):+.2f} ({float(alike['error']):.2f})."
    )


def _worth(pairs: Sequence[Pair], i: int) -> Mapping[str, str | float]:
    """Return the spread of what a player earns more in the first of two; of nothing, nothing."""
    more = [one.payoff(i) - other.payoff(i) for one, other in pairs]
    return spread(np.array(more or [0.0]))


def _told(worth: Mapping[str, str | float]) -> str:
    mean, error, middle, positive = (
        float(worth[name]) for name in ("mean", "error", "median", "positive")
    )
    return (
        f"{mean:+.2f} $bn on average (standard error {error:.2f}), {middle:+.2f} in the middle "
        f"and more than nothing in {positive:.0%} of the draws"
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names) or "nothing"
