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

The distribution is found by taking profile after profile out of the chain, its passages handed to
those that stay, and putting them back in the other order. Nothing is ever subtracted, so small
masses are as exact as large ones, however seldom the chain leaves where it stands.

Source: Omidshafiei et al. (2019), Scientific Reports 9:9937; the limit with noise: Rowland et al.
(2019), Advances in Neural Information Processing Systems 32, sec. 2; elimination without
subtraction: Grassmann, Taksar and Heyman (1985), Operations Research 33, 1107-1116.
Checked by tests/equilibria/evolution/test_alpha_rank.py, and against OpenSpiel beside it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NOISE = 1e-4
"""The chance of a step against one's payoff."""


def alpha_rank(row: NDArray[np.float64], column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the masses of the pure profiles [a, b]; they sum to 1.

    ``row`` and ``column`` are payoffs [row action, column action].

    >>> dilemma = np.array([[3.0, 0.0], [5.0, 1.0]])
    >>> bool(alpha_rank(dilemma, dilemma.T)[1, 1] > 0.999)
    True
    """
    return stationary(_chain(row, column)).reshape(row.shape)


def _chain(row: NDArray[np.float64], column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the chances of going from profile to profile [n, n], up to a common factor.

    Staying is left at 0: it follows from the rest, and no mass depends on it.
    """
    rows, columns = row.shape
    chain = np.zeros((rows, columns, rows, columns))
    for a in range(rows):
        for b in range(columns):
            chain[a, b, :, b] += _taken(row[:, b] - row[a, b])
            chain[a, b, a, :] += _taken(column[a, :] - column[a, b])
            chain[a, b, a, b] = 0.0
    return chain.reshape(rows * columns, -1)


def _taken(gains: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the chance that an alternative which pays so much more is taken."""
    return np.asarray(np.where(gains == 0.0, 0.5, np.where(gains > 0.0, 1.0 - NOISE, NOISE)))


def stationary(chain: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the stationary distribution [n] of a chain that can go from everywhere to everywhere.

    ``chain`` [n, n] are chances, or rates, of going from row to column; what stands on its diagonal
    does not count.

    >>> stationary(np.array([[0.0, 2.0], [1.0, 0.0]])).round(6).tolist()
    [0.333333, 0.666667]
    """
    left = np.array(chain, dtype=np.float64)
    count = left.shape[0]
    for n in range(count - 1, 0, -1):
        left[:n, n] /= left[n, :n].sum()
        left[:n, :n] += np.outer(left[:n, n], left[n, :n])
    masses = np.ones(count)
    for n in range(1, count):
        masses[n] = masses[:n] @ left[:n, n]
    return np.asarray(masses / masses.sum())
