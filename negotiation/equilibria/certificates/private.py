"""Certifying a profile under private information, with everything that a reader should know.

Every game is judged on a belief grid (`private_deviations`), and offers outside the menu are tried
(`every_package`). Where the whole tree is small it is examined node by node (`explicit_tree`), else
deviations are tried once on sampled paths (`sampled_deviations`). The intuitive criterion is asked
on the tree where that is possible, else on the grid.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game, TypePair
from ...results.case import Certificate
from ...results.private_certificate import PrivateCertificate
from ...results.profile import Profile
from .continuations import halving_error
from .every_package import every_package
from .explicit_tree import (
    ExplicitTree,
    TreeTooLarge,
    by_own_type,
    exact_certificate,
    explicit_tree,
)
from .followed_play import followed_play
from .intuitive_criterion import intuitive_on_path
from .intuitive_on_grid import intuitive_on_sampled_paths
from .logit_residual import logit_residual
from .own_accuracy import precision, residual, unsolved
from .private_deviations import on_two_grids
from .sampled_deviations import sampled_deviations

SMALL = 3_000
"""A tree of at most so many nodes is examined whole: a second or so of work."""

MATCHES = 8
"""How many talks are sampled by default for moves, answers and offers of the menu."""

OFFER_MATCHES = 4
"""The same for offers outside the menu: where there are 8,000 packages they cost the most."""

_METHOD = (
    "each type's best plan for the whole talks against the profile, by backward induction over "
    "stages, public states, packages of the menu and a belief grid of the certificate's own"
)
_OFF_PATH = (
    "every action of the menu has a positive probability, so that Bayes' rule holds everywhere; an "
    "offer outside the menu is expected of neither type and leaves the belief as it is"
)
_ON_TREE = "at every move stage that play from the prior reaches, on the game's tree"
_ON_GRID = (
    "at the move stages that {matches} sampled talks meet, on the certificate's own belief grid"
)


def certify(
    game: Game,
    profile: Profile,
    claimed: NDArray[np.float64],
    *,
    nodes: int = 9,
    seed: int = 0,
    matches: int = MATCHES,
    offer_matches: int = OFFER_MATCHES,
    small: int = SMALL,
) -> PrivateCertificate:
    """Return the certificate of a profile that claims values [i, u, v] at the prior, $bn.

    ``nodes``, an odd number, are those of a belief axis of the judge, who is doubted by one of half
    as many. Single deviations are tried where ``matches`` talks go, and offers outside the menu
    where the first ``offer_matches`` do: more of them find more. A game of at most ``small`` nodes,
    by default as many as take a second or so, is examined exactly.
    """
    judged, rough = on_two_grids(game, profile, nodes)
    start = judged.at_start(game)
    expected = by_own_type(game, claimed)
    kinds = [(i, own) for i in (0, 1) for own in range(len(game.types[i]))]
    offers = every_package(game, profile, judged, seed=seed, matches=offer_matches)
    tree = _tree(game, profile, small)
    intuitive = None if tree is None else _intuitive_on(tree, profile, small)
    how = _ON_TREE
    if intuitive is None:
        how = _ON_GRID.format(matches=matches)
        intuitive = intuitive_on_sampled_paths(
            game, profile, judged, rough, seed=seed, matches=matches
        )
    violations, unexpected = intuitive
    sharp = precision(profile)
    return PrivateCertificate(
        at_start_busd={
            player: {
                name: max(0.0, float(start[1, i, own] - start[0, i, own]))
                for own, name in enumerate(game.types[i])
            }
            for i, player in enumerate(game.players)
        },
        grid_error_busd=halving_error(game, judged, rough)[0],
        anywhere_busd=judged.worst,
        where=judged.where,
        nodes=judged.nodes,
        interpolation_error_busd=max(
            float(abs(start[0, i, own] - expected[i][own])) for i, own in kinds
        ),
        followed=followed_play(game, profile, seed=seed),
        exact=None
        if tree is None
        else exact_certificate(
            game,
            profile,
            claimed=claimed,
            tree=tree,
            intuitive=violations,
            log_odds=None if sharp is None else logit_residual(tree, sharp, profile.menu),
        ),
        sampled=None
        if tree is not None
        else sampled_deviations(game, profile, judged, rough, seed=seed, matches=matches),
        any_package_busd=offers.gain,
        any_package_where=offers.where,
        packages_tried=offers.tried,
        residual=residual(profile),
        unsolved=unsolved(profile),
        method=_METHOD,
        off_path_beliefs=_OFF_PATH,
        intuitive=violations,
        intuitive_method=how,
        unexpected_actions=unexpected,
    )


def _tree(game: Game, profile: Profile, small: int) -> ExplicitTree | None:
    """Return the tree of a small game."""
    try:
        return explicit_tree(game, profile, node_limit=small)
    except TreeTooLarge:
        return None


def _intuitive_on(
    tree: ExplicitTree, profile: Profile, small: int
) -> tuple[tuple[str, ...], int] | None:
    """Return what the tree says of the intuitive criterion, unless what it asks is too much."""
    try:
        return intuitive_on_path(tree.game, profile, tree=tree, node_limit=small)
    except TreeTooLarge:
        return None


def in_brief(
    certificate: PrivateCertificate, game: Game | None = None, pair: TypePair | None = None
) -> Certificate:
    """Return the certificate of a case: the most that a type gains by another plan.

    Exactly where the game is small, else on the judge's grid. With a game given, only types count
    that its prior allows; with a ``pair`` of types, only those two.
    """
    exact = certificate.exact
    at_start = certificate.at_start_busd if exact is None else exact.at_start
    gains = {
        f"{player} {name}": gain
        for player, by_type in at_start.items()
        for name, gain in by_type.items()
        if game is None or _counts(game, pair, player, name)
    }
    who = max(gains, key=lambda name: gains[name])
    return Certificate(
        max_gain_busd=gains[who],
        method=certificate.method if exact is None else exact.method,
        where=f"at the start, {who}",
        checked=certificate.nodes if exact is None else exact.checked,
    )


def _counts(game: Game, pair: TypePair | None, player: str, name: str) -> bool:
    """Return whether a type plays: one of the pair, or any that the prior allows."""
    if pair is not None:
        return game.type_names(pair)[player] == name
    i = game.player(player)
    return float(game.prior[i][game.types[i].index(name)]) > 0.0
