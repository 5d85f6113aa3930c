"""What the model, knowing only what was known on 6 May 2025, says of the deal of 22 July.

The scenario `known_on_6_may` holds nothing learnt later. Its numbers are drawn from their ranges,
evenly, and each draw is solved at a precision of its own; the forecast is the mean over the draws.
It is scored against what happened, beside rivals that know little. Whether the card is worth
something is asked of the same draws, and what each force does to the date of some of them.

The structure of the model was chosen by people who knew the answer, though its numbers were not:
this explains, and does not prove that the day or the terms could have been foreseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

import negotiation as ng

tables, scored = ng.explore.hindcast_tables, ng.explore.hindcasting
finding, look_ahead = ng.explore.hindcast_finding, ng.explore.look_ahead_tables
Question = ng.explore.question.Question
Forecast = ng.explore.answering.Forecast
CARD, FORCES, PLACEBO = (
    ng.explore.forces.CARD,
    ng.explore.forces.FORCES,
    ng.explore.forces.PLACEBO,
)

BASE, SCENARIO, OTHER = "june_deadline", "known_on_6_may", "uk_may_2025"
SEED, DRAWS, FORCED, FINER = 6, 500, 60, 10
SIGNED = date(2025, 7, 22)
TERMS = {"car_tariff": 0.15, "country_tariff": 0.15, "investment": 550.0, "rice": 260.0}
"""What was agreed (Executive Order 14345 of 4 September 2025, 90 FR 43535): rates with MFN
included, $bn pledged, and three quarters more of the 346 kt of US rice of the year before."""
PURCHASES = {"purchases": 8.0}
"""Farm and other goods, $bn a year (same order): part of what was signed, not scored."""
UNITS = {"car_tariff": "%", "country_tariff": "%", "investment": "$bn", "rice": "kt/year more"}
WORD = "name a new rate"
"""What the US did on 9 July: on 7 July it had named 25 % from 1 August."""
PLAYERS = ("the US", "Japan")
OTHER_SIGNED = date(2025, 5, 8)
SKETCH, FINER_SKETCH = (5, 4), (5, 6)
"""Nodes and offers of a sketch."""
NEVER = date(2025, 12, 31)
"""The day that stands for no deal by the last round, where days are measured."""
DAYS = AIM, DEADLINE, VOTE = date(2025, 6, 16), date(2025, 7, 9), date(2025, 7, 20)

USES = {SCENARIO: "all", OTHER: "other"}
"""What draws of each scenario are for, of those that are for one thing only."""

Answers = Mapping[str, Sequence[Forecast | None]]
"""What came of the questions, by what they are for."""


class Hindcast(ng.Experiment):
    """The forecast of 6 May 2025, scored."""

    question: ClassVar[str] = (
        "What would the model have said on 6 May 2025 about the day and the terms of a deal?"
    )
    design: ClassVar[str] = (
        "Logit equilibria of the scenario known_on_6_may, its numbers drawn evenly from their "
        "ranges and the precision, evenly in its logarithm, from 1 to 8 per $bn. The offers are "
        "the same with any force and without it. Some of the draws with each force alone, all but "
        "one, none and all; with a card of words alone; at finer settings; and the talks with the "
        "UK, which has no card. The numbers hold nothing learnt after 6 May 2025, but the "
        "structure of the model was chosen by people who knew the answer: this explains, and does "
        "not prove that the day or the terms could have been foreseen."
    )

    def run(self, *, fast: bool = False) -> ng.ExperimentResult:
        """Return the scores; ``fast`` takes few draws, coarsely, and leaves the forces out."""
        asked = questions(2, 1, 1, SKETCH, FINER_SKETCH, ()) if fast else questions()
        kept = self.folder / "hindcast" / f"answers{'-fast' if fast else ''}.jsonl"
        found = iter(
            ng.explore.answering.forecasts(
                [one for some in asked.values() for one in some],
                kept,
                workers=1 if fast else None,
                progress=self.progress,
            )
        )
        answers = {name: [next(found) for _ in some] for name, some in asked.items()}
        if not all(_solved(some) for some in answers.values()):
            raise ng.NegotiationError(
                f"some of the talks could not be solved in any draw; {kept} says why of each"
            )
        return told(answers, fast=fast)


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

    certified = [replace(one, certified=True) for one in of(japan, finer)]
    found = {
        "all": [*certified, *of(japan, draws)[finer:]],
        f"all but {CARD}": of(japan, draws, CARD),
    }
    found["none"] = of(japan, forced, *FORCES)
    for name in forces:
        found[f"{name} alone"] = of(japan, forced, *(one for one in FORCES if one != name))
        if name != CARD:
            found[f"all but {name}"] = of(japan, forced, name)
    found["placebo"] = of(japan, forced, PLACEBO)
    found["other"] = of(uk, forced)
    found["finer"], found["finer, no card"] = of(finely, finer), of(finely, finer, CARD)
    return found


def told(answers: Answers, *, fast: bool = False) -> ng.ExperimentResult:
    """Return what follows from the answers."""
    drawn = _solved(answers["all"])
    rivals = {"the day after the vote": date(2025, 7, 21), "the legal deadline": DEADLINE}
    about = [
        scored.date_of(drawn, SIGNED, NEVER, rivals),
        *(scored.terms_of(drawn, issue, came, UNITS[issue]) for issue, came in TERMS.items()),
    ]
    without = answers[f"all but {CARD}"]
    pairs, placebo = (
        scored.pairs_of(answers["all"], without),
        scored.pairs_of(answers["placebo"], without),
    )
    alike = scored.pairs_of(answers["all"][: len(answers["placebo"])], without)
    finer = len(answers["finer"])
    settings = tables.settings_table(
        list(zip(answers["all"][:finer], without, strict=False)),
        list(zip(answers["finer"], answers["finer, no card"], strict=True)),
        AIM,
    )
    found = (
        tables.worth_table(
            pairs, PLAYERS, _by_precision(pairs) | {"a card of words alone": placebo}
        ),
        tables.forces_table(_forced(answers), DAYS),
        tables.postures_table(drawn),
        tables.words_table(drawn, WORD),
        tables.standing_table(drawn),
        tables.scores_table(about),
        tables.distribution_table(about),
        ng.explore.influence.numbers_table(
            _numbers(answers["all"], without),
            {"by": "date: a deal by the first aim", "card": "worth of the card"},
            "Which numbers move the date, and what the card is worth",
        ),
        settings,
        tables.other_table(_solved(answers["other"]), OTHER_SIGNED),
        look_ahead.look_ahead_table(ng.load(BASE), ng.load(SCENARIO)),
        look_ahead.judged_anew_table(ng.load(BASE), ng.load(SCENARIO)),
    )
    to_japan = finding.told_worth(pairs, 1)
    summary = tuple(one.summary() for one in about)
    sketch = "A sketch from few draws and offers, of no use for conclusions. " if fast else ""
    return ng.ExperimentResult(
        name="hindcast",
        question=Hindcast.question,
        design=f"{Hindcast.design} {_sizes(answers)}",
        columns=tables.SUMMARY,
        rows=summary,
        finding=" ".join(
            [
                sketch + finding.wrong(drawn, about, AIM, WORD),
                f"The card is worth {to_japan} to Japan, and {finding.told_worth(pairs, 0)} to the "
                f"US. A card of words alone is worth {finding.told_worth(placebo, 1)} to Japan, "
                f"the card itself in the same draws {finding.told_worth(alike, 1)}.",
                f"{settings.title}: {settings.note}",
            ]
        ),
        receipts=tuple(_receipt(name, answers[use]) for name, use in USES.items()),
        tables=found,
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


def _by_precision(pairs: Sequence[scored.Pair]) -> dict[str, list[scored.Pair]]:
    """Return the draws by their precision, whose range is cut in three."""
    found: dict[str, list[scored.Pair]] = {}
    for low, high in ((1, 2), (2, 4), (4, 8)):
        found[f"precision {low} to {high} per $bn"] = [
            pair for pair in pairs if low <= float(pair[0].receipt.parameters["precision"]) < high
        ]
    return found


def _numbers(
    some: Sequence[Forecast | None], others: Sequence[Forecast | None]
) -> Iterator[tuple[Mapping[str, float], Mapping[str, float]]]:
    """Yield what is drawn in every draw, and what came of it."""
    scenario = ng.load(SCENARIO)
    for d, (one, other) in enumerate(zip(some, others, strict=False)):
        if one is not None and other is not None:
            varied = ng.drawn(scenario, SEED, d)
            values = {n.key: n.value[0] for n in varied.numbers if n.low is not None}
            values["precision"] = float(one.receipt.parameters["precision"])
            came = {"by": one.by(AIM), "card": one.payoff(1) - other.payoff(1)}
            yield values, came


def _receipt(name: str, some: Sequence[Forecast | None]) -> ng.Receipt:
    """Return the receipt of the draws of a scenario: of the scenario as it stands, and the seed."""
    settings = _solved(some)[0].receipt.parameters
    return ng.receipt(
        ng.compile_game(ng.load(name)),
        seed=SEED,
        libraries=("numpy", "numba"),
        parameters={
            "draws": len(some),
            "precision": f"{ng.explore.question.LEAST:g} to {ng.explore.question.MOST:g}",
            **{key: settings[key] for key in ("grid", "offers")},
        },
    )
