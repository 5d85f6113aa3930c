"""What is expected of talks in which types are secret, the same packages on offer in all of them.

A logit equilibrium on beliefs offers some packages only, those of its menu, and a scenario that is
varied has another menu. Where scenarios are compared, what their menus differ by is no finding: so
here all may offer what any of some of them would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..equilibria.logit import Logit
from ..equilibria.signalling.findings import expectations_of, pair_weights
from ..equilibria.signalling.menu import Menu, values_of
from ..equilibria.signalling.reach import reach_of
from ..results.receipt import Receipt, receipt
from ..scenario.compile import compile_game
from ..scenario.schema import Scenario


@dataclass(frozen=True, slots=True)
class Expected:
    """What the talks promise before they begin."""

    payoffs: Mapping[str, float]
    """Each player's expected payoff, weighed with the prior, $bn."""
    by_type: Mapping[str, Mapping[str, float]]
    """The same if a player truly is of a type, by player and type."""
    deal: float
    """The probability of a deal by the last round."""
    followed: Mapping[str, float]
    """The payoffs found by following play forwards, not by solving backwards, $bn."""
    receipt: Receipt
    """What it was made from."""


@dataclass(frozen=True)
class SameOffers:
    """Logit equilibria of several scenarios, with one menu."""

    concept: Logit
    """How each is solved."""
    packages: NDArray[np.int64]
    """The packages that may be offered, by number, in order."""

    @classmethod
    def of(
        cls, scenarios: Iterable[Scenario], precision: float = 2.0, grid: int = 11, offers: int = 24
    ) -> SameOffers:
        """Return the solver that offers in all talks what the own menu of any of these holds.

        ``precision`` is per $bn; ``grid`` are nodes for each belief, ``offers`` packages of an own
        menu. Raises ``NegotiationError`` for settings that cannot be and games it cannot solve.
        """
        concept = Logit(precision, grid, offers)
        menus = [_own_menu(concept, scenario) for scenario in scenarios]
        packages = np.unique(np.concatenate(menus)).astype(np.int64)
        packages.setflags(write=False)
        return cls(concept, packages)

    def expected(self, scenario: Scenario) -> Expected:
        """Return what is expected of one of the talks; they must have the same packages."""
        game = compile_game(scenario)
        menu = Menu(self.packages, 0.0, self.packages, values_of(game, self.packages))
        profile = self.concept.solved_with(game, menu)
        reach = reach_of(profile)
        value, weights = profile.value(), pair_weights(game)
        whole = (value * weights).sum(axis=(1, 2))
        followed = (reach.parts.sum(axis=0) * weights).sum(axis=(1, 2))
        by_own = [
            (value[i] * weights).sum(axis=1 - i) / weights.sum(axis=1 - i).clip(min=1e-300)
            for i in (0, 1)
        ]
        return Expected(
            payoffs=dict(zip(game.players, map(float, whole), strict=True)),
            by_type={
                player: dict(zip(game.types[i], map(float, by_own[i]), strict=False))
                for i, player in enumerate(game.players)
            },
            deal=float(expectations_of(profile, reach).agreed_by["overall"][-1]),
            followed=dict(zip(game.players, map(float, followed), strict=True)),
            receipt=receipt(
                game,
                libraries=("numpy", "numba"),
                parameters={
                    "precision": self.concept.precision,
                    "grid": self.concept.grid,
                    "packages": len(self.packages),
                },
            ),
        )

    @property
    def in_words(self) -> str:
        """The settings of the solver."""
        return (
            f"Precision {self.concept.precision:g} per $bn, {self.concept.grid} nodes for each "
            f"belief, {len(self.packages)} packages that may be offered, the same in every cell."
        )


def _own_menu(concept: Logit, scenario: Scenario) -> NDArray[np.int64]:
    """Return the packages of a scenario's own menu."""
    menu = concept.by_stages(compile_game(scenario)).menu
    assert menu is not None
    return np.asarray(menu, dtype=np.int64)
