"""Influence: which of the numbers that are drawn go with what comes of a draw.

The measure is Spearman's rank correlation: it asks for a direction and for no straight line, and
sees nothing of a number that matters only together with another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from ..results.experiment_result import ExperimentTable, Row


def numbers_table(
    draws: Iterable[tuple[Mapping[str, float], Mapping[str, float]]], most: int = 6
) -> ExperimentTable:
    """Return the numbers that go with the date and with the card's worth, the strongest first.

    ``draws`` are the numbers of every draw, by key, and what came of it.
    """
    from scipy.special import ndtri
    from scipy.stats import rankdata

    listed = list(draws)
    keys = [key for key in listed[0][0] if len({values[key] for values, _ in listed}) > 1]
    ranks = np.array([rankdata([values[key] for values, _ in listed]) for key in keys])
    ranks -= ranks.mean(axis=1, keepdims=True)
    rows: list[Row] = []
    for name, words in (("by", "date: a deal by the first aim"), ("card", "worth of the card")):
        came = rankdata([found[name] for _, found in listed])
        came -= came.mean()
        size = np.sqrt((ranks**2).sum(axis=1) * (came**2).sum())
        together = np.divide(ranks @ came, size, out=np.zeros(len(keys)), where=size > 0.0)
        for n in np.argsort(-np.abs(together), kind="stable")[:most]:
            rows.append({"about": words, "number": keys[n], "correlation": float(together[n])})
    # Of so many draws a correlation is spread by one over their root, if there is none.
    chance = ndtri(1.0 - 0.025 / (2 * len(keys))) / np.sqrt(len(listed))
    return ExperimentTable(
        name="numbers",
        title="Which numbers move the date, and what the card is worth",
        columns={
            "about": "what is moved",
            "number": "the number, by its place in the scenario",
            "correlation": "rank correlation over the draws",
        },
        rows=tuple(rows),
        note=f"The strongest of {len(keys)} numbers over {len(listed)} draws. Chance alone brings "
        f"one of so many to {min(float(chance), 1.0):.2f} in one of twenty such tables.",
    )
