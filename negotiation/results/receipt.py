"""A receipt: what a result was made from, so that it can be questioned and made again."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from ..foundations.records import record
from ..game.game import Game

Setting = str | int | float
"""What a computation was made with: a number such as the precision, or a word."""

CHOOSES = "chooses"
"""Setting of a concept that names what is chosen, and no play that leads there."""


@record
class Receipt:
    """Everything that decides a result's bytes. Time and host are not part of it."""

    scenario: str
    """Name of the scenario."""
    scenario_fingerprint: str
    """sha256 of the scenario's validated contents."""
    game_fingerprint: str
    """sha256 of the compiled game."""
    seed: int | None
    """Seed of the random stream; ``None`` where nothing is drawn."""
    versions: Mapping[str, str]
    """Versions of Python, this package and the libraries that computed the numbers."""
    parameters: Mapping[str, Setting]
    """The settings of the computation, by name: numbers, or words."""
    changes: Mapping[str, str] = field(default_factory=dict)
    """What was varied in the scenario against its files: key to value, in the syntax of TOML."""


def receipt(
    game: Game,
    *,
    seed: int | None = None,
    libraries: tuple[str, ...] = ("numpy",),
    parameters: Mapping[str, Setting] | None = None,
) -> Receipt:
    """Return the receipt of a computation on a game."""
    return Receipt(
        scenario=game.name,
        scenario_fingerprint=game.scenario_fingerprint,
        game_fingerprint=game.fingerprint,
        seed=seed,
        versions={
            "python": platform.python_version(),
            **{name: version_of(name) for name in ("us-japan-negotiation", *libraries)},
        },
        parameters=parameters or {},
        changes=game.scenario_changes,
    )


@cache  # reading a distribution's papers takes longer than playing a match
def version_of(distribution: str) -> str:
    """Return the version of an installed distribution, in words if it is not."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"
