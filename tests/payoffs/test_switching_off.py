"""A force that is switched off leaves the game as it is without the force."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.game.game import Game
from negotiation.game.protocol import COURTS, QUEUE
from negotiation.scenario.schema import ScenarioFile
from tests.payoffs.varied import compiled, replaced


def parts_of(game: Game, part: str) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return one part of all packages [.., p] and of every stage."""
    assert game.packages is not None
    table, n = game.packages, game.parts.index(part)
    own = [c for c, m in enumerate(table.part_of) if m == n]
    packages = np.einsum("ciuvrg,cip->iuvrgp", table.weights[own], table.amounts[own][..., ::53])
    return packages, [stage.payoff[n] for stage in game.stages]


def largest(game: Game, part: str) -> float:
    """Return the largest amount of a part, anywhere in the game."""
    packages, stages = parts_of(game, part)
    return max(float(np.abs(packages).max()), *(float(np.abs(x).max()) for x in stages))


def same_where_known(game: Game, other: Game) -> None:
    """Check that two games pay the same in all public states that the second one has."""
    assert game.packages is not None
    assert other.packages is not None
    here = [
        s
        for s in range(game.states.count)
        if game.states.describe(s)["queue"] in other.states.labels[3]
        and game.states.describe(s)["courts"] in other.states.labels[5]
    ]
    assert [game.states.describe(s) for s in here] == [
        other.states.describe(s) for s in range(other.states.count)
    ]
    assert len(game.stages) == len(other.stages)
    for one, two in zip(game.stages, other.stages, strict=True):
        assert one.name == two.name
        assert np.allclose(one.payoff[..., here, :], two.payoff, rtol=0.0, atol=1e-9)
        assert np.array_equal(one.legal[here], two.legal)
    for s, t in zip(here[::7], range(0, other.states.count, 7), strict=True):
        for i, r in ((0, 0), (1, 8)):
            values = [
                g.packages.values(i, 1, 0, r, n)
                for g, n in ((game, s), (other, t))
                if g.packages is not None
            ]
            assert np.allclose(values[0], values[1], rtol=0.0, atol=1e-9)


def test_a_queue_that_never_brings_news_is_no_queue(base: ScenarioFile) -> None:
    silent = compiled(replaced(base, "queue", arrival=0.0))
    assert all(stage.name != QUEUE for stage in silent.stages)
    same_where_known(silent, compiled(replaced(base, "", queue=None)))


def test_a_template_without_weight_changes_no_payoff(base: ScenarioFile) -> None:
    game = compiled(replaced(base, "queue", template_share=0.0))
    named = [game.states.describe(s) for s in range(game.states.count)]
    template = [s for s, now in enumerate(named) if now["queue"] != "no template"]
    none = [game.states.find({**game.states.describe(s), "queue": "no template"}) for s in template]
    assert game.packages is not None
    for stage in game.stages:
        assert np.array_equal(stage.payoff[..., template, :], stage.payoff[..., none, :])
    for s, t in zip(template, none, strict=True):
        g, h = (game.packages.regime(x) for x in (s, t))
        one, two = (game.packages.values_in(0, 0, 0, 2, x) for x in (g, h))
        assert np.allclose(one, two, rtol=0.0, atol=1e-9)


def test_courts_that_never_rule_are_no_courts(base: ScenarioFile) -> None:
    silent = compiled(replaced(base, "courts", hazard=0.0))
    assert all(stage.name != COURTS for stage in silent.stages)
    same_where_known(silent, compiled(replaced(base, "", courts=None)))


def test_a_programme_of_a_welfare_maximiser_without_announcements_is_nothing(
    base: ScenarioFile,
) -> None:
    s = replaced(base, "programme", importer_weight=1.0, revenue_weight=1.0, producer_weight=0.0)
    for name in s.programme.departures:
        s = replaced(s, f"programme.departures.{name}", convexity=0.0, below_floor=0.0)
    assert not parts_of(compiled(s), "programme")[0].any()
    for name in s.us.types:
        s = replaced(s, f"us.types.{name}", credibility=0.0, audience_weight=0.0)
    assert largest(compiled(s), "programme") == 0.0


def test_without_voters_the_elections_part_is_nothing_everywhere(base: ScenarioFile) -> None:
    s = replaced(base, "partner.election", seat_value=0.0)
    s = replaced(
        s, "us.election", headline_value=0.0, farm_value_busd_per_100_kt=0.0, price_weight=0.0
    )
    assert largest(compiled(s), "elections") == 0.0


@pytest.mark.parametrize("share", ["tariff_share", "partner_share"])
def test_stress_that_the_talks_do_not_cause_costs_them_nothing(
    base: ScenarioFile, share: str
) -> None:
    """What is left of the treasury part are sales, an assurance and an execution's own rise."""
    s = replaced(replaced(base, "market", **{share: 0.0}), "market", execution_bp=0.0)
    game = compiled(replaced(s, "commitments", assurance_bp=0.0))
    selling = np.array(
        [game.states.describe(n)["japan_posture"] == "selling" for n in range(game.states.count)]
    )
    treasury = game.parts.index("treasury")
    for stage in game.stages:
        if stage.name != "card posture":  # where a sale begins
            assert not stage.payoff[treasury][..., ~selling, :].any()
    assert any(stage.payoff[treasury][..., selling, :].any() for stage in game.stages)


def test_a_world_without_a_sale_pays_nothing_for_one(base: ScenarioFile) -> None:
    s = replaced(base, "reserves", sale_busd=0.0, follower_sale_busd=0.0)
    game = compiled(s)
    calm = game.states.describe(game.initial_state)
    here, selling = (
        game.states.find({**calm, "japan_posture": p}) for p in ("threatened", "selling")
    )
    treasury = game.parts.index("treasury")
    for stage in game.stages:
        quiet, sold = (stage.payoff[treasury][..., n, :] for n in (here, selling))
        assert np.array_equal(quiet, sold)


def test_a_patient_world_does_not_discount(base: ScenarioFile) -> None:
    s = replaced(replaced(base, "us", discount_rate=0.0), "partner", discount_rate=0.0)
    game = compiled(s)
    posture = [stage.payoff for stage in game.stages if stage.name == "US posture"]
    assert all(np.array_equal(posture[0], later) for later in posture[1:])
