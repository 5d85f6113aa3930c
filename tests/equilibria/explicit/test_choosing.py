"""Tree or beliefs: which is taken, why, and that they agree where both can be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiation.engine.solving import solve_game
from negotiation.equilibria.explicit import choosing
from negotiation.equilibria.explicit.histories import count_histories, list_histories
from negotiation.equilibria.explicit.telling import NEGLIGIBLE
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.perfect_bayesian import PerfectBayesian
from negotiation.foundations.errors import NegotiationError
from negotiation.game.game import Game
from negotiation.game.textbook.beer_quiche import beer_quiche
from negotiation.game.textbook.chain_store import chain_store
from negotiation.game.textbook.reputation import reputation
from negotiation.game.textbook.ultimatum_private import ultimatum_private
from negotiation.results.solution import Solution
from negotiation.results.storage import as_json, as_plain, from_plain
from tests.generators import random_game

SMALL = {
    "beer and quiche": beer_quiche(strong=0.9),
    "few strong": beer_quiche(strong=0.3),
    "chain store": chain_store(markets=3, tough=0.2),
    "ultimatum": ultimatum_private(shares=[0.05, 0.15, 0.45]),
    "war of attrition": reputation(rounds=3, round_length=1.0, obstinate=(0.2, 0.3)),
}


def worths(solution: Solution) -> np.ndarray:
    return np.array([[x.total for x in case.payoffs.values()] for case in solution.cases])


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("precision", [0.7, 3.0, 12.0])
def test_tree_and_beliefs_agree(name: str, precision: float) -> None:
    """The finer the grid of beliefs, the nearer it comes to the tree."""
    game = SMALL[name]
    tree = Logit(precision, method="tree").solve(game)
    off = [
        np.abs(worths(Logit(precision, grid, method="beliefs").solve(game)) - worths(tree)).max()
        for grid in (21, 301)
    ]
    assert off[1] < 1e-4
    assert off[1] <= off[0] + 1e-9
    assert [c.player_types for c in tree.cases] == [
        game.type_names(pair) for pair in game.type_pairs
    ]


@pytest.mark.parametrize("seed", range(3))
def test_they_agree_on_random_talks_with_offers(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=2, types=(2, 2))
    tree = Logit(0.4, method="tree").solve(game)
    beliefs = Logit(0.4, 201, method="beliefs").solve(game)
    np.testing.assert_allclose(worths(tree), worths(beliefs), atol=1e-4)
    for one, other in zip(tree.cases, beliefs.cases, strict=True):
        assert one.agreement_probability == pytest.approx(other.agreement_probability, abs=1e-4)
        likely = [(o.ending, o.agreement) for o in (one.outcomes[0], other.outcomes[0])]
        assert likely[0] == likely[1]
        for payoff in one.payoffs.values():
            assert sum(payoff.parts.values()) == pytest.approx(payoff.total, abs=1e-12)
        assert sum(o.probability for o in one.outcomes) == pytest.approx(1.0, abs=1e-9)


def test_few_histories_take_the_tree_and_many_take_beliefs() -> None:
    few = Logit(2.0).solve(beer_quiche())
    assert few.tree is not None
    assert few.receipt.parameters["method"] == "tree"
    assert "3 public histories, few enough" in str(few.receipt.parameters["why"])
    assert few.receipt.parameters["branch"] == "principal branch"
    many = random_game(0, rounds=2, packages=3, types=(2, 2))
    assert count_histories(many) > choosing.FEW
    found = Logit(0.4).solve(many)
    assert found.tree is None
    assert found.receipt.parameters["method"] == "beliefs"
    assert f"{count_histories(many):,} public histories" in str(found.receipt.parameters["why"])


def test_a_solution_on_the_tree_is_stored_whole() -> None:
    found = PerfectBayesian().solve(chain_store(markets=2, tough=0.1))
    assert from_plain(as_plain(found), Solution) == found
    assert as_json(as_plain(found)) == as_json(
        as_plain(PerfectBayesian().solve(chain_store(markets=2, tough=0.1)))
    )


@pytest.mark.parametrize("types", [(3, 2), (1, 3), (3, 3)])
def test_three_types_are_solved_and_certified(types: tuple[int, int]) -> None:
    game = random_game(1, rounds=1, packages=2, types=types)
    found = Logit(2.0).solve(game)
    assert found.tree is not None
    assert str(found.receipt.parameters["why"]).startswith("the only way: ")
    assert len(found.cases) == types[0] * types[1]
    assert 0.0 < found.cases[0].certificate.max_gain_busd < 3.0
    if types == (3, 3):  # its branch folds too often to be followed to high precision
        return
    precise = PerfectBayesian().solve(game)
    stakes = list_histories(game).stakes()
    assert precise.cases[0].certificate.max_gain_busd <= max(NEGLIGIBLE) * stakes
    assert precise.cases[0].certificate.max_gain_busd < found.cases[0].certificate.max_gain_busd


def relabelled(game: Game, order: tuple[list[int], list[int]]) -> Game:
    """Return the game with its types in another order."""
    first, second = order

    def turned(table: np.ndarray, u: int, v: int) -> np.ndarray:
        table = table.take(first, axis=u) if table.shape[u] > 1 else table
        return table.take(second, axis=v) if table.shape[v] > 1 else table

    assert game.packages is not None
    stages = tuple(replace(stage, payoff=turned(stage.payoff, 2, 3)) for stage in game.stages)
    return replace(
        game,
        types=(
            tuple(game.types[0][u] for u in first),
            tuple(game.types[1][v] for v in second),
        ),
        prior=(game.prior[0][first], game.prior[1][second]),
        stages=stages,
        packages=replace(game.packages, weights=turned(game.packages.weights, 2, 3)),
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_types_changes_nothing(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=2, types=(3, 2))
    one = Logit(3.0).solve(game)
    other = Logit(3.0).solve(relabelled(game, ([2, 0, 1], [1, 0])))
    assert one.tree is not None
    assert one.tree.is_principal
    by_types = {tuple(case.player_types.values()): case for case in other.cases}
    for case in one.cases:
        match = by_types[tuple(case.player_types.values())]
        for player, payoff in case.payoffs.items():
            assert match.payoffs[player].total == pytest.approx(payoff.total, abs=1e-9)
    assert other.tree is not None
    for node, same in zip(one.tree.nodes, other.tree.nodes, strict=True):
        for move, alike in zip(node.moves, same.moves, strict=True):
            assert dict(alike.chances) == pytest.approx(dict(move.chances), abs=1e-9)


class TestWhatCannotBe:
    def test_beliefs_of_three_types(self) -> None:
        game = random_game(0, rounds=1, packages=2, types=(3, 2))
        verdict = Logit(method="beliefs").applies_to(game)
        assert not verdict.applies
        assert "3 types" in verdict.reason
        with pytest.raises(NegotiationError, match="3 types"):
            Logit(method="beliefs").solve(game)

    def test_a_tree_of_too_many_histories(self) -> None:
        game = random_game(0, rounds=4, packages=4, types=(3, 2))
        for concept in (Logit(), PerfectBayesian()):
            reason = concept.applies_to(game).reason
            assert "3 types" in reason
            assert "at most 50,000 are taken on" in reason
        two = random_game(0, rounds=4, packages=4, types=(2, 2))
        assert Logit().applies_to(two).applies
        refused = Logit(method="tree").applies_to(two)
        assert "public histories" in refused.reason

    def test_a_tree_with_an_impossible_type(self) -> None:
        game = replace(beer_quiche(), prior=(np.array([1.0, 0.0]), np.ones(1)))
        assert "must be possible" in Logit(method="tree").applies_to(game).reason
        found = Logit(2.0).solve(game)
        assert found.receipt.parameters["method"] == "beliefs"
        assert "must be possible" in str(found.receipt.parameters["why"])

    def test_another_method(self) -> None:
        for concept in (Logit, PerfectBayesian):
            with pytest.raises(NegotiationError, match="no method 'leaves'"):
                concept(method="leaves")
        with pytest.raises(NegotiationError, match="it must be a word"):
            solve_game(beer_quiche(), "logit", method=3.0)
        with pytest.raises(NegotiationError, match="it must be a number"):
            solve_game(beer_quiche(), "logit", precision="high")

    def test_a_tree_to_be_followed(self) -> None:
        with pytest.raises(NegotiationError, match="by history, not by belief"):
            Logit(method="tree").profile(beer_quiche())


def test_where_the_tree_leads_nowhere_beliefs_are_taken_and_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choosing, "QUICK", 5)
    found = Logit(2.0).solve(beer_quiche())
    assert found.receipt.parameters["method"] == "beliefs"
    assert "no equilibrium was found" in str(found.receipt.parameters["why"])
    with pytest.raises(NegotiationError, match="no equilibrium"):
        Logit(1e15, method="tree").solve(beer_quiche(strong=0.3))


def test_what_is_not_principal_is_said() -> None:
    """A game of common interest that treats its messages alike: branches cross."""
    from tests.equilibria.explicit.one_message import common_interest, signalling

    found = Logit(12.0).solve(signalling(common_interest(0.0)))
    assert found.tree is not None
    assert not found.tree.is_principal
    assert found.tree.crossings + found.tree.leaps > 0
    assert found.receipt.parameters["branch"] == "selected, not principal"
