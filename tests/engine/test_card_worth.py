"""What the card is worth is the difference of two solutions that one can ask for oneself."""

from __future__ import annotations

import numpy as np
import pytest

import negotiation as ng
from negotiation.engine.card_worth import card_worths, has_card, without_card
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.menu import Menu, values_of

NAME = "june_deadline"


def on_average(scenario: ng.Scenario, solution: ng.Solution) -> list[float]:
    game = ng.compile_game(scenario)
    prior = ng.Belief.prior(game)
    chances = [prior.probability(game.find_types(case.player_types)) for case in solution.cases]
    totals = [[case.payoffs[player].total for case in solution.cases] for player in game.players]
    return [float(mean) for mean in np.array(totals) @ np.array(chances) / sum(chances)]


def test_types_known_it_is_what_the_experiment_does_the_card_pay_finds() -> None:
    base, none = ng.load(NAME), ng.load("no_card")
    [found] = card_worths(base, [ng.solve(base)])
    assert not found.is_private
    expected = np.subtract(on_average(base, ng.solve(base)), on_average(none, ng.solve(none)))
    assert list(found.by_player.values()) == pytest.approx(list(expected), abs=1e-9)
    assert np.abs(expected).max() > 0.05


def test_some_types_alone_are_weighed_among_themselves() -> None:
    base, none, types = ng.load(NAME), ng.load("no_card"), {"us": "sensitive"}
    solution = ng.solve(base, types=types)
    assert len(solution.cases) == 2
    [found] = card_worths(base, [solution])
    alone = on_average(none, ng.solve(none, types=types))
    expected = np.subtract(on_average(base, solution), alone)
    assert list(found.by_player.values()) == pytest.approx(list(expected), abs=1e-9)


def test_types_private_both_talks_may_offer_the_same_packages() -> None:
    base, none = ng.load(NAME), ng.load("no_card")
    [found] = card_worths(base, [ng.solve(base, "logit", grid=5, offers=4)])
    assert found.is_private
    concept, games = Logit(grid=5, offers=4), [ng.compile_game(one) for one in (base, none)]
    menus = [concept.by_stages(game).menu for game in games]
    packages = np.unique(np.concatenate(menus))
    assert len(packages) > len(menus[0])  # or nothing would be told from their own menus
    profiles = [
        concept.solved_with(game, Menu(packages, 0.0, packages, values_of(game, packages)))
        for game in games
    ]
    gain = profiles[0].value() - profiles[1].value()
    prior = ng.Belief.prior(games[0])
    expected = [
        sum(prior.probability((u, v)) * gain[i, u, v] for u, v in games[0].type_pairs)
        for i in (0, 1)
    ]
    assert list(found.by_player.values()) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("name", ["no_card", "uk_may_2025"])
def test_who_has_no_card_has_nothing_to_ask_about(name: str) -> None:
    scenario = ng.load(name)
    assert not has_card(scenario)
    assert card_worths(scenario, [ng.solve(scenario)]) == ()


def test_a_rule_that_chooses_a_package_is_not_asked() -> None:
    scenario = ng.load(NAME)
    assert card_worths(scenario, [ng.solve(scenario, "nash_bargaining")]) == ()


def test_without_it_nothing_has_been_said_of_it() -> None:
    bare = without_card(ng.load(NAME))
    assert bare.changes == {"card.in_play": False, "card.initial": "quiet"}
