"""A tournament ranked by alpha-rank too: asked for by name, since it needs a library of its own."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version

from ...equilibria.evolution.alpha_rank import alpha_rank
from ...results.tournament import Tournament

LIBRARY = "open-spiel"


def with_alpha_rank(found: Tournament) -> Tournament:
    """Return a tournament whose standings carry the masses of alpha-rank on the meta-game.

    Raises ``MissingLibrary`` without OpenSpiel.
    """
    masses, noise = alpha_rank(*found.meta_game)
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
        receipt=replace(
            made,
            versions={**made.versions, LIBRARY: version(LIBRARY)},
            parameters={**made.parameters, "alpha-rank noise": f"{noise:g}"},
        ),
    )
