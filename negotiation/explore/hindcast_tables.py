"""The tables of a hindcast: what each shows, its columns, and how to read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from ..foundations.wording import day_in_words
from ..results.experiment_result import ExperimentTable, Row
from ..results.forecast import Forecast, by_name
from .hindcasting import (
    VISIBLE,
    Distribution,
    Pair,
    force_row,
    gains_of_signing,
    posture_rows,
    spread,
    standing_rows,
    words_rows,
)

SUMMARY = {
    "about": "what is forecast",
    "unit": "its unit; terms are those of a deal",
    "happened": "what happened",
    "median": "median of the forecast",
    "low": "its 5 % quantile",
    "high": "its 95 % quantile",
    "inside": "whether what happened lies between these",
    "chance": "probability of the bin that holds what happened",
}
"""Columns of the table of `Distribution.summary`."""


def scores_table(about: Sequence[Distribution]) -> ExperimentTable:
    """Return the scores of the model and of its rivals."""
    return ExperimentTable(
        name="scores",
        title="Scores, beside rivals who know little",
        columns={
            "about": "what is forecast",
            "forecaster": "who forecasts",
            "log_score": "logarithm of the probability given to what happened; larger is better",
            "crps": "continuous ranked probability score, in the unit; smaller is better",
        },
        rows=tuple(row for one in about for row in one.scores()),
        note="A rival that names one bin leaves a tenth of its probability to all bins alike; one "
        "that knows nothing gives every bin the same. None is as innocent as it looks: the vote "
        "was the better of many days to name, and the levels were laid around what seemed likely.",
    )


def distribution_table(about: Sequence[Distribution]) -> ExperimentTable:
    """Return every bin of every forecast."""
    return ExperimentTable(
        name="distribution",
        title="The whole forecast",
        columns={
            "about": "what is forecast",
            "value": "round in which a deal is signed, or level agreed",
            "happened": "what happened, where it falls",
            "before": "what was in force before",
            "chance": "probability, the mean over the draws",
            "by": "probability of this or less",
            "low": "5 % quantile of that over the draws",
            "lower": "25 % quantile",
            "upper": "75 % quantile",
            "high": "95 % quantile",
        },
        rows=tuple(row for one in about for row in one.rows()),
    )


def worth_table(
    pairs: Sequence[Pair], players: Sequence[str], some: Mapping[str, Sequence[Pair]]
) -> ExperimentTable:
    """Return what the card is worth by player and part, and to the partner among some draws."""
    rows: list[Row] = []
    for i, player in enumerate(players if pairs else ()):
        by_part = np.stack([one.worth[:, i] - other.worth[:, i] for one, other in pairs])
        rows.append({"to": player, "through": "all parts"} | spread(by_part.sum(axis=1)))
        for n, part in enumerate(pairs[0][0].parts):
            if np.abs(by_part[:, n]).max() > 1e-9:
                rows.append({"to": player, "through": part} | spread(by_part[:, n]))
    for name, others in some.items():
        if others:
            worth = np.array([one.payoff(1) - other.payoff(1) for one, other in others])
            rows.append({"to": players[1], "through": f"all parts, {name}"} | spread(worth))
    return ExperimentTable(
        name="card",
        title="What the card is worth, $bn",
        columns={
            "to": "to whom",
            "through": "through which part of the payoffs",
            "mean": "mean over the draws",
            "error": "its standard error",
            "median": "median",
            "low": "5 % quantile",
            "high": "95 % quantile",
            "positive": f"share of the draws in which it is above {VISIBLE:g}",
        },
        formats={
            **dict.fromkeys(("mean", "median", "low", "high"), "change"),
            "positive": "percent",
        },
        rows=tuple(rows),
        note="The payoff with the card less that without it, in the same draw and from the same "
        "offers. The standard error is that of sampling alone: the settings of the solver move a "
        "draw by more (see below). A card of words alone moves the market through nothing but what "
        "is believed, and costs nothing: what it is worth is talk, and error of the numbers.",
    )


def forces_table(some: Mapping[str, Sequence[Forecast]], days: Sequence[date]) -> ExperimentTable:
    """Return what some sets of forces do to the date, against the first; the draws are the same."""
    first = next(iter(some.values()))
    by = {by_name(day): f"of a deal by {day_in_words(day)}" for day in days}
    return ExperimentTable(
        name="forces",
        title="What each force does to the date",
        columns={
            "forces": "forces that are on",
            **by,
            "later": "of one after that",
            "no_deal": "of no deal by the last round",
            "change": f"mean change of the first of these, by {day_in_words(days[0])}, against "
            "all forces",
            "error": "its standard error",
        },
        formats={"change": "change", **dict.fromkeys((*by, "later", "no_deal"), "percent")},
        rows=tuple(force_row(name, drawn, first, days) for name, drawn in some.items() if drawn),
        note=f"Probabilities, means over the same {len(first)} draws and from the same offers. A "
        "force may act through another: templates and hidden red lines through the programme, "
        "hidden mandates through the vote; alone they do nothing.",
    )


def words_table(drawn: Sequence[Forecast], happened: str) -> ExperimentTable:
    """Return what the US does on the first legal deadline."""
    return ExperimentTable(
        name="deadline",
        title="What the US does on the legal deadline, if the talks go on until it",
        columns={
            "action": "what it does",
            "happened": "what it did",
            "mean": "probability, the mean over the draws",
            "low": "5 % quantile over the draws",
            "high": "95 % quantile",
        },
        rows=tuple(words_rows(drawn, happened)),
        note="A draw counts by the probability that there is a choice: that the talks go on until "
        f"then and no court has ruled, {np.mean([one.choice for one in drawn]):.2f} on average.",
    )


def postures_table(drawn: Sequence[Forecast]) -> ExperimentTable:
    """Return how the card is played: the partner's posture as the parties sit down."""
    return ExperimentTable(
        name="postures",
        title="How the card is played",
        columns={
            "round": "round",
            "on": "probability that the talks go on until it",
            **{name: name.replace("_", " ") for name in drawn[0].postures},
        },
        rows=tuple(posture_rows(drawn)),
        note="The partner's posture as the parties sit down, given that the talks go on until "
        "then: probabilities, means over the draws.",
    )


def standing_table(drawn: Sequence[Forecast]) -> ExperimentTable:
    """Return how the package that was signed stands on the day."""
    count = sum(one.standing is not None for one in drawn)
    return ExperimentTable(
        name="signed",
        title="How the package that was signed stands on its day",
        columns={
            "about": "what it is",
            "mean": "probability, the mean over the draws",
            "ever": "share of the draws in which that probability is above 0.01",
            "likely": "share in which it is above 0.5",
        },
        rows=tuple(standing_rows(drawn)),
        note=f"The nearest package on the table. {count} of {len(drawn)} draws count, each by the "
        "probability that its talks go on until that day. A player accepts if it expects more than "
        "by letting the round pass; a package is undominated if no other gives both more."
        + _gains(drawn),
    )


def _gains(drawn: Sequence[Forecast]) -> str:
    """Return in words what signing brings each player."""
    if not any(one.standing is not None for one in drawn):
        return ""
    us, partner = gains_of_signing(drawn)
    return (
        f" Against letting the round pass it brings the US {us:+.2f} $bn on average and the "
        f"partner {partner:+.2f}."
    )


Solved = tuple[Forecast | None, Forecast | None]
"""A draw with the card and without it; ``None`` where it could not be solved."""


def settings_table(coarse: Sequence[Solved], fine: Sequence[Solved], day: date) -> ExperimentTable:
    """Return what finer settings change in some draws, one by one."""
    rows: list[Row] = []
    for n, ((one, other), (finer, fines)) in enumerate(zip(coarse, fine, strict=True)):
        if one is None or other is None or finer is None or fines is None:
            continue
        rows.append(
            {
                "draw": str(n),
                "by": one.by(day),
                "by_finer": finer.by(day),
                "card": one.payoff(1) - other.payoff(1),
                "card_finer": finer.payoff(1) - fines.payoff(1),
                "gain": _or_nothing(one.gain),
            }
        )
    note = ""
    if rows:
        by, card = (
            np.array([[row[name], row[f"{name}_finer"]] for row in rows], dtype=float)
            for name in ("by", "card")
        )
        shift = spread(card[:, 1] - card[:, 0])
        error = "" if shift["error"] == "" else f" (standard error {float(shift['error']):.2f})"
        note = (
            f"One by one they differ by {np.abs(by[:, 1] - by[:, 0]).mean():.2f} in the "
            f"probability and by {np.abs(card[:, 1] - card[:, 0]).mean():.2f} $bn in the card's "
            f"worth. The mean probability goes from {by[:, 0].mean():.2f} to "
            f"{by[:, 1].mean():.2f}, the mean worth from {card[:, 0].mean():+.2f} to "
            f"{card[:, 1].mean():+.2f} $bn, by {float(shift['mean']):+.2f}{error}. The gain from "
            "deviating is found by a judge that shares nothing with the solver; players of a "
            "finite precision are meant to err, so it would not be 0 on any grid."
        )
    return ExperimentTable(
        name="settings",
        title="The same draws at finer settings",
        columns={
            "draw": "number of the draw",
            "by": f"probability of a deal by {day_in_words(day)}",
            "by_finer": "the same at the finer settings",
            "card": "the card's worth to the partner, $bn",
            "card_finer": "the same at the finer settings",
            "gain": "most that a type gains by deviating, before the talks, $bn",
        },
        rows=tuple(rows),
        note=note,
    )


def _or_nothing(number: float | None) -> str | float:
    return "" if number is None else number


def other_table(drawn: Sequence[Forecast], signed: date) -> ExperimentTable:
    """Return the date of another partner's deal; no rows where none of its draws is solved."""
    columns = {
        "round": "day of the round",
        "happened": "where the signature falls",
        "chance": "probability of a deal in it, the mean over the draws",
        "by": "probability of a deal by then",
    }
    title = "Another partner, without a card"
    if not drawn:
        return ExperimentTable(name="other", title=title, columns=columns, rows=())
    chances = np.mean([one.chance_by_round for one in drawn], axis=0)
    by = chances.cumsum()
    n = next(n for n, day in enumerate(drawn[0].days) if day >= signed)
    return ExperimentTable(
        name="other",
        title=title,
        columns=columns,
        rows=tuple(
            {
                "round": day.isoformat(),
                "happened": "yes" if r == n else "",
                "chance": float(chances[r]),
                "by": float(by[r]),
            }
            for r, day in enumerate(drawn[0].days)
        ),
        note=f"Numbers drawn from the ranges of {drawn[0].receipt.scenario}, {len(drawn)} draws.",
    )
