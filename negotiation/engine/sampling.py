"""Many plays at once under one profile, to see whether play is what was solved.

All matches go through the stages together, and the profile is asked once for each distinct public
node (`results.many_nodes`). The draws are those of `matches.play`: match m of a seed takes the same
actions here and there.

Source: the common random numbers are Salmon et al.'s (2011) streams; see `foundations.streams`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import NegotiationError
from ..foundations.records import record
from ..foundations.streams import many_uniforms
from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..game.stages import ACCEPT, END, NO_OFFER, StageKind
from ..results.many_nodes import mixed_actions_at, posteriors
from ..results.profile import Profile

_CELLS = 2**21
"""How many probabilities are laid out at a time while drawing."""


@record
class Sample:
    """What became of many matches. Axes: ``n`` match, ``t`` stage, ``r`` round, ``i`` player."""

    types: NDArray[np.int64]
    """The types that played [n, i]."""
    payoffs: NDArray[np.float64]
    """What the talks paid [n, i], $bn."""
    actions: NDArray[np.int64]
    """The action taken at each stage [n, t], nature's included; -1 where the stage was not met."""
    ending_round: NDArray[np.int64]
    """The round in which the talks ended [n]."""
    package: NDArray[np.int64]
    """The package agreed [n]; -1 without agreement."""
    beliefs: NDArray[np.float64]
    """The public probability of each player's second type as each round begins [n, r, i].

    0 where a player has one type only; from the end of the talks on it stays what it was.
    """
    last_belief: NDArray[np.float64]
    """The same after the last action [n, i]."""


def sample(
    profile: Profile,
    matches: int,
    *,
    seed: int,
    first: int = 0,
    types: TypePair | None = None,
    belief: Belief | None = None,
) -> Sample:
    """Return what becomes of ``matches`` matches, numbered from ``first``, under a known profile.

    ``types`` are drawn from the prior by default, as `play` draws them; the public belief starts at
    the prior. Raises ``NegotiationError`` for a player with more than two types.
    """
    game = profile.game
    if max(map(len, game.types)) > 2:
        raise NegotiationError(f"{game.name}: a sample takes at most two types a player")
    stages = len(game.stages)
    draws = many_uniforms(seed, range(first, first + matches), stages + 2)
    start = Belief.prior(game) if belief is None else belief
    plays = _Plays(
        profile, _types(game, draws[:, stages:]) if types is None else types, start, draws
    )
    begun: list[NDArray[np.float64]] = []
    for t, stage in enumerate(game.stages):
        while len(begun) <= stage.round_index:
            begun.append(plays.beliefs.copy())
        plays.advance(t)
    return Sample(
        types=plays.types,
        payoffs=plays.payoffs,
        actions=plays.actions,
        ending_round=plays.ending_round,
        package=np.where(plays.agreed, plays.package, -1),
        beliefs=np.stack(begun, axis=1),
        last_belief=plays.beliefs,
    )


def _types(game: Game, draws: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the type pairs [n, i] that draws [n, i] select from the prior."""
    rows = np.zeros(len(draws), dtype=np.int64)
    return np.stack(
        [_drawn(np.asarray(game.prior[i])[None], rows, draws[:, i]) for i in (0, 1)], axis=1
    )


def _drawn(
    table: NDArray[np.float64], row_of: NDArray[np.int64], draws: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the columns [n] that draws [n] select from rows of a table [row, k].

    The rule is that of `MixedAction.draw`, for columns in rising order of the action.
    """
    reached = np.cumsum(table, axis=1)
    last = table.shape[1] - 1 - np.argmax(table[:, ::-1] > 0.0, axis=1)
    found = np.empty(draws.size, dtype=np.int64)
    at_once = max(1, _CELLS // table.shape[1])
    for begin in range(0, draws.size, at_once):
        part = slice(begin, begin + at_once)
        found[part] = (reached[row_of[part]] <= draws[part, None]).sum(axis=1)
    return np.asarray(np.minimum(found, last[row_of]))


class _Plays:
    """Many matches of one game, advanced a stage at a time."""

    def __init__(
        self,
        profile: Profile,
        types: NDArray[np.int64] | TypePair,
        belief: Belief,
        draws: NDArray[np.float64],
    ) -> None:
        game, count = profile.game, len(draws)
        self.game, self.profile, self.draws = game, profile, draws
        self.types = np.array(np.broadcast_to(np.asarray(types, dtype=np.int64), (count, 2)))
        self.beliefs = np.tile(belief.second_types(), (count, 1))
        self.stage = np.zeros(count, dtype=np.int64)
        self.state = np.full(count, game.initial_state, dtype=np.int64)
        self.package = np.full(count, -1, dtype=np.int64)
        self.agreed = np.zeros(count, dtype=bool)
        self.payoffs = np.zeros((count, 2))
        self.actions = np.full((count, len(game.stages)), -1, dtype=np.int64)
        self.ending_round = np.zeros(count, dtype=np.int64)

    def advance(self, t: int) -> None:
        """Let everyone whose talks stand at stage ``t`` act."""
        here = np.flatnonzero(self.stage == t)
        if here.size == 0:
            return
        actions = self._nature(t, here) if self.game.stages[t].mover is None else self._act(t, here)
        self.actions[here, t] = actions
        self.ending_round[here] = self.game.stages[t].round_index
        offered = (self.game.stages[t].kind is StageKind.OFFER) & (actions != NO_OFFER)
        self.package[here[offered]] = actions[offered] - 1
        self.stage[here[offered]] = t + 1
        self._follow(t, here[~offered], actions[~offered])

    def _nature(self, t: int, here: NDArray[np.int64]) -> NDArray[np.int64]:
        stage = self.game.stages[t]
        if stage.chance_if_sure is None:
            assert stage.chance is not None
            return _drawn(stage.chance, self.state[here], self.draws[here, t])
        first, second = (self._chances(i, here) for i in (0, 1))
        table = stage.chance_at_nodes(self.state[here], first, second)
        return _drawn(table, np.arange(here.size), self.draws[here, t])

    def _chances(self, player: int, here: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the public probability of each of a player's types [n, type]."""
        second = self.beliefs[here, player]
        if len(self.game.types[player]) == 1:
            return np.ones((here.size, 1))
        return np.stack([1.0 - second, second], axis=1)

    def _act(self, t: int, here: NDArray[np.int64]) -> NDArray[np.int64]:
        stage = self.game.stages[t]
        mover = stage.mover
        assert mover is not None
        table, row_of = mixed_actions_at(
            self.profile, t, self.state[here], self.beliefs[here], self.package[here]
        )
        action_of = np.arange(table.shape[2])
        if stage.kind is StageKind.OFFER:
            order = np.argsort(self.profile.menu)
            action_of = np.concatenate([[NO_OFFER], 1 + self.profile.menu[order]])
            table = table[:, :, np.concatenate([[0], 1 + order])]
        types = table.shape[1]
        row = row_of * types + self.types[here, mover]
        column = _drawn(table.reshape(-1, table.shape[2]), row, self.draws[here, t])
        self.beliefs[here] = posteriors(self.beliefs[here], mover, table[row_of, :, column])
        return np.asarray(action_of[column])

    def _follow(self, t: int, here: NDArray[np.int64], actions: NDArray[np.int64]) -> None:
        """Pay for actions that are no offers, and go on to where they lead."""
        stage = self.game.stages[t]
        packages = self.game.packages
        for u, v in self.game.type_pairs:
            mine = (self.types[here] == (u, v)).all(axis=1)
            who, what = here[mine], actions[mine]
            self.payoffs[who] += stage.total(u, v)[:, self.state[who], what].T
            if stage.kind is StageKind.ANSWER and packages is not None:
                agreed = who[what == ACCEPT]
                self.agreed[agreed] = True
                for i in (0, 1):
                    worth = packages.values(i, u, v, stage.round_index)
                    self.payoffs[agreed, i] += worth[self.package[agreed]]
        following = stage.next_state[self.state[here], actions]
        self.stage[here] = np.where(following == END, -1, t + np.asarray(stage.stride)[actions])
        self.state[here] = following
