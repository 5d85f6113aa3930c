"""A small game for export keeps the status quo and packages that both prefer to disagreement."""

from __future__ import annotations

import pytest

from negotiation.equilibria.views.bargaining_problem import bargaining_problem
from negotiation.equilibria.views.frontier import contract_curve
from negotiation.foundations.errors import NegotiationError
from negotiation.game.game import Game
from negotiation.interop.small_game import small_game
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load


@pytest.fixture(scope="module")
def game() -> Game:
    return compile_game(load("june_deadline"))


@pytest.mark.parametrize("packages", [1, 2, 3, 5, 9])
def test_the_packages_are_the_status_quo_and_points_of_the_contract_curve(
    game: Game, packages: int
) -> None:
    pair = game.type_pairs[0]
    small = small_game(game, packages=packages, rounds=1, pairs=[pair])
    assert small.packages is not None
    assert game.packages is not None
    assert small.packages.count == packages
    curve = contract_curve(bargaining_problem(game, pair))
    allowed = [game.packages.terms(int(p)) for p in (0, *curve)]
    kept = [small.packages.terms(p) for p in range(packages)]
    assert kept[0] == game.packages.terms(0)
    assert all(terms in allowed for terms in kept)
    assert len({tuple(terms.items()) for terms in kept}) == packages


def test_only_the_last_rounds_stay(game: Game) -> None:
    small = small_game(game, packages=2, rounds=2, pairs=game.type_pairs)
    assert [r.name for r in small.rounds] == [r.name for r in game.rounds[-2:]]


def test_less_than_one_package_is_refused(game: Game) -> None:
    with pytest.raises(NegotiationError, match="cannot keep 0 packages"):
        small_game(game, packages=0, rounds=1, pairs=game.type_pairs)
