"""What a scenario with a Japanese tariff action shows: both sides lose, Japan more.

Sources: Hosoe (2025, GRIPS 25-3): Japan's own best rate is about 15 % with a marginal gain, and the
US is hardly hurt; US letter of 7 July 2025: any retaliation is added on top.
"""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pytest

from negotiation.payoffs.no_deal import branch_rates
from negotiation.payoffs.present_value import PARTS, PresentValue
from negotiation.payoffs.retaliation import retaliation_payoff
from negotiation.payoffs.tariffs import flows, in_force, optimal_tariff
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.schema import ScenarioFile

START = date(2025, 6, 16)
END = date(2026, 6, 16)


@pytest.fixture(scope="module")
def scenario() -> ScenarioFile:
    """Return the shipped scenario in which Japan can retaliate."""
    return load("retaliation").contents


def yearly(scenario: ScenarioFile, *, mirrored: bool) -> np.ndarray:
    """Return tariff welfare [i] of executed threat plus retaliation against the status quo."""
    assert scenario.retaliation is not None
    share = scenario.welfare.idle_factor_share
    executed = branch_rates(scenario.no_deal.execute, scenario.issues, scenario.sectors)
    threat = flows(scenario.sectors, executed, share) - flows(
        scenario.sectors, in_force(scenario.sectors), share
    )
    undiscounted = PresentValue(
        first_day=START, horizon=date(2029, 1, 19), discount_rates=(0.0, 0.0)
    )
    answer = retaliation_payoff(
        dataclasses.replace(scenario.retaliation, mirrored=mirrored),
        scenario.sectors,
        executed,
        scenario.issues["country_tariff"].sectors_set(),
        share,
        undiscounted,
        START,
        END,
    )
    per_year = answer[PARTS.index("tariffs")] * 365.25 / (END - START).days
    return np.asarray(threat[:, 0] + per_year)


def test_both_sides_lose_against_the_status_quo(scenario: ScenarioFile) -> None:
    """By about $5.3bn a year for the US and $19.3bn for Japan, with the US answer on top."""
    us, japan = yearly(scenario, mirrored=True)
    assert us == pytest.approx(-5.3, abs=0.5)
    assert japan == pytest.approx(-19.3, abs=1.0)


def test_hosoe_2025_retaliation_by_itself_hardly_hurts_the_us_nor_helps_japan(
    scenario: ScenarioFile,
) -> None:
    executed = branch_rates(scenario.no_deal.execute, scenario.issues, scenario.sectors)
    share = scenario.welfare.idle_factor_share
    threat = (
        flows(scenario.sectors, executed, share)
        - flows(scenario.sectors, in_force(scenario.sectors), share)
    )[:, 0]
    us, japan = yearly(scenario, mirrored=False) - threat
    assert -2.0 < us < 0.0
    assert abs(japan) < 0.5


def test_the_us_answer_hurts_japan_far_more_than_its_own_tariff_helps(
    scenario: ScenarioFile,
) -> None:
    alone, answered = (yearly(scenario, mirrored=m) for m in (False, True))
    assert answered[1] < alone[1] - 5.0
    assert answered[0] < alone[0]


def test_japan_alone_could_gain_only_from_a_small_tariff(scenario: ScenarioFile) -> None:
    assert scenario.retaliation is not None
    for sector in scenario.retaliation.sectors.values():
        assert optimal_tariff(sector.export_supply_elasticity) < scenario.retaliation.rate


def test_retaliation_is_a_stage_after_the_executed_threat_and_only_there() -> None:
    game = compile_game(load("retaliation"))
    last, answer = game.stages[-2:]
    assert [action.name for action in answer.actions] == [
        "executed, not answered",
        "executed, answered in kind",
    ]
    assert answer.mover == 1
    extend, execute = 0, 1
    assert (last.next_state[:, extend] == -1).all()
    assert (last.next_state[:, execute] >= 0).all()
    refrain, retaliate = (answer.payoff[..., k].sum(axis=0) for k in (0, 1))
    assert not refrain.any()
    assert (retaliate < 0.0).all()
