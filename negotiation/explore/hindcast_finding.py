"""What a hindcast found, in words: what the model got wrong comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from ..foundations.wording import day_in_words
from ..results.forecast import Forecast
from .hindcasting import VISIBLE, Distribution, Pair, spread, standing_rows, words_rows


def wrong(
    drawn: Sequence[Forecast], about: Sequence[Distribution], aim: date, happened: str
) -> str:
    """Return what the model got wrong, and where rivals did better.

    ``about`` begins with the date; ``happened`` is what the US did on the legal deadline.
    """
    missed = [one.about for one in about if one.summary()["inside"] == "no"]
    worse = {
        score: [one.about for one in about if _beaten(one, score)]
        for score in ("log_score", "crps")
    }
    early = float(np.mean([one.by(aim) for one in drawn]))
    deal = about[0].summary()["chance"]
    words = {str(row["action"]): float(row["mean"]) for row in words_rows(drawn, happened)}
    said = ", ".join(f"{name} {chance:.2f}" for name, chance in words.items()) or "nothing"
    stands = {str(row["about"]): float(row["mean"]) for row in standing_rows(drawn)}
    signed = (
        "The package that was signed would have been accepted, on its day, by the US with a "
        f"probability of {stands['acceptable to the US']:.2f}, by Japan with "
        f"{stands['acceptable to the partner']:.2f} and by both with "
        f"{stands['acceptable to both']:.3f}; with {stands['undominated']:.3f} there is no package "
        "that both would have liked better. "
        if stands
        else ""
    )
    return (
        f"The model gave {early:.2f} to a deal by {day_in_words(aim)}; there was none. To the "
        f"round of the signature it gave {deal:.2f}. On the legal deadline, where a choice was "
        f"left, it expected of the US: {said}; what came was: {happened}. {signed}Outside the 90 % "
        f"interval: {_listed(missed)}; but the intervals are wide. A rival that knows nothing gave "
        f"more to what happened for: {_listed(worse['log_score'])}; and came nearer to it, on "
        f"average over its distribution, for: {_listed(worse['crps'])}."
    )


def _beaten(about: Distribution, score: str) -> bool:
    """Return whether one who knows nothing has the better score."""
    told = {str(row["forecaster"]): float(row[score]) for row in about.scores()}
    ours, rival = told["the model"], told["knows nothing"]
    return ours < rival if score == "log_score" else ours > rival


def told_worth(pairs: Sequence[Pair], i: int) -> str:
    """Return in words what a player earns more in the first of two."""
    if not pairs:
        return "nothing that could be solved"
    worth = spread(np.array([one.payoff(i) - other.payoff(i) for one, other in pairs]))
    error = "" if worth["error"] == "" else f" (standard error {float(worth['error']):.2f})"
    return (
        f"{float(worth['mean']):+.2f} $bn on average{error}, {float(worth['median']):+.2f} in the "
        f"middle and more than {VISIBLE:g} $bn in {float(worth['positive']):.0%} of the draws"
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names) or "nothing"
