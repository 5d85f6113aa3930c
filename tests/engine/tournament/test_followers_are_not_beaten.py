"""Nobody earns more against a follower of an equilibrium on beliefs than its certificate allows."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pytest

from negotiation import strategies
from negotiation.engine.seating import seat
from negotiation.engine.tournament.cell import CAREER, play_cell
from negotiation.equilibria.certificates.private import certify
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.perfect_bayesian import PerfectBayesian
from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.foundations import shelf
from negotiation.results.profile import Profile
from negotiation.strategies.strategy import Strategy
from tests.five_rounds import five_rounds_game
from tests.generators import random_game

SHELF = shelf.name_to_class(strategies, Strategy)
RIVALS = [name for name, kind in SHELF.items() if kind.follows is None and not kind.learns]
LEARNERS = [name for name, kind in SHELF.items() if kind.learns]
MATCHES = 400


@dataclass(frozen=True)
class Earned:
    """What a rival's type earned against a follower beyond the value of the equilibrium, $bn."""

    rival: str
    player: str
    player_type: str
    beyond: float
    error: float


def earned_against(
    profile: BeliefProfile, follower: str, rivals: list[str], matches: int
) -> list[Earned]:
    """Return what every rival earns in either seat, type by type."""
    game, found = profile.game, list[Earned]()
    profiles: dict[str, Profile] = {follower.removesuffix("_follower"): profile}
    for rival, i in itertools.product(rivals, (0, 1)):
        names = (rival, follower) if i == 0 else (follower, rival)
        cell = play_cell(game, seat(game, names, None, profiles), seed=1, matches=matches)
        for own, name in enumerate(game.types[i]):
            value, sample = 0.0, np.zeros(matches)
            for n, pair in enumerate(game.type_pairs):
                if pair[i] == own:
                    chance = float(game.prior[1 - i][pair[1 - i]])
                    value += chance * float(profile.value()[i, pair[0], pair[1]])
                    sample += chance * cell.payoffs[n, :, i]
            error = float(sample.std(ddof=1) / np.sqrt(matches))
            beyond = float(sample.mean()) - value
            found.append(Earned(rival, game.players[i], name, beyond, error))
    return found


@pytest.mark.parametrize("seed", [2, 5])
def test_no_rival_earns_more_than_the_exact_certificate_says(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=4)
    profile = Logit(4.0, 21, 4).profile(game)
    certificate = certify(game, profile, profile.value())
    assert certificate.exact is not None
    most = -np.inf
    for one in earned_against(profile, "logit_follower", RIVALS, MATCHES):
        beyond = one.beyond - certificate.exact.at_start[one.player][one.player_type]
        most = max(most, beyond)
        assert beyond <= 4.0 * one.error + 0.01, one
    assert most > -2.0  # somebody comes near: the bound is no empty one


@pytest.mark.parametrize(
    ("follower", "concept"),
    [
        ("logit_follower", Logit(2.0, grid=7, offers=12)),
        ("perfect_bayesian_follower", PerfectBayesian(precision=4.0, grid=7, offers=8)),
    ],
)
def test_nobody_on_the_shelf_beats_it_in_five_rounds(
    follower: str, concept: Logit | PerfectBayesian
) -> None:
    """Learners and the follower of subgame perfection among them; they may offer any package."""
    game = five_rounds_game()
    profile = concept.by_stages(game) if isinstance(concept, Logit) else concept.profile(game)
    certificate = certify(game, profile, profile.value())
    rivals = [*RIVALS, *LEARNERS, "subgame_perfect_follower"]
    found = earned_against(profile, follower, rivals, 2 * CAREER)
    for one in found:
        gain = certificate.at_start_busd[one.player][one.player_type]
        allowed = gain + certificate.grid_error_busd + certificate.any_package_busd
        assert one.beyond <= allowed + 4.0 * one.error, one
    assert max(one.beyond for one in found) > -3.0  # somebody comes near
