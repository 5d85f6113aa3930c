"""Settings of what is followed: taken as they are, by those cells alone that they bear on."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiation.engine.seating import Settings
from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.plan import plan_of
from negotiation.engine.tournament.running import run_tournament
from negotiation.engine.tournament.storing import cell_path
from negotiation.foundations.errors import NegotiationError
from tests.cli.test_play_and_estimate import SMALL
from tests.five_rounds import FIVE_ROUNDS, five_rounds_game

FIELD = ("boulware", "logit_follower")


def test_a_grid_is_a_whole_number_and_leaves_cells_without_followers_alone(
    tmp_path: Path,
) -> None:
    scenario = tmp_path / "small.toml"
    scenario.write_text(SMALL)
    ages: list[dict[Path, int]] = []
    for grid in (5, 7.0, 5.0):
        found = run_tournament(
            str(scenario),
            entrants_named(FIELD),
            tmp_path,
            matches=2,
            workers=1,
            settings={"logit": {"grid": grid}},
        )
        assert found.receipt.parameters["logit grid"] == grid
        ages.append({path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.npz")})
    first, second, third = ages
    assert (len(first), len(second)) == (4, 7)  # the cell without a follower is played once
    assert first.items() <= second.items()
    assert second == third


def test_cells_are_kept_under_what_bears_on_them(tmp_path: Path) -> None:
    game = five_rounds_game()
    plain, other = (
        plan_of(game, "", entrants_named(FIELD), matches=2, seed=0, settings=settings)
        for settings in ((), (("logit", "grid", 5),))
    )
    for cell, is_same in (((0, 0), True), ((0, 1), False), ((1, 0), False), ((1, 1), False)):
        assert (plain.cell_fingerprint(*cell) == other.cell_fingerprint(*cell)) is is_same
        assert (cell_path(tmp_path, plain, *cell) == cell_path(tmp_path, other, *cell)) is is_same


@pytest.mark.parametrize(
    ("names", "settings", "message"),
    [
        (("boulware",), {"logit": {"precision": -3.0}}, "nobody who takes part follows it"),
        (FIELD, {"perfect_bayesian": {"grid": 5}}, "what is followed: logit"),
        (FIELD, {"logit": {"grid": 4}}, "odd number of nodes from 5 to 2001, not 4;"),
        (FIELD, {"logit": {"grid": 4.0}}, "not 4;"),
        (FIELD, {"logit": {"grid": 5.5}}, "grid is 5.5; it must be a whole number; try 6"),
        (FIELD, {"logit": {"precision": -3}}, "a positive number per .bn of at most 1e.15, not -3"),
        (FIELD, {"logit": {"speed": 3}}, "does not take the setting 'speed'"),
    ],
)
def test_settings_that_cannot_be_are_refused_before_anything_is_played(
    names: tuple[str, ...], settings: Settings, message: str, tmp_path: Path
) -> None:
    with pytest.raises(NegotiationError, match=message):
        run_tournament(FIVE_ROUNDS, entrants_named(names), tmp_path, matches=2, settings=settings)
    assert not list(tmp_path.iterdir())
