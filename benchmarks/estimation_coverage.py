"""How often the 95 % interval for the precision covers it: ten games of each of five kinds.

Choices are drawn from an equilibrium at a known precision and the precision is estimated from them,
once along the principal branch alone and once over the branches that are found. `--quick` takes two
games of each kind. An interval that covers 95 times in 100 covers at least 8 of ten games in 99
runs of 100.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from benchmarks.options import options
from negotiation.engine.sampling import sample
from negotiation.equilibria.estimation.choices import Choices
from negotiation.equilibria.estimation.menu_behind import menu_behind
from negotiation.equilibria.estimation.precision import (
    BRANCHES,
    logit_profiles,
    other_ways,
    precision_behind,
)
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.equilibria.signalling.kernels.selecting import LEANING
from negotiation.equilibria.signalling.selection import Selection
from negotiation.equilibria.signalling.selections import Pooling
from negotiation.game.game import Game
from negotiation.game.textbook.beer_quiche import beer_quiche
from negotiation.game.textbook.lewis_signalling import lewis_signalling
from negotiation.results.precision_estimate import PrecisionEstimate
from negotiation.results.profile import Profile
from negotiation.testing.random_games import random_game

MATCHES = 200
GAMES = 10


@dataclass(frozen=True)
class Played:
    """A game and the precision at which it was played, by an equilibrium."""

    game: Game
    """The game."""
    precision: float
    """The precision."""
    profile: Profile
    """The equilibrium."""


def principal(game: Game, precision: float) -> Played:
    """Return a game in which the principal equilibrium is played."""
    return Played(game, precision, Logit(precision).profile(game))


def one_equilibrium() -> Iterator[Played]:
    """Yield talks of two rounds, types known to all: backward induction, one equilibrium."""
    for seed in range(1, 100):
        game = random_game(seed, rounds=2, packages=3, postures=False, types=(1, 1))
        yield principal(game, 0.5 + 0.05 * seed)


def mirror_image(game: Game, precision: float, grid: int = 11) -> BeliefProfile:
    """Return the equilibrium in which the first message is the second type's."""
    lean = Pooling("first message", deviator=0)
    selection = Selection(name="mirror image", rule=LEANING, lean=lean)
    return Logit(precision, grid, selection=selection).profile(game)


def principal_played() -> Iterator[Played]:
    """Yield signalling games of common interest in which the principal equilibrium is played."""
    for n in range(100):
        game = lewis_signalling(second=0.46 + 0.008 * (n % 10), likes=0.1 + 0.01 * (n % 7))
        yield principal(game, 3.0 + 0.1 * (n % 10))


def another_played() -> Iterator[Played]:
    """Yield the same games, its mirror image played."""
    for played in principal_played():
        profile = mirror_image(played.game, played.precision)
        yield Played(played.game, played.precision, profile)


def textbook() -> Iterator[Played]:
    """Yield beer and quiche, from a sender who is most likely weak to one most likely strong."""
    for n in range(100):
        yield principal(beer_quiche(strong=0.3 + 0.06 * (n % 10)), 1.0 + 0.2 * (n % 10))


def bargaining() -> Iterator[Played]:
    """Yield talks of two rounds, two types on either side, solved on beliefs."""
    for seed in range(1, 100):
        game = random_game(seed, rounds=2, packages=4, market_states=2)
        yield principal(game, 0.6 + 0.1 * (seed % 10))


KINDS: dict[str, Callable[[], Iterator[Played]]] = {
    "types known, one equilibrium": one_equilibrium,
    "several branches, the principal one played": principal_played,
    "several branches, another one played": another_played,
    "textbook signalling (beer and quiche)": textbook,
    "bargaining on beliefs": bargaining,
}
"""The kinds of games, by name."""


def estimates(
    played: Played, matches: int, seed: int, points: int = 9
) -> tuple[PrecisionEstimate, PrecisionEstimate]:
    """Return the estimates along the principal branch and over branches, from the same choices."""
    plays = sample(played.profile, matches, seed=seed)
    choices = Choices.along(played.game, plays.types, plays.actions)
    menu = menu_behind(choices)
    solve = logit_profiles(played.game, menu=menu)
    ways = other_ways(choices, solve, menu)
    alone, over = (
        precision_behind(
            choices, solve=solve, ways=ways, branches=n, bounds=(0.1, 20.0), points=points
        )
        for n in (1, BRANCHES)
    )
    return alone, over


def covers(estimate: PrecisionEstimate, precision: float) -> bool:
    """Return whether a piece of the interval covers a precision."""
    return any(low <= precision <= high for low, high in estimate.pieces)


def main() -> None:
    """Print the coverage of every kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    asked = options(parser).parse_args()
    games = 2 if asked.quick else GAMES
    print(f"{'':44}{'covered by the 95 % interval':>30}")
    print(f"{'kind':44}{'principal':>12}{'branches':>12}{'several':>10}{'CPU s':>8}")
    for kind, playing in KINDS.items():
        begun = time.process_time()
        alone, over, several = 0, 0, 0
        for n, played in enumerate(islice(playing(), games)):
            one, other = estimates(played, MATCHES, seed=n)
            alone += covers(one, played.precision)
            over += covers(other, played.precision)
            several += not other.is_unique
        spent = time.process_time() - begun
        counts = [f"{count} of {games}" for count in (alone, over, several)]
        print(f"{kind:44}{counts[0]:>12}{counts[1]:>12}{counts[2]:>10}{spent:8.0f}", flush=True)


if __name__ == "__main__":
    main()
