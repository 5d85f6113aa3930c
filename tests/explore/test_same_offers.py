"""The same packages on offer, and types known: what is expected is what plain solutions say."""

from __future__ import annotations

import numpy as np
import pytest

import negotiation as ng
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.findings import pair_weights
from tests.five_rounds import five_rounds, five_rounds_game


def test_with_its_own_menu_alone_it_is_the_plain_profile() -> None:
    talks = ng.explore.same_offers.SameOffers.of([five_rounds()], grid=5, offers=4)
    profile = Logit(grid=5, offers=4).by_stages(five_rounds_game())
    assert talks.packages.tolist() == sorted(profile.menu.tolist())
    found, weights = talks.expected(five_rounds()), pair_weights(five_rounds_game())
    whole = (profile.value() * weights).sum(axis=(1, 2))
    assert list(found.payoffs.values()) == pytest.approx(list(whole), abs=1e-6)
    for i, (player, by_type) in enumerate(found.by_type.items()):
        prior = five_rounds_game().prior[i]
        mean = float(np.dot(prior, list(by_type.values())))
        assert mean == pytest.approx(found.payoffs[player], abs=1e-9)
        assert found.followed[player] == pytest.approx(found.payoffs[player], abs=0.5)
    assert 0.0 < found.deal <= 1.0


def test_all_offer_what_any_would() -> None:
    scenarios = [five_rounds(), five_rounds().vary({"partner.types.guardian.mandate_weight": 1.2})]
    each = [
        ng.explore.same_offers.SameOffers.of([one], grid=5, offers=4).packages for one in scenarios
    ]
    both = ng.explore.same_offers.SameOffers.of(scenarios, grid=5, offers=4)
    assert set(both.packages) == set(each[0]) | set(each[1])
    for one in scenarios:
        assert both.expected(one).receipt.parameters["packages"] == len(both.packages)


@pytest.mark.parametrize("name", ["uk_may_2025", "june_deadline"])
def test_payoffs_if_types_are_known_are_those_of_the_solution(name: str) -> None:
    solution = ng.solve(name, "subgame_perfect")
    found = ng.explore.known_types.payoffs_if_known(ng.load(name))
    assert found == pytest.approx(
        {player: payoff.total for player, payoff in solution.mean_payoffs.items()}, abs=1e-9
    )
