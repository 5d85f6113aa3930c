"""Stored talks that a historian could read: who plays, and how to write them anew.

Every strategy on the shelf takes the first seat against Boulware in a small random game (its seed
is one that sets all of them apart), and the second seat in a scenario that the tests keep for
themselves: the shipped numbers may change, and these talks stay. Their first line carries the
fingerprint of its file. Whoever follows a concept of private information plays with types private.
After a change of play that is meant, run

    python -m tests.playthroughs.regenerate

and review the difference as prose.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from negotiation import strategies
from negotiation.engine.matches import play
from negotiation.engine.running import types_to_play
from negotiation.engine.seating import is_private, seat
from negotiation.foundations import shelf
from negotiation.game.beliefs import Belief
from negotiation.strategies.strategy import Strategy
from tests.five_rounds import FIVE_ROUNDS, five_rounds_game
from tests.generators import random_game

FOLDER = Path(__file__).parent
NAMES = tuple(shelf.name_to_class(strategies, Strategy))
AGAINST = "boulware"
SMALL_GAME_SEED, SEED = 242, 2025
COARSE = {"perfect_bayesian": {"precision": 8, "grid": 5, "offers": 4}}
"""What is solved more coarsely than usual, so that it takes seconds."""


def head() -> str:
    """Return the first line of every file: what the talks were played in."""
    text = FIVE_ROUNDS.read_text(encoding="utf-8")  # a new schema may read it otherwise
    return f"Played in {FIVE_ROUNDS.name} of fingerprint {sha256(text.encode()).hexdigest()}."


def playthrough(name: str) -> str:
    """Return the talks of one strategy: in a small game with types unknown, and in five rounds."""
    small = random_game(SMALL_GAME_SEED, rounds=4, packages=36, regimes=1)
    base = five_rounds_game()
    likely = types_to_play(base, None)
    first = seat(small, (name, AGAINST), settings=COARSE)
    second = seat(base, (AGAINST, name), likely, settings=COARSE)
    private = is_private(first)
    told = [
        play(small, first, (0, 1), seed=SEED, belief=Belief.prior(small), private=private),
        play(base, second, likely, seed=SEED, private=private),
    ]
    return "\n\n".join([head(), *(record.story() for record in told)]) + "\n"


def stored(name: str) -> Path:
    """Return where a strategy's talks are stored."""
    return FOLDER / f"{name}.txt"


def regenerate() -> None:
    """Write every strategy's talks anew, and drop those of strategies that are gone."""
    for path in FOLDER.glob("*.txt"):
        if path.stem not in NAMES:
            path.unlink()
    for name in NAMES:
        stored(name).write_text(playthrough(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    regenerate()
