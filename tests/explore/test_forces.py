"""Each force can be switched off, changes the game, and leaves nothing of itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiation.explore.forces import CARD, FORCES, PLACEBO, without
from negotiation.game.game import Game
from negotiation.scenario.compile import compile_game
from negotiation.scenario.drawing import drawn
from negotiation.scenario.loading import load
from negotiation.scenario.schema import Scenario

PLACES = ("june_deadline", "known_on_6_may")


@pytest.fixture(scope="module", params=PLACES)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return load(str(request.param))


def part(game: Game, name: str) -> float:
    """Return the largest amount that a part of the payoffs ever holds."""
    n = game.parts.index(name)
    largest = max(float(np.abs(stage.payoff[n]).max()) for stage in game.stages)
    table = game.packages
    assert table is not None
    for c in (c for c, of in enumerate(table.part_of) if of == n):
        reach = np.abs(table.weights[c]).max(axis=(1, 2, 3, 4))
        largest = max(largest, float((reach[:, None] * np.abs(table.amounts[c])).max()))
    return largest


@pytest.mark.parametrize("name", FORCES)
def test_switching_a_force_off_changes_the_game(scenario: Scenario, name: str) -> None:
    """In what is played, and not in the scenario's name or print alone."""
    found, whole = (
        replace(compile_game(one), scenario_fingerprint="", scenario_changes={})
        for one in (without(scenario, name), scenario)
    )
    assert found.fingerprint != whole.fingerprint
    retitled = compile_game(scenario.vary({"title": "Another"}))
    plain = replace(retitled, scenario_fingerprint="", scenario_changes={})
    assert plain.fingerprint == whole.fingerprint


def test_all_forces_go_together_in_any_order(scenario: Scenario) -> None:
    there, back = without(scenario, *FORCES), without(scenario, *reversed(list(FORCES)))
    assert compile_game(there).fingerprint == compile_game(back).fingerprint


def test_without_news_there_are_no_stages_of_it(scenario: Scenario) -> None:
    names = {stage.name for stage in compile_game(without(scenario, "queue", "courts")).stages}
    assert not names & {"other talks", "courts"}


def test_without_legal_deadlines_only_the_last_word_is_left(scenario: Scenario) -> None:
    game = compile_game(without(scenario, "legal deadline"))
    assert [stage.name for stage in game.stages].count("last word") == 1


def test_without_the_vote_only_the_us_has_voters(scenario: Scenario) -> None:
    table = compile_game(without(scenario, "vote")).packages
    assert table is not None
    for c, name in enumerate(table.components):
        if name.startswith("seats"):
            assert not (table.weights[c, 1] * np.ones(1)).any()


def test_without_hidden_terms_types_value_every_package_alike_but_for_the_card(
    scenario: Scenario,
) -> None:
    table = compile_game(without(scenario, "hidden red lines and mandates")).packages
    assert table is not None
    for c, name in enumerate(table.components):
        if name != "card given up":
            weights = table.weights[c]
            assert np.abs(weights - weights[:, :1, :1]).max() <= 1e-12 * np.abs(weights).max()


def test_types_alike_are_what_the_public_believes_them_to_be_on_average(
    scenario: Scenario,
) -> None:
    """The mean by the game's own prior, after the evidence of February, is kept."""
    alike = without(scenario, "hidden red lines and mandates")
    for player, who, name in ((0, "us", "red_line_weight"), (1, "partner", "mandate_weight")):
        means = [
            sum(
                float(chance) * getattr(one, name)
                for chance, one in zip(
                    compile_game(found).prior[player],
                    getattr(found.contents, who).types.values(),
                    strict=True,
                )
            )
            for found in (scenario, alike)
        ]
        assert means[0] == pytest.approx(means[1], abs=1e-12)


def test_without_own_stress_an_execution_moves_no_yields(scenario: Scenario) -> None:
    game = compile_game(without(scenario, "own stress", "card"))
    part = game.parts.index("treasury")
    for stage in game.stages:
        if stage.name == "last word":
            assert not stage.payoff[part, 0].any()


def test_without_own_stress_yields_are_a_sale_s_alone(scenario: Scenario) -> None:
    game = compile_game(without(scenario, "own stress"))
    card = game.states.factors.index(f"{game.players[1]}_posture")
    selling = [game.states.labels[card][n] == "selling" for n in game.states.value_of[:, card]]
    assert not game.states.indicators["yield_bp"][~np.array(selling)].any()


def test_without_a_card_there_is_one_posture(scenario: Scenario) -> None:
    game = compile_game(without(scenario, "card"))
    moves = [stage for stage in game.stages if stage.name == "card posture"]
    assert all(len(stage.actions) == 1 for stage in moves)


def test_parts_of_a_government_of_welfare_alone(scenario: Scenario) -> None:
    """What is left of the programme are the talks with others: credibility and extensions."""
    game = compile_game(without(scenario, "tariff programme"))
    table = game.packages
    assert table is not None
    n = game.parts.index("programme")
    for c in (c for c, of in enumerate(table.part_of) if of == n):
        reach = np.abs(table.weights[c]).max(axis=(1, 2, 3, 4))
        assert np.allclose(reach[:, None] * table.amounts[c], 0.0, atol=1e-12)
    assert part(game, "programme") > 0.0


@pytest.mark.parametrize("draw", [None, 0, 4])
def test_a_card_of_words_alone_is_the_game_without_a_card_but_for_words(
    scenario: Scenario, draw: int | None
) -> None:
    """No part, no rise of yields and no chance of nature's depends on the partner's posture.

    In the posture in which the talks begin all are those of the game without a card.
    """
    varied = scenario if draw is None else drawn(scenario, 6, draw)
    game, other = compile_game(without(varied, PLACEBO)), compile_game(without(varied, CARD))
    place = game.states.factors.index(f"{game.players[1]}_posture")
    label = game.states.labels[place].index(varied.contents.card.initial)
    begins = np.flatnonzero(game.states.value_of[:, place] == label)
    assert begins.size == other.states.count
    for one, plain in zip(game.stages, other.stages, strict=True):
        if one.name == "card posture":
            continue
        assert np.allclose(one.payoff[..., begins, :], plain.payoff, rtol=0.0, atol=1e-12)
        if one.chance is not None:
            assert plain.chance is not None
            assert np.allclose(one.chance[begins], plain.chance, rtol=0.0, atol=1e-12)
        if one.chance_if_sure is not None:
            assert plain.chance_if_sure is not None
            found = one.chance_if_sure[:, :, begins]
            assert np.allclose(found, plain.chance_if_sure, rtol=0.0, atol=1e-12)
    f = game.states.factors.index(f"{game.players[1]}_posture")
    others = np.delete(game.states.value_of, f, axis=1)
    _, alike = np.unique(others, axis=0, return_inverse=True)
    first = np.array([np.flatnonzero(alike == n)[0] for n in alike.ravel()])
    for stage in game.stages:
        if stage.name == "card posture":
            assert not stage.payoff.any()
            continue
        assert np.allclose(stage.payoff, stage.payoff[..., first, :], rtol=0.0, atol=1e-12)
        if stage.chance is not None:
            assert np.allclose(stage.chance, stage.chance[first], rtol=0.0, atol=1e-12)
    yields = game.states.indicators["yield_bp"]
    assert np.array_equal(yields, yields[first])
