"""The forecast fan: what the model forecast of the day and the terms of a deal, and what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..foundations.errors import NegotiationError
from ..results.experiment_result import ExperimentResult
from .drawing import theme, words
from .drawing.fan_panel import ends, fan, key, outcome_lines
from .drawing.forecast_bins import (
    Bins,
    first_day,
    lacks,
    parties,
    rounds_of,
    signed_in,
    terms_of,
    told,
)
from .drawing.level_panels import level, levels
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

_IN_A_ROW = 4
"""Panels of terms side by side, at most."""


class ForecastFan(Picture):
    """Probabilities of a deal by every round over the draws, and of every level of its terms."""

    title: ClassVar[str] = "What the model forecast, and what happened"
    accepts: ClassVar[type] = ExperimentResult

    def lacks(self, result: ExperimentResult) -> str:
        """Return what the result lacks to be a scored forecast."""
        return lacks(result)

    def draw(self, result: ExperimentResult) -> Chart:
        """Return the fan of dates, and under it a small panel for every term."""
        missing = self.lacks(result)
        if missing:
            raise NegotiationError(missing)
        alt = theme.drawing_library()
        rounds, terms = rounds_of(result), terms_of(result)
        opened = alt.hconcat(fan(rounds, first_day(result)), ends(rounds), spacing=10)
        heading = alt.TitleParams("When: probability that a deal has been signed", offset=14)
        parts = [alt.vconcat(key(), opened, spacing=12).properties(title=heading)]
        rows = [
            alt.hconcat(
                *(levels(term, axis=k == 0) for k, term in enumerate(terms[n : n + _IN_A_ROW])),
                spacing=24,
            )
            for n in range(0, len(terms), _IN_A_ROW)
        ]
        if rows:
            heading = alt.TitleParams("On what terms, if a deal is signed", offset=14)
            parts.append(alt.vconcat(*rows, spacing=24).properties(title=heading))
        start = first_day(result)
        when = f" on {words.day(start, year=True)}" if start else ""
        title = self.title.replace(" forecast,", f" forecast{when},")
        return theme.finished(alt.vconcat(*parts, spacing=34), title, _subtitle(result))

    def caption(self, result: ExperimentResult) -> str:
        """Return how to read the bands and bars, and the experiment's own words."""
        return (
            "The numbers of the scenario are drawn from their ranges and every draw is solved. "
            "Points: the probability that a deal has been signed by the end of a round, the mean "
            "over the draws. Dark band: the middle half of the draws; light band: 90 % of them, "
            "round by round: how far the draws' probabilities differ, and no range of dates; where "
            "a few draws are far below the others their mean leaves the middle half. A deal is "
            "signed in a round, and lines between rounds only join them. "
            "Orange: what happened. Column on the right: how the talks end by the last round. "
            "Bars: the probability of each level in a deal, every draw counted by its probability "
            "of one; the level that was agreed, or the nearest to it, stands on a tinted column; "
            "now: what was in force. "
            f"{result.design} {result.finding}"
        )

    def alt_text(self, result: ExperimentResult) -> str:
        """Return every number in words."""
        rounds, signed = rounds_of(result), signed_in(result)
        sentences = [f"Fan chart of a forecast and bars of its terms. {_subtitle(result)}"]
        sentences += [
            f"Deal signed by {words.day(one.day)}: {told(one.by)}, middle half of the draws "
            f"{told(one.lower)} to {told(one.upper)}, 90 % of them {told(one.low)} to "
            f"{told(one.high)}."
            for one in rounds
        ]
        sentences.append(f"No deal by the last round: {told(100.0 - rounds[-1].by)}.")
        if signed is None:
            sentences.append("What happened: no deal in any of these rounds.")
        else:
            happened, forecast = outcome_lines(rounds, rounds.index(signed))
            sentences.append(f"{happened[0].upper()}{happened[1:]}; {forecast}.")
        sentences += [_term_in_words(term) for term in terms_of(result)]
        return " ".join(sentences)


def _subtitle(result: ExperimentResult) -> str:
    who = parties(result)
    talks = f"Talks between {who}. " if who else ""
    return (
        f"{talks}Each draw of the numbers from their ranges gives a probability: the bands show "
        "how far these differ."
    )


def _term_in_words(term: Bins) -> str:
    chances = ", ".join(
        f"{told(one.chance)} for {level(one.value, term.unit)}{' (as it was)' * one.before}"
        for one in term.bins
    )
    return (
        f"{term.name.capitalize()} in a deal: {chances}. Agreed: {level(term.came, term.unit)}, "
        f"forecast at {told(term.outcome.chance)} (level {level(term.outcome.value, term.unit)})."
    )
