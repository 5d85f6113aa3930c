"""Strategic-form text (``.nfg``) that Gambit and other solvers read, from a bimatrix.

The format lists the payoffs of both players cell by cell, the first player's action moving fastest.

Source: Gambit documentation, "The strategic game (.nfg) file format, payoff version".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .efg import exact, quoted


def nfg_text(
    *,
    title: str,
    players: tuple[str, str],
    actions: tuple[tuple[str, ...], tuple[str, ...]],
    payoffs: NDArray[np.float64],
) -> str:
    """Return the ``.nfg`` text of a bimatrix.

    ``actions`` [i][k] names each player's actions; ``payoffs`` [i, a, b], in $bn, is what player i
    gets when player 0 plays ``a`` and player 1 plays ``b``. Raises ``ValueError`` when they do not
    fit together.
    """
    rows, columns = (len(names) for names in actions)
    if payoffs.shape != (2, rows, columns):
        raise ValueError(f"payoffs have the shape {payoffs.shape}, not {(2, rows, columns)}")
    named = " ".join("{ " + " ".join(map(quoted, names)) + " }" for names in actions)
    head = f"NFG 1 R {quoted(title)} {{ {' '.join(map(quoted, players))} }} {{ {named} }}"
    cells = [
        f"{exact(payoffs[0, a, b])} {exact(payoffs[1, a, b])}"
        for b in range(columns)
        for a in range(rows)
    ]
    return "\n".join([head, quoted("payoffs in $bn"), "", *cells]) + "\n"
