"""Prospects: what each player gets if the talks end without agreement from some position on.

Nobody offers any more. Nature moves by its chances at the public belief mu; at every move stage,
postures and the last word included, the mover of type theta takes the action with the largest
payoff now plus prospect after, expected over mu about the other's type:

    k*(theta, s) in argmax_k sum_tau mu(tau) (payoff[i, theta, tau, s, k] + V[i, theta, tau, s']),

with s' the public state that k leads to.

An answerer takes the best of its refusals. Beliefs stay as they are: without offers nobody learns.
Ties go to the action that is better for the other player, then to the lowest number. With types
known the prospects are the values of backward induction without packages: at an answer stage the
answerer's reservation value, at the start of the talks the disagreement point.

Checked by tests/game/test_prospects.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..foundations.tolerance import TIE
from .beliefs import Belief
from .game import Game, TypePair
from .stages import ACCEPT, NO_OFFER, Stage, StageKind

Prospects = NDArray[np.float64]
"""Payoffs still to come, by player, type pair and public state [i, u, v, s], $bn."""


def without_agreement(game: Game, belief: Belief, since: int = 0) -> tuple[Prospects, ...]:
    """Return the prospects at the start of each stage [t - since], from stage ``since`` on.

    At an answer stage where nothing but accepting is legal they are minus infinity.
    """
    return game.memory.recall(
        (without_agreement, belief, since), lambda: _worked_out(game, [belief], since)[0]
    )


def work_out(game: Game, beliefs: Iterable[Belief], since: int) -> None:
    """Have the game remember the prospects at many beliefs, worked out together."""
    new = [b for b in dict.fromkeys(beliefs) if (without_agreement, b, since) not in game.memory]
    for belief, found in zip(new, _worked_out(game, new, since) if new else (), strict=True):
        game.memory.keep((without_agreement, belief, since), found)


def expected(
    prospects: Prospects, belief: Belief, player: int, player_type: int
) -> NDArray[np.float64]:
    """Return what one type of a player expects in each public state [s]."""
    own = prospects[player]
    by_other = own[player_type] if player == 0 else own[:, player_type]
    return _average(by_other, belief.of[1 - player])


def expected_by_all(prospects: Prospects, belief: Belief, player: int) -> NDArray[np.float64]:
    """Return what the public expects a player to get in each public state [s]."""
    first, second = belief.of
    return _average(np.stack([_average(row, second) for row in prospects[player]]), first)


def paid_at_once(
    game: Game, stage: Stage, state: int, belief: Belief, player: int, player_type: int
) -> NDArray[np.float64]:
    """Return what each action of a stage pays one type of a player at once [k], packages apart."""
    return expected(_to_every_pair(game, stage, state), belief, player, player_type)


def paid_at_once_by_all(
    game: Game, stage: Stage, state: int, belief: Belief, player: int
) -> NDArray[np.float64]:
    """Return what the public expects each action to pay a player at once [k], packages apart."""
    return expected_by_all(_to_every_pair(game, stage, state), belief, player)


def _to_every_pair(game: Game, stage: Stage, state: int) -> NDArray[np.float64]:
    """Return what a stage's actions pay [i, u, v, k], where types do not matter too."""
    paid = stage.totals[..., state, :]
    shape = (2, len(game.types[0]), len(game.types[1]), paid.shape[-1])
    return np.broadcast_to(paid, shape)


def no_deal(
    game: Game, pair: TypePair, belief: Belief, here: tuple[int, int] | None = None
) -> dict[str, float]:
    """Return what the players of a type pair get if nothing is ever agreed, by player, $bn.

    From ``here`` on, a stage and a public state, by default the start of the talks, with ``belief``
    about the types. Empty where there is nothing to agree on, and where an offer cannot be refused.
    """
    if game.packages is None:
        return {}
    stage, state = (0, game.initial_state) if here is None else here
    values = without_agreement(game, belief)[stage][:, pair[0], pair[1], state]
    if not np.isfinite(values).all():
        return {}
    return dict(zip(game.players, map(float, values), strict=True))


def no_deal_by_type(game: Game) -> dict[str, dict[str, float]]:
    """Return what each type has if nothing is ever agreed, at the prior, by player and type, $bn.

    Empty where `no_deal` is.
    """
    prior = Belief.prior(game)
    if not no_deal(game, (0, 0), prior):
        return {}
    start = without_agreement(game, prior)[0]
    return {
        player: {
            name: float(expected(start, prior, i, own)[game.initial_state])
            for own, name in enumerate(game.types[i])
        }
        for i, player in enumerate(game.players)
    }


def _average(values: NDArray[np.float64], chances: tuple[float, ...]) -> NDArray[np.float64]:
    """Return the mean over the first axis; impossible types count nothing, even at infinity."""
    total = np.zeros(values.shape[1:])
    for value, chance in zip(values, chances, strict=True):
        if chance > 0.0:
            total = total + chance * value
    return total


def _worked_out(game: Game, beliefs: Sequence[Belief], since: int) -> list[tuple[Prospects, ...]]:
    """Return the prospects from stage ``since`` on at each of some beliefs [b][t - since]."""
    about = tuple(np.array([belief.of[i] for belief in beliefs]) for i in (0, 1))  # [i][b, type]
    first, second = (len(names) for names in game.types)
    # One more public state, the last, is the end of the game: nothing comes after it.
    end = np.zeros((len(beliefs), 2, first, second, game.states.count + 1))
    values = [end] * (len(game.stages) + 1)
    for t in range(len(game.stages) - 1, since - 1, -1):
        stage = game.stages[t]
        following = [
            values[t + stride][..., stage.next_state[:, k]] for k, stride in enumerate(stage.stride)
        ]
        after = stage.totals + np.stack(following, axis=-1)
        values[t] = np.zeros_like(end)
        values[t][..., :-1] = _worth(stage, after, about, TIE * game.payoff_span)
    found = values[since:-1]
    for table in found:
        table.setflags(write=False)
    return [tuple(table[b, ..., :-1] for table in found) for b in range(len(beliefs))]


def _worth(
    stage: Stage, after: NDArray[np.float64], about: tuple[NDArray[np.float64], ...], tie: float
) -> NDArray[np.float64]:
    """Return the prospects at the start of a stage [b, i, u, v, s].

    ``after``: payoff now plus prospect after, for every action [b, i, u, v, s, k]; ``about``: the
    beliefs about each player [i][b, type].
    """
    if stage.kind is StageKind.CHANCE:
        return np.asarray((after * _chance(stage, about)).sum(axis=-1))
    if stage.kind is StageKind.OFFER:
        return after[..., NO_OFFER]
    legal = stage.legal.copy()
    if stage.kind is StageKind.ANSWER:
        legal[:, ACCEPT] = False
    mover = stage.mover
    assert mover is not None
    by_type = after if mover == 0 else after.swapaxes(2, 3)  # [b, i, theta, tau, s, k]
    means = np.zeros((*by_type.shape[:3], *by_type.shape[4:]))  # [b, i, theta, s, k]
    for tau, chance in enumerate(about[1 - mover].T):
        weight = chance[:, None, None, None, None]
        # An impossible type counts nothing, even at infinity.
        means += np.where(weight > 0.0, by_type[:, :, :, tau], 0.0) * weight
    own = np.where(legal, means[:, mover], -np.inf)
    tied = own >= own.max(axis=-1, keepdims=True) - tie
    others = np.where(tied, means[:, 1 - mover], -np.inf)
    action = np.argmax(others >= others.max(axis=-1, keepdims=True) - tie, axis=-1)  # [b, theta, s]
    chosen = np.take_along_axis(by_type, action[:, None, :, None, :, None], axis=-1)[..., 0]
    chosen = np.where(legal.any(axis=-1), chosen, -np.inf)
    return chosen if mover == 0 else chosen.swapaxes(2, 3)


def _chance(stage: Stage, about: tuple[NDArray[np.float64], ...]) -> NDArray[np.float64]:
    """Return nature's probabilities of what is legal, over the axes [b, i, u, v, s, k]."""
    if stage.chance_if_sure is None:
        assert stage.chance is not None
        return np.where(stage.legal, stage.chance, 0.0)
    count, states = len(about[0]), len(stage.legal)
    nodes = np.tile(np.arange(states), count)
    first, second = (np.repeat(chances, states, axis=0) for chances in about)
    found = stage.chance_at_nodes(nodes, first, second).reshape(count, 1, 1, 1, states, -1)
    return np.where(stage.legal, found, 0.0)
