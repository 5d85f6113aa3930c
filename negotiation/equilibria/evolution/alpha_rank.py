r"""alpha-rank: how often a chain of better responses between pure profiles stands at each of them.

Two populations, one a seat, each of one mind. At profile (a, b) one of the alternatives, drawn from
all of both seats alike, is tried: it takes over with the chance $1 - \epsilon$ if it pays its seat
more against the other's present choice, $\epsilon$ if it pays less, and one half if it pays the
same. The masses are the stationary distribution of this chain. It ends in what it cannot leave:
strict equilibria, and cycles of better responses. Nothing is mixed, and payoffs count by their
order only.

This is the limit of strong selection ($\alpha \to \infty$), with a little noise that keeps the
chain from falling apart. The chain with a finite intensity $\alpha$ falls apart numerically for
payoffs some way from each other, and what it ranks then depends on the unit of payoffs.

Source: Omidshafiei et al. (2019), Scientific Reports 9:9937; the limit with noise: Rowland et al.
(2019), Advances in Neural Information Processing Systems 32, sec. 2. Computed by OpenSpiel.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import MissingLibrary, NegotiationError

NOISES = (1e-4, 1e-3, 1e-2)
"""The chances of a step against one's payoff that are tried, the first that suffices is taken."""


def alpha_rank(
    row: NDArray[np.float64], column: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Return the masses of the pure profiles [a, b], and the noise that the chain was given.

    ``row`` and ``column`` are payoffs [row action, column action]. More noise is taken where the
    eigenvalues of the chain are not told apart with less. Raises ``MissingLibrary`` without
    OpenSpiel.
    """
    found_in = library()
    if row.size == 1:
        return np.ones((1, 1)), 0.0
    for noise in NOISES:
        try:
            found = found_in.compute(
                [np.array(row), np.array(column)], use_inf_alpha=True, inf_alpha_eps=noise
            )
        except ValueError:  # several eigenvalues of the chain look like 1
            continue
        masses = np.clip(np.asarray(found[2], dtype=np.float64).reshape(row.shape), 0.0, None)
        return masses / masses.sum(), noise
    raise NegotiationError("alpha-rank's chain cannot be solved for these payoffs")


def library() -> Any:
    """Return OpenSpiel's module; raises ``MissingLibrary`` without it."""
    try:
        from open_spiel.python.egt import alpharank
    except ImportError as error:
        raise MissingLibrary("OpenSpiel", "evolution") from error
    return alpharank
