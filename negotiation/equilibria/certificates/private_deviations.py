r"""The certificate of a profile under private information.

The public belief moves by Bayes' rule from the profile itself, so that a deviation does not change
how it moves after an action. A type's best reply therefore solves a dynamic program over stage,
public state, package on the table and the pair of beliefs. For type $\theta$ of player $i$,
$U_{i\theta}$ is what following earns from a node on and $B_{i\theta}$ what the best plan earns
against the other's part of the profile, both expected over the other's type with the public belief.
The certificate is $B - U$: at the start, and the largest at any node, on and off the path.

It asks the profile for mixed actions at exact beliefs on a grid of its own and reads its own tables
in its own way (`belief_tables`); the solver's values are not used.

Source: Fudenberg and Tirole (1991), chapter 8.2; the beliefs are those of a multi-stage game with
observed actions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...game.stages import ACCEPT, NO_OFFER, Stage, StageKind
from ...results.profile import Profile
from .belief_tables import Belief, Beliefs

Table = NDArray[np.float64]
"""Following and best plan [f, i, own type, s + 1, b0, b1]; the last public state is the end."""


@dataclass(frozen=True)
class Deviations:
    """Values of following and of best plans."""

    axes: tuple[Beliefs, Beliefs]
    """The judge's belief axes."""
    tables: list[Table]
    """At the start of each stage, and at the end [t]."""
    worst: float
    """The largest gain at any node."""
    where: str
    """Its place."""
    nodes: int
    """Nodes examined."""

    def at_start(self, game: Game) -> NDArray[np.float64]:
        """Return following and best plan at the prior [f, i, own type]."""
        first, second = self.axes
        return self.tables[0][..., game.initial_state, first.prior, second.prior]


def private_deviations(game: Game, profile: Profile, nodes: int = 9) -> Deviations:
    """Return values of following and best plans on ``nodes`` beliefs about each player."""
    return _Judge(game, profile, nodes).judged()


class _Judge:
    def __init__(self, game: Game, profile: Profile, nodes: int) -> None:
        self.game, self.profile = game, profile
        first, second = (
            Beliefs.around(float(prior[1]) if len(prior) == 2 else 0.0, nodes)
            for prior in game.prior
        )
        self.axes = first, second
        shape = (2, 2, 2, game.states.count + 1, first.chances.size, second.chances.size)
        self.tables = [np.zeros(shape)] * (len(game.stages) + 1)
        self.worst, self.where, self.nodes = 0.0, "nowhere", 0

    def judged(self) -> Deviations:
        reached = _reached(self.game)
        for t in range(len(self.game.stages) - 1, -1, -1):
            stage = self.game.stages[t]
            if stage.kind is StageKind.ANSWER:
                continue  # judged with the offer before it
            self.tables[t] = np.zeros_like(self.tables[-1])
            for s in sorted(reached[t]):
                if stage.kind is StageKind.CHANCE:
                    found = self._nature(stage, t, s)
                elif stage.kind is StageKind.OFFER:
                    found = self._offer(t, s)
                else:
                    found = self._move(t, s)
                self.tables[t][..., s, :, :] = found
        return Deviations(self.axes, self.tables, self.worst, self.where, self.nodes)

    def _nature(self, stage: Stage, t: int, s: int) -> NDArray[np.float64]:
        first, second = (
            np.stack([1.0 - axis.chances, axis.chances], axis=1)[:, : len(names)]
            for axis, names in zip(self.axes, self.game.types, strict=True)
        )
        total = np.zeros(self.tables[t][..., s, :, :].shape)
        grid = np.indices((len(first), len(second))).reshape(2, -1)
        states = np.full(grid.shape[1], s)
        chances = stage.chance_at_nodes(states, first[grid[0]], second[grid[1]])
        for k in np.flatnonzero(stage.legal[s]):
            after = self._after(stage, t, s, int(k))
            paid = self._expected(self._paid(stage, s, int(k)))
            total += chances[:, k].reshape(total.shape[-2:]) * (paid + after)
        return total

    def _move(self, t: int, s: int) -> NDArray[np.float64]:
        stage = self.game.stages[t]
        mover = stage.mover
        assert mover is not None
        sigma = self._asked(t, s)  # [j, m, type, k]
        legal = [int(k) for k in np.flatnonzero(stage.legal[s])]
        worths, beliefs = [], []
        for k in legal:
            belief = self.axes[mover].posterior(sigma[:, :, 0, k], sigma[:, :, -1, k])
            after = self._own(mover, self._after(stage, t, s, k))
            worths.append(self._with_pay(mover, self._paid(stage, s, k), belief, after))
            beliefs.append(belief)
        found = self._chosen(mover, worths, beliefs, sigma[..., legal])
        self._note(mover, found, t, s)
        return self._back(mover, found)

    def _offer(self, t: int, s: int) -> NDArray[np.float64]:
        stage, answer = self.game.stages[t], self.game.stages[t + 1]
        proposer = stage.mover
        assert proposer is not None
        sigma = self._asked(t, s)  # [j, m, type, 1 + q]
        replies = self._asked(t + 1, s)  # [j, m, q, type, answer]
        passing = self._own(proposer, self._after(stage, t, s, NO_OFFER))
        belief = self.axes[proposer].posterior(sigma[:, :, 0, 0], sigma[:, :, -1, 0])
        worths = [self._with_pay(proposer, self._paid(stage, s, NO_OFFER), belief, passing)]
        beliefs = [belief]
        for q, package in enumerate(self.profile.menu):
            at_answer = self._answered(t + 1, s, int(package), replies[:, :, q])
            self._note(1 - proposer, self._own(1 - proposer, at_answer), t + 1, s)
            belief = self.axes[proposer].posterior(sigma[:, :, 0, 1 + q], sigma[:, :, -1, 1 + q])
            worths.append(belief.read(self._own(proposer, at_answer)))
            beliefs.append(belief)
        del answer
        found = self._chosen(proposer, worths, beliefs, sigma)
        self._note(proposer, found, t, s)
        return self._back(proposer, found)

    def _answered(
        self, t: int, s: int, package: int, sigma: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the values with one package on the table [f, i, own, b0, b1]."""
        stage = self.game.stages[t]
        answerer = stage.mover
        assert answerer is not None
        legal = [int(k) for k in np.flatnonzero(stage.legal[s])]
        worths, beliefs = [], []
        for k in legal:
            paid = self._paid(stage, s, k)
            if k == ACCEPT:
                paid = paid + self._worth(stage, package)
            belief = self.axes[answerer].posterior(sigma[:, :, 0, k], sigma[:, :, -1, k])
            after = self._own(answerer, self._after(stage, t, s, k))
            worths.append(self._with_pay(answerer, paid, belief, after))
            beliefs.append(belief)
        return self._back(answerer, self._chosen(answerer, worths, beliefs, sigma[..., legal]))

    def _chosen(
        self,
        mover: int,
        worths: list[NDArray[np.float64]],
        beliefs: list[Belief],
        sigma: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return values [f, i, own, j, m] from those of the actions [f, i, own, j, m] each."""
        stacked = np.stack(worths)  # [k, f, i, own, j, m]
        found = np.empty(stacked.shape[1:])
        weight = np.stack([belief.weight for belief in beliefs])
        other = 1 - mover
        found[:, other] = (stacked[:, :, other] * weight[:, None, None]).sum(axis=0)
        chances = np.moveaxis(sigma, (2, 3), (1, 0))[:, [0, -1]]  # [k, type, j, m]
        found[0, mover] = (stacked[:, 0, mover] * chances).sum(axis=0)
        found[1, mover] = stacked[:, 1, mover].max(axis=0)
        return found

    def _with_pay(
        self,
        mover: int,
        paid: NDArray[np.float64],
        belief: Belief,
        after: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return an action's payoff now plus what follows [f, i, own, j, m].

        ``paid`` [i, u, v]; each player expects over the other's type: the mover's after the action.
        """
        found = belief.read(after)
        about_other = self.axes[1 - mover].chances[:, None]
        by_type = paid if mover == 0 else paid.swapaxes(1, 2)  # [i, mover's, other's]
        mine, theirs = by_type[mover], by_type[1 - mover]
        for own in range(2):
            found[:, mover, own] += (1.0 - about_other) * mine[own, 0] + about_other * mine[own, 1]
            found[:, 1 - mover, own] += (1.0 - belief.chances) * theirs[0, own]
            found[:, 1 - mover, own] += belief.chances * theirs[1, own]
        return found

    def _expected(self, paid: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a payment [i, u, v] as each type expects it [i, own, b0, b1]."""
        first, second = self.axes[0].chances[:, None], self.axes[1].chances[None, :]
        found = np.empty((2, 2, first.size, second.size))
        for own in range(2):
            found[0, own] = (1.0 - second) * paid[0, own, 0] + second * paid[0, own, 1]
            found[1, own] = (1.0 - first) * paid[1, 0, own] + first * paid[1, 1, own]
        return found

    def _paid(self, stage: Stage, s: int, k: int) -> NDArray[np.float64]:
        """Return what an action pays at once [i, u, v], a single type twice."""
        table = stage.payoff[..., s, k].sum(axis=0)
        rows, columns = (np.arange(2) % size for size in table.shape[1:])
        return np.asarray(table[:, rows][:, :, columns])

    def _worth(self, stage: Stage, package: int) -> NDArray[np.float64]:
        table = self.game.packages
        assert table is not None
        first, second = (np.arange(2) % len(names) for names in self.game.types)
        found = np.empty((2, 2, 2))
        for u, v in np.ndindex(2, 2):
            parts = table.parts(
                package, int(first[u]), int(second[v]), stage.round_index, len(self.game.parts)
            )
            found[:, u, v] = parts.sum(axis=0)
        return found

    def _after(self, stage: Stage, t: int, s: int, k: int) -> NDArray[np.float64]:
        return self.tables[t + stage.stride[k]][..., stage.next_state[s, k], :, :]

    def _asked(self, t: int, s: int) -> NDArray[np.float64]:
        """Return the profile's mixed actions at all nodes [j, m, ..]."""
        mover = self.game.stages[t].mover
        assert mover is not None
        others, own = self.axes[1 - mover].chances, self.axes[mover].chances
        beliefs = np.empty((others.size, own.size, 2))
        beliefs[..., mover], beliefs[..., 1 - mover] = own[None, :], others[:, None]
        flat = beliefs.reshape(-1, 2)
        found = self.profile.mixed_actions(t, np.full(len(flat), s), flat)
        return found.reshape(others.size, own.size, *found.shape[1:])

    def _own(self, mover: int, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a table [.., b0, b1] with the mover's belief last; `_back` undoes it."""
        return table if mover == 1 else table.swapaxes(-1, -2)

    _back = _own

    def _note(self, mover: int, found: NDArray[np.float64], t: int, s: int) -> None:
        gains = found[1, mover] - found[0, mover]
        kinds = len(self.game.types[mover])
        self.nodes += gains[:kinds].size
        if gains[:kinds].max() > self.worst:
            self.worst = float(gains[:kinds].max())
            own, j, m = np.unravel_index(int(gains[:kinds].argmax()), gains[:kinds].shape)
            stage = self.game.stages[t]
            state = ", ".join(f"{n} {x}" for n, x in self.game.states.describe(s).items())
            self.where = (
                f"{self.game.rounds[stage.round_index].name}, {stage.name}, {state}, "
                f"{self.game.players[mover]} {self.game.types[mover][own]}, beliefs "
                f"{self.axes[mover].chances[m]:.3f} about it and "
                f"{self.axes[1 - mover].chances[j]:.3f} about the other"
            )


def _reached(game: Game) -> list[set[int]]:
    """Return the public states that play can reach at each stage [t]."""
    found: list[set[int]] = [set() for _ in range(len(game.stages) + 1)]
    found[0].add(game.initial_state)
    for t, stage in enumerate(game.stages):
        for s in found[t]:
            for k in np.flatnonzero(stage.legal[s]):
                state, following = int(stage.next_state[s, k]), t + stage.stride[k]
                if state >= 0 and following <= len(game.stages):
                    found[following].add(state)
            if stage.kind is StageKind.OFFER:
                found[t + 1].add(s)
    return found
