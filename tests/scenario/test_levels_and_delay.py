"""The delay to 30 May in the base scenario belongs to the coarse menu, not to the talks."""

from __future__ import annotations

from pathlib import Path

from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.equilibria.views.outcomes import follow
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load

FINE = """
inherits = "june_deadline"
title = "Finer levels"
[issues.investment.levels]
values = [0.0, {pledges}]
source = "counterfactual"
[issues.purchases.levels]
values = [0.0, {purchases}]
source = "counterfactual"
"""


def days_of_agreement(scenario: str) -> dict[tuple[str, ...], set[str]]:
    game = compile_game(load(scenario))
    profile = SubgamePerfect().profile(game)
    return {
        tuple(game.type_names(pair).values()): {
            str(outcome.agreement.date) if outcome.agreement else "none"
            for outcome in follow(game, profile, pair)[0]
        }
        for pair in game.type_pairs
    }


def test_with_finer_levels_every_type_pair_agrees_on_the_first_day(tmp_path: Path) -> None:
    assert "2025-05-30" in days_of_agreement("june_deadline")["sensitive", "resolute"]
    path = tmp_path / "fine.toml"
    path.write_text(
        FINE.format(
            pledges=", ".join(f"{25.0 * n}" for n in range(1, 41)),
            purchases=", ".join(f"{float(n)}" for n in range(1, 16)),
        )
    )
    assert set(map(frozenset, days_of_agreement(str(path)).values())) == {frozenset({"2025-05-23"})}
