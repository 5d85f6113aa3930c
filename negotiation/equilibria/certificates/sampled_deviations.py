r"""Deviating once, wherever the talks really go.

Talks are played from the prior. At every information set that they meet, each type of the mover
that is still thought possible tries every action once; from then on all follow the profile. A
proposer tries the packages of the menu (`every_package` tries the others). What follows an action
is worth what the judge's tables say (`private_deviations`) at the exact belief that the action
leaves; following is worth the same sum over the profile's own mixed action. The gain of action $a$
to type $\theta$ is

$$ w_\theta(a) - \sum_k \sigma_\theta(k) \, w_\theta(k). $$

An offer outside the menu is expected of neither type and leaves the belief as it is, and so does
any other action that no type in the belief's support takes. Beliefs on the path are exact, so that
the only error is that of reading the tables: it is measured by the change that a coarser judge
makes to the largest gain of an information set. That is a measure and no bound: near sure beliefs
values may bend within a space that both grids step over.

Source: Fudenberg and Tirole (1991), theorem 4.1. A best plan gains at least as much.
Checked by tests/certificates/test_sampled_deviations.py against the exact tree.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.game import Game
from ...game.rules import Position, action_name, legal_actions
from ...game.stages import NO_OFFER, StageKind
from ...results.profile import Profile
from ...results.sampled_deviations import SampledDeviations
from .continuations import action_worths, offer_worths
from .private_deviations import Deviations
from .sampled_paths import Met, by_type, positions_met


def sampled_deviations(
    game: Game,
    profile: Profile,
    judged: Deviations,
    rough: Deviations,
    *,
    seed: int,
    matches: int,
) -> SampledDeviations:
    """Return the largest gain from one deviation on the paths of some matches.

    ``rough`` is a judge of fewer nodes, from which the error is measured.
    """
    gain, where, there, error, sets, tried = 0.0, "nowhere", 0.0, 0.0, 0, 0
    kinds: dict[str, float] = {}
    for here, belief in positions_met(game, profile, seed=seed, matches=matches):
        stage = game.stages[here.stage]
        assert stage.mover is not None
        actions, gains = gains_at(game, profile, (judged, rough), (here, belief), profile.menu)
        for own, chance in enumerate(belief.of[stage.mover]):
            if chance <= 0.0:
                continue
            best, other = map(float, gains[:, own].max(axis=-1))
            sets, tried = sets + 1, tried + actions.size
            error = max(error, abs(best - other))
            kinds[stage.kind.value] = max(kinds.get(stage.kind.value, 0.0), best)
            if best > gain:
                action = int(actions[gains[0, own].argmax()])
                gain, there = best, abs(best - other)
                where = place_of(game, here, belief, own, action)
    return SampledDeviations(
        max_gain_busd=gain,
        where=where,
        error_there_busd=there,
        error_busd=error,
        by_kind_busd=kinds,
        information_sets=sets,
        tried=tried,
        matches=matches,
    )


def gains_at(
    game: Game,
    profile: Profile,
    judges: Sequence[Deviations],
    met: Met,
    offered: NDArray[np.int64] | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the actions [k] open somewhere, and what each gains its types [d, own, k], $bn.

    d counts the ``judges``; what a type may not do gains it minus infinity. At an offer stage the
    actions are no offer and the packages ``offered``, which hold the menu: by default all.
    """
    here, belief = met
    mover = game.stages[here.stage].mover
    assert mover is not None
    actions = legal_actions(game, here)
    if offered is not None and game.stages[here.stage].kind is StageKind.OFFER:
        actions = actions[(actions == NO_OFFER) | np.isin(actions - 1, offered)]
    mixed = by_type(game, profile, here, belief)
    sigma = np.zeros((len(mixed), len(actions)))
    for row, one in zip(sigma, mixed, strict=True):
        row[np.searchsorted(actions, one.actions)] = one.probabilities
    worths = np.empty((len(judges), *sigma.shape))
    on_table = (game.stages[here.stage].kind is StageKind.OFFER) & (actions != NO_OFFER)
    expected = sigma.any(axis=0)
    # What is expected of no type leaves the belief: most packages, so all of those at once.
    groups = [(np.flatnonzero(on_table & ~expected), belief)]
    for k in np.flatnonzero(expected | ~on_table).tolist():
        after = belief.updated(mover, sigma[:, k].tolist())
        if on_table[k]:
            groups.append((np.array([k]), after))
        else:
            second = np.array([after.second_types()[mover]])
            found = action_worths(game, judges, here, int(actions[k]), belief, second)
            worths[..., k] = found[..., 0]
    for ks, after in groups:
        if ks.size:
            packages = actions[ks] - 1
            worths[..., ks] = offer_worths(game, profile, judges, here, packages, after)
    gains = worths - (sigma * worths).sum(axis=-1)[..., None]
    for own in range(len(sigma)):
        gains[:, own, ~np.isin(actions, legal_actions(game, here, own))] = -np.inf
    return actions, gains


def place_of(game: Game, here: Position, belief: Belief, own: int, action: int) -> str:
    """Return an information set and an action in words."""
    stage = game.stages[here.stage]
    assert stage.mover is not None
    words = [game.rounds[stage.round_index].name, stage.name]
    words.append(game.states.in_words(here.public_state))
    if here.package is not None and game.packages is not None:
        words += [f"{n} {x}" for n, x in game.packages.terms(here.package).items()]
    first, second = belief.second_types()
    words.append(f"beliefs {first:.3g} and {second:.3g} in the second types")
    named = action_name(game, here, action)
    if stage.kind is StageKind.OFFER and action != NO_OFFER:
        assert game.packages is not None
        terms = game.packages.terms(action - 1)
        named += " of " + ", ".join(f"{n} {x}" for n, x in terms.items())
    who = f"{game.players[stage.mover]} {game.types[stage.mover][own]}"
    return f"{', '.join(words)}: {who} by {named}"
