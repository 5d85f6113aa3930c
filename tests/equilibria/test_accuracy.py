"""What a solution says of its own error: first where it is large, with the grid that would do."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from negotiation.cli.console.tables import notes_of, solution_sheets
from negotiation.equilibria.certificates.accuracy import accuracy_of
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.perfect_bayesian import PerfectBayesian
from negotiation.equilibria.signalling.bands import band_around
from negotiation.pictures.drawing.chances import subtitle
from negotiation.results.accuracy import POOR
from negotiation.results.followed_play import share_of
from negotiation.results.solution import Solution
from negotiation.results.storage import as_saved
from tests.five_rounds import five_rounds_game
from tests.pictures.example_run import example_run
from tests.three_moves import three_moves


@pytest.fixture(scope="module")
def poor() -> Solution:
    return Logit(50.0, 11, method="beliefs").solve(three_moves(6, actions=3))


def test_a_large_error_is_said_first_in_text_json_and_pictures(poor: Solution) -> None:
    assert poor.accuracy is not None
    assert poor.accuracy.share > POOR
    (warning,) = poor.warnings
    assert warning.startswith("WARNING, logit: the belief grid's values are off by up to $0.37bn")
    assert next(iter(solution_sheets(poor, "logit"))) == warning
    told = json.loads(as_saved(poor))
    assert list(told)[:3] == ["format", "kind", "warnings"]
    assert told["warnings"] == [warning]
    assert told["accuracy"]["share"] == poor.accuracy.share
    assert any(
        "that of these strategies on the whole tree, without error" in line
        for line in notes_of(poor)
    )
    run = example_run()
    drawn = tuple(
        one if one.expectations is None else replace(one, accuracy=poor.accuracy)
        for one in run.solutions
    )
    warned = subtitle(replace(run, solutions=drawn))
    assert warned[0].startswith("WARNING, logit")
    assert warned[-1:] == subtitle(run)


def test_finer_grids_are_tried_where_they_are_cheap_and_the_one_that_does_is_named(
    poor: Solution,
) -> None:
    assert poor.accuracy is not None
    assert [one.grid for one in poor.accuracy.finer] == [21]
    assert "no grid up to 21 does" in poor.accuracy.advice
    helped = None
    for seed in range(40):
        found = Logit(8.0, 5, method="beliefs").solve(three_moves(seed, actions=3)).accuracy
        assert found is not None
        if found.is_poor and "would do" in found.advice:
            helped = found
            break
    assert helped is not None
    best = helped.finer[-1]
    assert f"--grid {best.grid} would do" in helped.advice
    assert best.share <= POOR < helped.share


def test_a_grid_too_dear_to_try_is_offered_all_the_same(poor: Solution) -> None:
    certificate = poor.private_certificate
    assert certificate is not None
    found = accuracy_of((certificate, {}), 11, 10**6, lambda _: (certificate, {}))
    assert found is not None
    assert found.finer == ()
    assert "try --grid 21" in found.advice


@pytest.mark.parametrize("tree", [True, False])
def test_the_tree_is_advised_only_where_it_is_left_to_be_tried(poor: Solution, tree: bool) -> None:
    certificate = poor.private_certificate
    assert certificate is not None
    found = accuracy_of((certificate, {}), 2001, 10**6, tree=tree)
    assert found is not None
    assert "try a lower --precision" in found.advice
    assert ("--method tree" in found.advice) == tree


def test_where_the_judge_disagrees_sampled_talks_have_missed_something(poor: Solution) -> None:
    """Talks that met no error leave none to be scaled up; the judge has been everywhere."""
    certificate = poor.private_certificate
    assert certificate is not None
    followed = certificate.followed
    assert followed is not None
    nothing_met = replace(
        certificate,
        exact=None,
        followed=replace(followed, largest_busd=dict.fromkeys(followed.largest_busd, 0.0)),
    )
    for off, grid_error, told in ((1.35, 0.1, 1.25), (0.1, 0.2, 0.0)):
        seen = replace(nothing_met, interpolation_error_busd=off, grid_error_busd=grid_error)
        found = accuracy_of((seen, {}), 11, 10**6)
        assert found is not None
        assert found.error_busd == pytest.approx(told)
        assert "no bound" in found.in_words


@pytest.mark.parametrize(("grid", "tried"), [(301, [601, 1201]), (601, [1201]), (1001, [2001])])
def test_no_grid_is_tried_that_nobody_could_ask_for(
    poor: Solution, grid: int, tried: list[int]
) -> None:
    certificate = poor.private_certificate
    assert certificate is not None
    found = accuracy_of((certificate, {}), grid, 10, lambda _: (certificate, {}))
    assert found is not None
    assert [one.grid for one in found.finer] == tried


def test_a_small_error_is_no_warning() -> None:
    solution = Logit(1.0, 21, method="beliefs").solve(three_moves(0, actions=3))
    assert solution.accuracy is not None
    assert solution.accuracy.is_exact
    assert solution.accuracy.share < 1e-3
    assert solution.warnings == ()
    assert solution.accuracy.warning == solution.accuracy.advice == ""


def test_play_that_is_meant_to_be_free_of_errors_and_is_not_says_so() -> None:
    game = three_moves(0, actions=3)
    (warning,) = PerfectBayesian(1.0, 21, method="beliefs").solve(game).warnings
    assert warning.startswith("WARNING, perfect bayesian: no perfect Bayesian equilibrium")
    near = PerfectBayesian(method="tree").solve(game)
    assert near.warnings == ()


def test_where_nothing_is_at_stake_rounding_is_no_error_and_any_other_is_all_of_it() -> None:
    assert share_of(1e-12, 0.0) == 0.0
    assert share_of(0.5, 0.0) == 1.0
    assert share_of(0.5, 4.0) == 0.125


def test_dates_and_terms_come_with_the_band_that_the_certificate_leaves() -> None:
    game = five_rounds_game()
    table = game.packages
    assert table is not None
    t = next(t for t, stage in enumerate(game.stages) if stage.kind.value == "answer")
    package = int(np.argmax(table.level_of.sum(axis=1)))
    pair = game.type_pairs[0]
    narrow = band_around(game, pair, (t, game.initial_state, 0, package), 0.0)
    assert narrow is not None
    assert narrow.dates == (game.rounds[game.stages[t].round_index].day,)
    assert {issue: levels[0] for issue, levels in narrow.terms.items()} == table.terms(package)
    assert "this package only" in narrow.in_words or narrow.packages > 1
    before: tuple[int, tuple[date, ...]] = (0, ())
    for gain in (0.1, 1.0, 10.0, 1e6):
        band = band_around(game, pair, (t, game.initial_state, 0, package), gain)
        assert band is not None
        assert band.packages >= before[0]
        assert set(band.dates) >= set(before[1])
        before = band.packages, band.dates
    assert before[0] == table.count
    assert len(before[1]) == len({s.round_index for s in game.stages if s.kind.value == "answer"})
    assert band_around(game, pair, (t, game.initial_state, 1, None), 1.0) is None
