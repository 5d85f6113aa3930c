"""Nobody earns more against a follower of the logit equilibrium than its certificate allows."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation import strategies
from negotiation.engine.seating import seat
from negotiation.engine.tournament.cell import play_cell
from negotiation.equilibria.certificates.private import certify
from negotiation.equilibria.logit import Logit
from negotiation.foundations import shelf
from negotiation.results.profile import Profile
from negotiation.strategies.strategy import Strategy
from tests.generators import random_game

RIVALS = [
    name
    for name, kind in shelf.name_to_class(strategies, Strategy).items()
    if kind.follows is None and not kind.learns
]
MATCHES = 400


@pytest.mark.parametrize("seed", [2, 5])
def test_no_rival_earns_more_than_the_certificate_says(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=4)
    profile = Logit(4.0, 21, 4).profile(game)
    certificate = certify(game, profile, profile.value())
    assert certificate.exact is not None
    profiles: dict[str, Profile] = {"logit": profile}
    most = -np.inf
    for rival in RIVALS:
        for exploiter in (0, 1):
            names = (rival, "logit_follower") if exploiter == 0 else ("logit_follower", rival)
            cell = play_cell(game, seat(game, names, None, profiles), seed=seed, matches=MATCHES)
            for own, name in enumerate(game.types[exploiter]):
                value, earned, error = 0.0, 0.0, 0.0
                for n, pair in enumerate(game.type_pairs):
                    if pair[exploiter] != own:
                        continue
                    chance = float(game.prior[1 - exploiter][pair[1 - exploiter]])
                    paid = cell.payoffs[n, :, exploiter]
                    value += chance * float(profile.value()[exploiter, pair[0], pair[1]])
                    earned += chance * float(paid.mean())
                    error += chance * float(paid.std() / np.sqrt(MATCHES))
                allowed = certificate.exact.at_start[game.players[exploiter]][name]
                beyond = earned - value - allowed
                most = max(most, beyond)
                assert beyond <= 4.0 * error + 0.01, (rival, exploiter, name)
    assert most > -2.0  # somebody comes near: the bound is no empty one
