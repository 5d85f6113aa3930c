"""Certifying a profile under private information, with everything that a reader should know."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...results.private_certificate import PrivateCertificate
from ...results.profile import Profile
from ...results.solution import Certificate
from .every_package import every_package
from .private_deviations import private_deviations

_METHOD = (
    "each type's best plan for the whole talks against the profile, by backward induction over "
    "stages, public states, packages of the menu and a belief grid of the judge's own"
)
_OFF_PATH = (
    "every action of the menu has a positive probability, so that Bayes' rule holds everywhere; an "
    "offer outside the menu is expected of neither type and leaves the belief as it is"
)


def certify(
    game: Game,
    profile: Profile,
    claimed: NDArray[np.float64],
    *,
    nodes: int = 9,
    seed: int = 0,
    matches: int = 20,
) -> PrivateCertificate:
    """Return the certificate of a profile that claims values [i, u, v] at the prior, $bn."""
    judged = private_deviations(game, profile, nodes)
    start = judged.at_start(game)
    one, other = game.prior
    expected = np.zeros((2, 2))
    expected[0, : len(one)] = claimed[0] @ other
    expected[1, : len(other)] = claimed[1].T @ one
    kinds = [(i, own) for i in (0, 1) for own in range(len(game.types[i]))]
    offers = every_package(game, profile, judged, seed=seed, matches=matches)
    return PrivateCertificate(
        at_start_busd={
            player: {
                name: max(0.0, float(start[1, i, own] - start[0, i, own]))
                for own, name in enumerate(game.types[i])
            }
            for i, player in enumerate(game.players)
        },
        anywhere_busd=judged.worst,
        where=judged.where,
        nodes=judged.nodes,
        interpolation_error_busd=max(
            float(abs(start[0, i, own] - expected[i, own])) for i, own in kinds
        ),
        any_package_busd=offers.gain,
        packages_tried=offers.tried,
        method=_METHOD,
        off_path_beliefs=_OFF_PATH,
    )


def in_brief(certificate: PrivateCertificate) -> Certificate:
    """Return the certificate of a case: the most that any type gains by another plan."""
    gains = {
        f"{player} {name}": gain
        for player, by_type in certificate.at_start_busd.items()
        for name, gain in by_type.items()
    }
    who = max(gains, key=lambda name: gains[name])
    return Certificate(
        max_gain_busd=gains[who],
        method=certificate.method,
        where=f"at the start, {who}",
        checked=certificate.nodes,
    )
