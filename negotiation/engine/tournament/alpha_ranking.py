"""A tournament ranked by alpha-rank too, where that is asked for by name."""

from __future__ import annotations

from dataclasses import replace

from ...equilibria.evolution.alpha_rank import NOISE, alpha_rank
from ...results.tournament import Tournament


def with_alpha_rank(found: Tournament) -> Tournament:
    """Return a tournament whose standings carry the masses of alpha-rank on the meta-game."""
    masses = alpha_rank(*found.meta_game)
    of_name = {
        name: (float(masses[a].sum()), float(masses[:, a].sum()))
        for a, name in enumerate(found.entrants)
    }
    made = found.receipt
    return replace(
        found,
        standings=tuple(
            replace(one, alpha_rank_shares=of_name[one.entrant]) for one in found.standings
        ),
        receipt=replace(made, parameters={**made.parameters, "alpha-rank noise": NOISE}),
    )
