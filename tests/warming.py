"""Compiles every loop once, so that what is started next finds them on disk.

    python -m tests.warming

From nothing that takes more than a minute; as often as there are programs that start together.
"""

from __future__ import annotations

from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.equilibria.logit import Logit
from tests.generators import random_game


def warm() -> None:
    """Solve a small game of private information by every solver that compiles."""
    game = random_game(1, rounds=1, packages=2)
    Logit(precision=1.0, grid=5, offers=2, method="beliefs").solve(game)
    solve_explicit(game, precision=1.0)


if __name__ == "__main__":
    warm()
