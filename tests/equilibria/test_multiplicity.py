"""A search finds the equilibria that a game has, and says that they are one where they are."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.equilibria.multiplicity.search import equilibria_of
from negotiation.game.textbook.beer_quiche import beer_quiche
from negotiation.results.many_equilibria import ManyEquilibria
from negotiation.results.storage import as_plain, from_plain
from tests.generators import random_game
from tests.theory.test_private_information_beer_quiche import equilibria, logistic


@pytest.mark.parametrize("seed", [5, 36])
def test_two_equilibria_are_found_and_both_are_certified_exactly(seed: int) -> None:
    game, precision = random_game(seed, types=(2, 1), rounds=1, packages=1, regimes=1), 8.0
    found = equilibria_of(game, precision, grid=41)
    one, other = found.found
    assert not other.is_principal
    tree = solve_explicit(game, precision)
    assert one.is_principal == (seed == 36)  # the other's branch is lost on this grid
    if one.is_principal:
        assert tree.is_principal
        prior = [np.array(p) for p in game.prior]
        for own, name in enumerate(game.types[0]):
            expected = float(tree.values[0, own] @ prior[1])
            assert one.values_busd[game.players[0]][name] == pytest.approx(expected, abs=0.02)
    assert sum(len(each.selections) for each in found.found) == found.tried
    apart = [
        abs(one.values_busd[player][name] - other.values_busd[player][name])
        for player, by_type in one.values_busd.items()
        for name in by_type
    ]
    assert max(apart) > 0.2
    most = max(int(stage.legal.sum(axis=1).max()) for stage in game.stages) + 1
    for each in found.found:
        exact = each.certificate.exact
        assert exact is not None
        # A logit player loses at most log(actions) / L at a move, and every type moves once.
        assert 0.0 < exact.on_path_busd < 2.0 * np.log(most) / precision
        assert exact.max_gain_busd < 0.2


@pytest.mark.parametrize("precision", [2.0, 10.0])
def test_pooling_on_quiche_is_no_limit_of_logit_equilibria(precision: float) -> None:
    game = beer_quiche()
    (root,) = equilibria(float(game.prior[0][1]), precision)
    (one,) = equilibria_of(game, precision, grid=401).found
    by_type = one.first_moves[game.players[0]]
    weak, strong = (chances["beer"] for chances in by_type.values())
    assert weak == pytest.approx(logistic(precision * (root - 1.0)), abs=1e-3)
    assert strong == pytest.approx(logistic(precision * (root + 1.0)), abs=1e-3)


def test_every_way_leads_to_one_equilibrium_where_there_is_one() -> None:
    game = beer_quiche()
    assert len(equilibria(float(game.prior[0][1]), 0.5)) == 1
    told: list[tuple[int, int, str]] = []
    found = equilibria_of(game, 0.5, progress=lambda *args: told.append(args))
    assert len(found.found) == 1
    assert len(found.found[0].selections) == found.tried == len(told) == told[0][1]
    assert from_plain(as_plain(found), ManyEquilibria) == found
