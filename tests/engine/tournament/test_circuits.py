"""Several scenarios, one ranking: each scenario counts alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from negotiation.cli.console.drawing import load_result
from negotiation.engine.tournament.circuit import run_circuit
from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.running import RESULT, run_tournament
from negotiation.foundations.errors import NegotiationError
from negotiation.results.circuit import Circuit
from negotiation.results.storage import load, save
from negotiation.results.tournament import Tournament

SCENARIOS = ("june_deadline", "no_card")
FIELD = entrants_named(("boulware", "conceder", "hard_liner", "threaten_and_mean_it"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("circuit")


@pytest.fixture(scope="module")
def found(folder: Path) -> Circuit:
    return run_circuit(SCENARIOS, FIELD, lambda name: folder / name, matches=12, workers=1)


def test_every_scenario_counts_alike(found: Circuit, folder: Path) -> None:
    each = [load(folder / name / RESULT, Tournament) for name in SCENARIOS]
    for placing in found.placings:
        standings = [
            next(one for one in played.standings if one.entrant == placing.entrant)
            for played in each
        ]
        assert placing.ranks == tuple(one.rank for one in standings)
        np.testing.assert_allclose(placing.scores, [one.score.mean for one in standings])
        assert placing.score.mean == pytest.approx(np.mean(placing.scores))
        assert placing.score.low < placing.score.mean < placing.score.high
    means = [placing.score.mean for placing in found.placings]
    assert means == sorted(means, reverse=True)
    assert [placing.rank for placing in found.placings] == [1, 2, 3, 4]
    assert found.receipts == tuple(played.receipt for played in each)


def test_not_to_be_separated_is_mutual(found: Circuit) -> None:
    tied = {placing.entrant: set(placing.tied_with) for placing in found.placings}
    assert all(one in tied[other] for one, others in tied.items() for other in others)
    assert not all(others == tied.keys() - {one} for one, others in tied.items())


def test_a_scenarios_tournament_is_the_one_that_is_played_alone(
    found: Circuit, folder: Path, tmp_path: Path
) -> None:
    assert found.scenarios == SCENARIOS
    run_tournament("no_card", FIELD, tmp_path, matches=12, workers=1)
    assert (tmp_path / RESULT).read_bytes() == (folder / "no_card" / RESULT).read_bytes()


def test_it_is_kept_as_it_is_and_has_no_picture(found: Circuit, tmp_path: Path) -> None:
    save(found, tmp_path / "circuit.json")
    assert load(tmp_path / "circuit.json", Circuit) == found
    with pytest.raises(NegotiationError, match=r"try the tournament\.json of one of them"):
        load_result(tmp_path / "circuit.json")


def test_a_scenario_counts_once(tmp_path: Path) -> None:
    with pytest.raises(NegotiationError, match="no_card is given twice; give it once"):
        run_circuit(("no_card", "no_card"), FIELD, lambda name: tmp_path / name)
    assert not list(tmp_path.iterdir())
