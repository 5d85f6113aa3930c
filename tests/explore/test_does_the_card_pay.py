"""The first experiment: what it finds follows from its numbers, and the numbers from the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.equilibria.views.outcomes import follow
from negotiation.explore.experiment import load_experiment, names
from negotiation.foundations.errors import NegotiationError
from negotiation.game.beliefs import Belief
from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.storage import as_plain, from_plain
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load


@pytest.fixture(scope="module")
def result() -> ExperimentResult:
    return load_experiment("does_the_card_pay").run()


def test_every_experiment_is_found_with_its_question() -> None:
    assert "does_the_card_pay" in names()
    for name in names():
        experiment = load_experiment(name)
        assert experiment.question.endswith("?")
        assert experiment.design


def test_the_card_is_worth_nothing_without_a_card(result: ExperimentResult) -> None:
    without = [row for row in result.rows if row["scenario"] == "no_card"]
    assert len(without) == 4
    assert all(row["worth_to_partner"] == 0.0 for row in without)


def test_worth_is_the_difference_of_payoffs(result: ExperimentResult) -> None:
    base = {row["types"]: row for row in result.rows if row["scenario"] == "no_card"}
    for row in result.rows:
        difference = float(row["partner"]) - float(base[row["types"]]["partner"])
        assert row["worth_to_partner"] == pytest.approx(difference, abs=1e-12)


def test_the_finding_is_the_average_of_the_rows_over_the_prior(result: ExperimentResult) -> None:
    worth: dict[str, float] = {}
    for scenario in ("june_deadline", "early_card", "late_card"):
        game = compile_game(load(scenario))
        chances = {
            " / ".join(game.type_names(pair).values()): Belief.prior(game).probability(pair)
            for pair in game.type_pairs
        }
        rows = [row for row in result.rows if row["scenario"] == scenario]
        worth[scenario] = sum(
            chances[str(row["types"])] * float(row["worth_to_partner"]) for row in rows
        )
        assert f"{worth[scenario]:+.2f} $bn" in result.finding
    apart = worth["early_card"] - worth["late_card"]
    when = "early" if apart > 0.05 else "late" if apart < -0.05 else "at any time"
    assert f"It should then be played {when}. " in result.finding


def test_the_result_survives_saving(result: ExperimentResult) -> None:
    assert from_plain(as_plain(result), ExperimentResult) == result
    assert len(result.receipts) == 4


def test_two_runs_are_the_same(result: ExperimentResult) -> None:
    assert load_experiment("does_the_card_pay").run() == result


def test_a_stray_file_is_refused() -> None:
    with pytest.raises(NegotiationError, match="must hold one class"):
        load_experiment(__file__)


def test_the_table_names_the_posture_in_which_talks_end(result: ExperimentResult) -> None:
    for scenario in ("no_card", "june_deadline"):
        game = compile_game(load(scenario))
        profile = SubgamePerfect().profile(game)
        rows = [row for row in result.rows if row["scenario"] == scenario]
        for row, pair in zip(rows, game.type_pairs, strict=True):
            outcomes, _ = follow(game, profile, pair)
            likely = max(outcomes, key=lambda outcome: outcome.probability)
            assert row["types"] == " / ".join(game.type_names(pair).values())
            assert row["posture"] == likely.public_state["japan_posture"]


def test_a_file_that_fails_when_read_is_a_message(tmp_path: Path) -> None:
    path = tmp_path / "broken.py"
    path.write_text("unknown_name + 1\n")
    with pytest.raises(NegotiationError, match=r"does not load: NameError.*line 1: unknown_name"):
        load_experiment(str(path))
