"""What a scenario with a Japanese tariff action shows: both sides lose, Japan more.

Sources: Hosoe (2025, GRIPS 25-3): Japan's own best rate is about 15 % with a marginal gain, and the
US is hardly hurt; US letter of 7 July 2025: any retaliation is added on top.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from negotiation.game.stages import END
from negotiation.payoffs.retaliation import retaliation_flows
from negotiation.payoffs.tariffs import changes, welfare
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.schema import ScenarioFile


@pytest.fixture(scope="module")
def scenario() -> ScenarioFile:
    """Return the shipped scenario in which Japan can retaliate."""
    return load("retaliation").contents


def executed(scenario: ScenarioFile) -> dict[str, np.ndarray]:
    """Return the rates [1] of the sectors that the threat hits."""
    return {
        sector: np.array([rate])
        for issue, rate in scenario.pause.rates.items()
        for sector in scenario.issues[issue].sectors_set()
    }


def threatened(scenario: ScenarioFile) -> np.ndarray:
    """Return yearly tariff welfare [i] of the executed threat against the status quo."""
    share = scenario.welfare.idle_factor_share
    return np.asarray(welfare(changes(scenario.sectors, executed(scenario), share))[:, 0])


def yearly(scenario: ScenarioFile, *, mirrored: bool) -> np.ndarray:
    """Return yearly tariff welfare [i] of threat plus retaliation against the status quo."""
    assert scenario.retaliation is not None
    answer = retaliation_flows(
        dataclasses.replace(scenario.retaliation, mirrored=mirrored),
        scenario.sectors,
        executed(scenario),
        scenario.welfare.idle_factor_share,
    )
    return np.asarray(threatened(scenario) + answer)


def test_both_sides_lose_against_the_status_quo_and_japan_far_more(scenario: ScenarioFile) -> None:
    us, japan = yearly(scenario, mirrored=True)
    assert us < 0.0
    assert japan < 2.0 * us


def test_hosoe_2025_retaliation_by_itself_hardly_hurts_the_us_nor_helps_japan(
    scenario: ScenarioFile,
) -> None:
    us, japan = yearly(scenario, mirrored=False) - threatened(scenario)
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
        optimal = 1.0 / sector.export_supply_elasticity  # Johnson (1953)
        assert optimal < scenario.retaliation.rate


def test_retaliation_is_a_stage_after_the_executed_threat_and_only_there() -> None:
    game = compile_game(load("retaliation"))
    last, answer = game.stages[-2:]
    assert [action.name for action in answer.actions] == [
        "executed, not answered",
        "executed, answered in kind",
    ]
    assert answer.mover == 1
    extend, execute = 0, 1
    assert (last.next_state[:, extend] == END).all()
    assert (last.next_state[:, execute] >= 0).all()
    refrain, retaliate = (answer.payoff[..., k].sum(axis=0) for k in (0, 1))
    assert not refrain.any()
    assert (retaliate < 0.0).all()
