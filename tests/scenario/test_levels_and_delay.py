"""Delay in the base scenario is no property of a coarse menu, as the page on the model says."""

from __future__ import annotations

from math import fsum
from pathlib import Path

import pytest

from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.equilibria.views.outcomes import follow
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load

FINE = """
inherits = "june_deadline"
title = "Finer levels"
[issues.investment.levels]
values = [{pledges}]
source = "counterfactual"
"""


def agreed_in_the_window(scenario: str) -> dict[tuple[str, ...], float]:
    """Return the probability of a deal by the end of the window, with types known."""
    loaded = load(scenario)
    game, ends = compile_game(loaded), loaded.contents.window_ends
    profile = SubgamePerfect().profile(game)
    return {
        tuple(game.type_names(pair).values()): fsum(
            outcome.probability
            for outcome in follow(game, profile, pair)[0]
            if outcome.agreement and outcome.agreement.date <= ends
        )
        for pair in game.type_pairs
    }


@pytest.mark.base_numbers
def test_with_finer_pledges_who_waits_past_june_still_waits(tmp_path: Path) -> None:
    path = tmp_path / "fine.toml"
    path.write_text(FINE.format(pledges=", ".join(f"{50.0 * n}" for n in range(21))))
    coarse, fine = agreed_in_the_window("june_deadline"), agreed_in_the_window(str(path))
    for types, chance in coarse.items():
        assert (chance > 0.5) == (fine[types] > 0.5), types
