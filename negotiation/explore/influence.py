"""Influence: which of the numbers that are drawn go with what comes of a draw.

The measure is Spearman's rank correlation: it asks for a direction and for no straight line, and
sees nothing of a number that matters only together with another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from ..results.experiment_result import ExperimentTable, Row

CHANCE = 0.05
"""How often chance alone brings one of all the numbers beyond the bound that is told."""


def numbers_table(
    draws: Iterable[tuple[Mapping[str, float], Mapping[str, float]]],
    about: Mapping[str, str],
    title: str,
    most: int = 6,
) -> ExperimentTable:
    """Return the numbers that go with what comes of a draw, the strongest first.

    ``draws`` are the numbers of every draw, by key, and what came of it, by name; ``about`` says in
    words what the names are. Of each the ``most`` strongest are told that are beyond chance.
    """
    from scipy.special import ndtri
    from scipy.stats import rankdata

    listed = list(draws)
    columns = {
        "about": "what is moved",
        "number": "the number, by its place in the scenario",
        "correlation": "rank correlation over the draws",
    }
    keys = [key for key in (listed[0][0] if listed else ()) if _varies(listed, key)]
    if not keys:
        return ExperimentTable(name="numbers", title=title, columns=columns, rows=())
    ranks = np.array([rankdata([values[key] for values, _ in listed]) for key in keys])
    ranks -= ranks.mean(axis=1, keepdims=True)
    # Of so many draws a correlation is spread by one over their root, if there is none.
    tried = 2 * len(keys) * len(about)  # on either side of 0
    chance = min(float(ndtri(1.0 - CHANCE / tried) / np.sqrt(len(listed))), 1.0)
    rows: list[Row] = []
    for name, words in about.items():
        came = rankdata([found[name] for _, found in listed])
        came -= came.mean()
        size = np.sqrt((ranks**2).sum(axis=1) * (came**2).sum())
        together = np.divide(ranks @ came, size, out=np.zeros(len(keys)), where=size > 0.0)
        for n in np.argsort(-np.abs(together), kind="stable")[:most]:
            if abs(together[n]) >= chance:
                rows.append({"about": words, "number": keys[n], "correlation": float(together[n])})
    return ExperimentTable(
        name="numbers",
        title=title,
        columns=columns,
        rows=tuple(rows),
        note=f"The strongest of {len(keys)} numbers over {len(listed)} draws, of those beyond "
        f"{chance:.2f}: chance alone brings one of so many there in one of {1 / CHANCE:.0f} such "
        "tables.",
    )


def _varies(listed: list[tuple[Mapping[str, float], Mapping[str, float]]], key: str) -> bool:
    return len({values[key] for values, _ in listed}) > 1
