"""The intuitive criterion where the game is too large for its tree.

What `intuitive_criterion` asks at every node of a small game is asked here at the move stages that
sampled talks meet, at exact beliefs, with what follows read from the judge's tables. A violation is
told only if it stands when every payoff after the action is moved up, and when it is moved down, by
twice the difference that a coarser judge makes (once for the action, once for following): an
accident of the grid is not held against a profile.

Source: Cho and Kreps (1987), QJE 102, 179-221, section IV.
Checked by tests/certificates/test_intuitive_on_grid.py: beer and quiche.
"""

from __future__ import annotations

import numpy as np

from ...game.game import Game
from ...game.rules import action_name, legal_actions
from ...game.stages import StageKind
from ...results.profile import Profile
from .continuations import action_worths
from .intuitive_criterion import UNEXPECTED, intuitive_violations
from .private_deviations import Deviations
from .sampled_paths import Met, by_type, positions_met


def intuitive_on_sampled_paths(
    game: Game,
    profile: Profile,
    judged: Deviations,
    rough: Deviations,
    *,
    seed: int,
    matches: int,
    threshold: float = UNEXPECTED,
) -> tuple[tuple[str, ...], int]:
    """Return the violations in words, and how many unexpected actions were judged.

    Movers of two types that both have a positive probability are judged, at the nodes of both
    judges and the profile's own posteriors. ``rough`` is a judge of fewer nodes. Offers and answers
    are not judged.
    """
    found: list[str] = []
    count = 0
    for here, belief in positions_met(game, profile, seed=seed, matches=matches):
        stage = game.stages[here.stage]
        if stage.kind is not StageKind.MOVE or stage.mover is None:
            continue
        about = belief.of[stage.mover]
        if len(about) == 2 and min(about) > 0.0:
            violations, judged_here = _at(game, profile, (judged, rough), (here, belief), threshold)
            first, second = belief.second_types()
            state = game.states.in_words(here.public_state)
            place = (
                f"{game.rounds[stage.round_index].name}, {stage.name}, {state}, "
                f"beliefs {first:.3g} and {second:.3g} in the second types"
            )
            found += [f"{place}: {violation}" for violation in violations]
            count += judged_here
    return tuple(found), count


def _at(
    game: Game,
    profile: Profile,
    judges: tuple[Deviations, Deviations],
    met: Met,
    threshold: float,
) -> tuple[list[str], int]:
    """Return the violations at one information set that no reading error explains."""
    here, belief = met
    mover = game.stages[here.stage].mover
    assert mover is not None
    actions = legal_actions(game, here).tolist()
    chances = np.array(
        [[one.probability(k) for k in actions] for one in by_type(game, profile, here, belief)]
    )
    believed = np.array([belief.updated(mover, row).of[mover][1] for row in chances.T.tolist()])
    nodes = [judge.axes[mover].chances for judge in judges]
    posteriors = np.unique(np.concatenate([*nodes, believed, [0.0, 1.0]]))
    worth = np.stack(
        [action_worths(game, judges, here, k, belief, posteriors) for k in actions], axis=2
    )  # [d, type, k, posterior]
    own = np.searchsorted(posteriors, believed)
    at_own = worth[:, :, np.arange(len(actions)), own]
    following = (chances * at_own).sum(axis=-1)  # [d, type]
    # What the criterion reads: the best over beliefs, the certain ones, and following.
    read = np.concatenate(
        [worth.max(axis=-1), worth[..., 0], worth[..., -1], following[..., None]], axis=-1
    )
    error = float(np.abs(read[0] - read[1]).max())
    names = [action_name(game, here, k) for k in actions]
    unexpected = np.flatnonzero((chances < threshold).all(axis=0)).tolist()
    found: list[str] = []
    for k in unexpected:
        told = [
            intuitive_violations(
                worth[0][:, [k]] + shift,
                chances[:, [k]],
                posteriors,
                (game.types[mover], [names[k]]),
                believed=believed[[k]],
                following=following[0],
                threshold=threshold,
            )
            for shift in (0.0, -2.0 * error, 2.0 * error)
        ]
        if all(told):
            found += told[0]
    return found, len(unexpected)
