"""The compiled elimination against the equations themselves, written out plainly.

A Newton correction d of the conditions F(z) = 0 satisfies F'(z) d = -F(z), and the tangent t with
log precision satisfies F'(z) t = -dF/dlogL; both sides are taken by central differences.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.explicit.equations import Equations, Place
from negotiation.equilibria.explicit.histories import list_histories
from negotiation.equilibria.explicit.kernels.layout import NATURE, Tree
from tests.generators import random_game

Array = NDArray[np.float64]


def softmax(logs: Array) -> Array:
    weights = np.exp(logs - logs.max(axis=0))
    return np.asarray(weights / weights.sum(axis=0))


def beliefs(tree: Tree, y: Array) -> list[Array]:
    """Return the probabilities of both players' types from the log odds of one history."""
    split = len(tree.types[0]) - 1
    return [softmax(np.concatenate([[0.0], odds])) for odds in (y[:split], y[split:])]


def errors(tree: Tree, precision: float, x: Array, y: Array) -> Array:
    """Return the errors of all conditions in one row."""
    counts = tuple(map(len, tree.types))
    value = np.zeros((tree.mover.size, 2, *counts))
    found = []
    for n in range(tree.mover.size - 1, -1, -1):
        edges = range(tree.first[n], tree.first[n + 1])
        worth = np.array(
            [
                tree.payoff[e].reshape(2, *counts)
                + (value[tree.child[e]] if tree.child[e] >= 0 else 0.0)
                for e in edges
            ]
        )
        about = beliefs(tree, y[n])
        i = int(tree.mover[n])
        if i == NATURE:
            sure = tree.chance[tree.first[n] : tree.first[n + 1]].reshape(-1, *counts)
            value[n] = np.einsum("kuv,u,v,kiab->iab", sure, *about, worth)
        else:
            played = softmax(x[tree.first[n] : tree.first[n + 1], : counts[i]])
            shape = "kiuv,ku->iuv" if i == 0 else "kiuv,kv->iuv"
            value[n] = np.einsum(shape, worth, played)
            mean = np.einsum("kuv,v->ku" if i == 0 else "kuv,u->kv", worth[:, i], about[1 - i])
            reply = np.log(softmax(precision * mean))
            found.append((x[tree.first[n] : tree.first[n + 1], : counts[i]] - reply).ravel())
        for e in edges:
            if tree.child[e] >= 0:
                after = y[n].copy()
                if i != NATURE:
                    offset = i * (counts[0] - 1)
                    after[offset : offset + counts[i] - 1] += x[e, 1 : counts[i]] - x[e, 0]
                found.append(y[tree.child[e]] - after)
    return np.concatenate(found)


def somewhere(equations: Equations, rng: np.random.Generator) -> Place:
    """Return a random place, beliefs that do not move left as they are."""
    place = equations.start(2.0)
    tree = equations.tree
    place.point.x[:] += rng.normal(size=place.point.x.shape)
    place.point.y[:] += rng.normal(size=place.point.y.shape)
    split = len(tree.types[0]) - 1
    place.point.y[0] = equations.prior
    for n in range(tree.mover.size):
        for e in range(tree.first[n], tree.first[n + 1]):
            for i, moved in ((0, slice(0, split)), (1, slice(split, None))):
                if tree.child[e] >= 0 and tree.mover[n] != i:
                    place.point.y[tree.child[e], moved] = place.point.y[n, moved]
    equations.normalise(place)
    return place


@pytest.mark.parametrize("types", [(2, 2), (1, 2), (2, 1), (1, 1), (3, 2)])
@pytest.mark.parametrize("heeding", [False, True])
def test_corrections_and_tangents_solve_the_linear_equations(
    types: tuple[int, int], heeding: bool
) -> None:
    rng = np.random.default_rng(7)
    game = random_game(3, rounds=1, packages=2, types=types)
    histories = list_histories(game)
    if heeding:  # nature's chances depend on the belief
        chance, first = histories.tree.chance, histories.tree.first
        chance *= rng.uniform(0.2, 1.0, chance.shape)
        for n in np.flatnonzero(histories.tree.mover == NATURE):
            chance[first[n] : first[n + 1]] /= chance[first[n] : first[n + 1]].sum(axis=0)
    equations = Equations(game, histories)
    place = somewhere(equations, rng)
    x, _, y = place.point
    residual = equations.linearise(place)

    def at(weight: float, column: int, precision: float) -> Array:
        return errors(
            histories.tree,
            precision,
            x + weight * equations.move_x[:, :, column],
            y + weight * equations.move_y[:, :, column],
        )

    now = at(0.0, 0, 2.0)
    assert residual == pytest.approx(np.abs(now).max(), abs=1e-12)
    moves = np.concatenate([equations.move_x.ravel(), equations.move_y.ravel()])
    far = max(1.0, float(np.abs(moves).max()))
    h = 1e-4 / far
    correction = (at(h, 0, 2.0) - at(-h, 0, 2.0)) / (2.0 * h)
    assert correction == pytest.approx(-now, abs=1e-6 * far)
    tangent = (at(h, 1, 2.0 * (1.0 + h)) - at(-h, 1, 2.0 * (1.0 - h))) / (2.0 * h)
    assert np.abs(tangent).max() < 1e-6 * far


def test_newton_corrections_converge_quadratically() -> None:
    game = random_game(3, rounds=2, packages=2, postures=False)
    equations = Equations(game, list_histories(game))
    place = equations.start(0.5)
    found = []
    for _ in range(6):
        found.append(equations.linearise(place))
        equations.correct(place)
    assert found[-1] < 1e-13
    assert all(after < 2.0 * before**2 + 1e-13 for before, after in pairwise(found))
