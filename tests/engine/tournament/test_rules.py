"""Noise, self-play and shared ranks: what they change, and that cells of other rules are others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from negotiation.cli.console.standings import chance_words
from negotiation.engine.seating import seat
from negotiation.engine.talks import Talks
from negotiation.engine.tournament.cell import play_cell
from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.noise import with_noise
from negotiation.engine.tournament.running import run_tournament
from negotiation.engine.tournament.tallying import ranked
from negotiation.foundations.errors import NegotiationError
from tests.engine.tournament.small import FEW, few_plan
from tests.five_rounds import FIVE_ROUNDS, five_rounds_game


def test_noise_is_the_uniform_mixed_action_with_its_probability() -> None:
    game = five_rounds_game()
    sure = seat(game, ("boulware", "boulware"))[0]
    talks = Talks.begin(game, (0, 0), seed=0)
    while talks.mover is None:
        talks = talks.advanced(0)
    seen = talks.seen()
    before, after = sure.mixed_action(seen), with_noise(sure, 0.2).mixed_action(seen)
    count = len(seen.legal_actions)
    for action in map(int, seen.legal_actions):
        expected = 0.8 * before.probability(action) + 0.2 / count
        assert after.probability(action) == pytest.approx(expected, abs=1e-15)
    assert with_noise(sure, 0.0) is sure


@pytest.mark.parametrize("names", [("boulware", "conceder"), ("boulware", "fictitious_play")])
def test_noise_is_drawn_from_the_matchs_own_stream(names: tuple[str, str]) -> None:
    game = five_rounds_game()
    first, second = seat(game, names)
    noisy = with_noise(first, 0.3), with_noise(second, 0.3)
    assert [one.learns for one in noisy] == [first.learns, second.learns]
    cells = [play_cell(game, noisy, seed=3, matches=10) for _ in range(2)]
    assert cells[0] == cells[1] != play_cell(game, (first, second), seed=3, matches=10)


def test_cells_of_other_noise_are_other_cells() -> None:
    plan = few_plan()
    noisy = replace(plan, noise=0.1)
    assert plan.short_name(0, 1) != noisy.short_name(0, 1)
    assert plan.cell_fingerprint(0, 1) != noisy.cell_fingerprint(0, 1)
    # Self-play is a rule of counting alone: the same cells serve both.
    alone = replace(plan, self_play=False)
    assert plan.cell_fingerprint(0, 1) == alone.cell_fingerprint(0, 1)


def test_without_self_play_talks_against_itself_do_not_count(tmp_path: Path) -> None:
    field = entrants_named(FEW)
    counted, alone = (
        run_tournament(FIVE_ROUNDS, field, tmp_path, matches=4, workers=1, self_play=self_play)
        for self_play in (True, False)
    )
    np.testing.assert_array_equal(counted.payoffs, alone.payoffs)
    means = alone.meta_game
    for one in alone.standings:
        a = alone.entrants.index(one.entrant)
        others = [b for b in range(len(FEW)) if b != a]
        expected = (means[0, a, others].mean() + means[1, others, a].mean()) / 2.0
        assert one.score.mean == pytest.approx(expected)
    assert alone.receipt.parameters["self-play"] == "left out of scores"
    with pytest.raises(NegotiationError, match="no opponent"):
        run_tournament(FIVE_ROUNDS, field[:1], tmp_path, matches=4, self_play=False)


def test_an_end_that_nobody_knows_plays_another_game(tmp_path: Path) -> None:
    field = entrants_named((*FEW, "subgame_perfect_follower"))
    certain, unknown = (
        run_tournament(FIVE_ROUNDS, field, tmp_path, matches=4, workers=1, end_probability=end)
        for end in (0.0, 0.5)
    )
    assert unknown.receipt.parameters["end probability"] == 0.5
    assert "end probability" not in certain.receipt.parameters
    assert unknown.receipt.game_fingerprint != certain.receipt.game_fingerprint
    # Cells of both lie side by side: those of the first are found again.
    cells = set((tmp_path / "cells").iterdir())
    again = run_tournament(FIVE_ROUNDS, field, tmp_path, matches=4, workers=1)
    assert again == certain
    assert set((tmp_path / "cells").iterdir()) == cells
    assert " break off before each round but the first with a probability of 0.5" in chance_words(
        unknown.receipt
    )
    with pytest.raises(NegotiationError, match="end probability must be"):
        run_tournament(FIVE_ROUNDS, field, tmp_path, end_probability=1.0)


def test_equal_scores_share_a_rank() -> None:
    assert ranked(np.array([0.1 + 0.2, 1.0, 0.3, -1.0])) == ([1, 0, 2, 3], [2, 1, 2, 4])


@pytest.mark.parametrize("noise", [-0.1, 1.0, float("nan")])
def test_noise_is_a_probability(noise: float, tmp_path: Path) -> None:
    with pytest.raises(NegotiationError, match="noise must be a probability below 1"):
        run_tournament(FIVE_ROUNDS, entrants_named(FEW), tmp_path, noise=noise)
