"""A judge of one grid: following and best plans at a stage, state and every belief of the grid.

What the values are and why is in `private_deviations`, which asks stage by stage.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...game.stages import ACCEPT, END, NO_OFFER, Stage, StageKind
from ...results.profile import Profile
from .belief_tables import Beliefs


@dataclass(frozen=True, slots=True)
class Noted:
    """The largest gain at one stage and public state."""

    gain: float
    """The gain, $bn."""
    nodes: int
    """Among how many nodes: types, packages on the table and pairs of beliefs."""
    stage: int
    """The stage."""
    public_state: int
    """The public state."""
    mover: int
    """Who moves there."""
    own: int
    """Its type."""
    about_other: int
    """The node of the belief about the other player."""
    about_it: int
    """The node of the belief about the mover."""


class Judge:
    """Values of following and of best plans at every stage, state and belief, in the making.

    Public states of a stage are judged several at a time: tables are [f, i, own, s, k, j, m], where
    k counts actions or packages, j the beliefs about the other player and m those about the mover.
    """

    def __init__(
        self, game: Game, profile: Profile, nodes: int, finer: Judge | None = None
    ) -> None:
        """Take the grid of ``nodes`` beliefs, and a ``finer`` one that holds its nodes.

        The finer judge must have judged the states just before: it is asked what the profile does.
        """
        self.game, self.profile, self.finer = game, profile, finer
        first, second = (
            Beliefs.around(float(prior[1]) if len(prior) == 2 else 0.0, nodes)
            for prior in game.prior
        )
        self.axes = first, second
        self.tables = [self.nothing()] * (len(game.stages) + 1)
        self.noted: dict[tuple[int, int], Noted] = {}
        self._asked_last: dict[int, NDArray[np.float64]] = {}  # by stage
        self._worths: dict[tuple[int, int], NDArray[np.float64]] = {}  # by round and regime

    def nothing(self) -> NDArray[np.float64]:
        """Return a table of zeros [f, i, own, s + 1, b0, b1].

        In memory the public states come first: those that play cannot reach take none.
        """
        nodes = self.axes[0].chances.size, self.axes[1].chances.size
        table = np.zeros((self.game.states.count + 1, 2, 2, 2, *nodes))
        return table.transpose(1, 2, 3, 0, 4, 5)

    def judge(self, t: int, states: NDArray[np.int64]) -> None:
        """Write the values at a stage in public states [s] with the same legal actions.

        The values after them are known.
        """
        stage = self.game.stages[t]
        if stage.kind is StageKind.CHANCE:
            found = self._nature(stage, t, states)
        elif stage.kind is StageKind.OFFER:
            found = self._offer(t, states)
        else:
            found = self._move(t, states)
        self.tables[t][..., states, :, :] = found

    def place(self, noted: Noted) -> str:
        """Return where a gain was found, in words."""
        stage, mover = self.game.stages[noted.stage], noted.mover
        state = self.game.states.in_words(noted.public_state)
        return (
            f"{self.game.rounds[stage.round_index].name}, {stage.name}, {state}, "
            f"{self.game.players[mover]} {self.game.types[mover][noted.own]}, beliefs "
            f"{self.axes[mover].chances[noted.about_it]:.3f} about it and "
            f"{self.axes[1 - mover].chances[noted.about_other]:.3f} about the other"
        )

    def _nature(self, stage: Stage, t: int, states: NDArray[np.int64]) -> NDArray[np.float64]:
        first, second = (
            np.stack([1.0 - axis.chances, axis.chances], axis=1)[:, : len(names)]
            for axis, names in zip(self.axes, self.game.types, strict=True)
        )
        size = len(first), len(second)
        grid = np.tile(np.indices(size).reshape(2, -1), states.size)
        everywhere = np.repeat(states, size[0] * size[1])
        chances = stage.chance_at_nodes(everywhere, first[grid[0]], second[grid[1]])
        total = np.zeros((2, 2, 2, states.size, *size))
        for k in np.flatnonzero(stage.legal[states[0]]).tolist():
            paid = self._expected(self._paid(stage, states, k))
            after = self._after(stage, t, states, k)
            total += chances[:, k].reshape(-1, *size) * (paid + after)
        return total

    def _move(self, t: int, states: NDArray[np.int64]) -> NDArray[np.float64]:
        stage = self.game.stages[t]
        mover = stage.mover
        assert mover is not None
        legal = np.flatnonzero(stage.legal[states[0]]).tolist()
        # [type, s, k, j, m]
        chances = self._asked(t, states)[..., legal].transpose(3, 0, 4, 1, 2)
        belief = self.axes[mover].posterior(chances[0], chances[-1])
        after = [self._own(mover, self._after(stage, t, states, k)) for k in legal]
        worths = belief.read(np.stack(after, axis=-3))
        paid = np.stack([self._paid(stage, states, k) for k in legal], axis=-1)
        self._pay(mover, paid, belief.chances, worths)
        open_to = None
        if stage.legal_to is not None:
            rows = np.arange(2) % len(self.game.types[mover])
            open_to = stage.legal_to[rows][:, states][..., legal, None, None]
        found = self._chosen(mover, worths, belief.weight, chances, open_to)
        self._note(mover, found[..., None, :, :], t, states)
        return self._own(mover, found)

    def _offer(self, t: int, states: NDArray[np.int64]) -> NDArray[np.float64]:
        stage = self.game.stages[t]
        proposer = stage.mover
        assert proposer is not None
        chances = self._asked(t, states).transpose(3, 0, 4, 1, 2)  # [type, s, 1 + q, j, m]
        belief = self.axes[proposer].posterior(chances[0], chances[-1])
        after = np.empty((2, 2, 2, *belief.weight.shape))
        after[..., NO_OFFER, :, :] = self._own(proposer, self._after(stage, t, states, NO_OFFER))
        at_answer = self._answered(t + 1, states)
        self._note(1 - proposer, at_answer, t + 1, states)
        # What the answerer has last, the proposer has first.
        after[..., 1:, :, :] = at_answer.swapaxes(-1, -2)
        worths = belief.read(after)
        passing = slice(NO_OFFER, NO_OFFER + 1)  # offers pay nothing at once
        paid = self._paid(stage, states, NO_OFFER)[..., None]
        self._pay(proposer, paid, belief.chances[:, passing], worths[..., passing, :, :])
        found = self._chosen(proposer, worths, belief.weight, chances)
        self._note(proposer, found[..., None, :, :], t, states)
        return self._own(proposer, found)

    def _answered(self, t: int, states: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the values with each package of the menu on the table [f, i, own, s, q, j, m]."""
        stage = self.game.stages[t]
        answerer = stage.mover
        assert answerer is not None
        legal = np.flatnonzero(stage.legal[states[0]]).tolist()
        # [type, s, q, answer, j, m]
        chances = self._asked(t, states)[..., legal].transpose(4, 0, 3, 5, 1, 2)
        belief = self.axes[answerer].posterior(chances[0], chances[-1])
        worths = np.zeros((2, 2, 2, *belief.weight.shape))
        for n, k in enumerate(legal):
            now = belief.of(n)
            if (stage.next_state[states, k] != END).any():
                after = self._own(answerer, self._after(stage, t, states, k))
                worths[..., n, :, :] = now.read(after[..., None, :, :])
            paid = self._paid(stage, states, k)[..., None]
            if k == ACCEPT:
                paid = paid + self._worth(stage.round_index, states)
            self._pay(answerer, paid, now.chances, worths[..., n, :, :])
        return self._chosen(answerer, worths, belief.weight, chances)

    def _chosen(
        self,
        mover: int,
        worths: NDArray[np.float64],
        weight: NDArray[np.float64],
        chances: NDArray[np.float64],
        open_to: NDArray[np.bool_] | None = None,
    ) -> NDArray[np.float64]:
        """Return values [f, i, own, .., j, m] from those of the actions [f, i, own, .., k, j, m].

        The mover takes them with ``chances`` [type, .., k, j, m]; to the public these are
        ``weight``. ``open_to`` [type, .., k, j, m] are the actions that types may take, if not all.
        """
        other = 1 - mover
        found = np.empty((*worths.shape[:-3], *worths.shape[-2:]))
        found[:, other] = (worths[:, other] * weight).sum(axis=-3)
        found[0, mover] = (worths[0, mover] * chances[[0, -1]]).sum(axis=-3)
        best = worths[1, mover]
        if open_to is not None:
            best = np.where(open_to, best, -np.inf)
        found[1, mover] = best.max(axis=-3)
        return found

    def _pay(
        self,
        mover: int,
        paid: NDArray[np.float64],
        about_it: NDArray[np.float64],
        worths: NDArray[np.float64],
    ) -> None:
        """Add to the worths of actions [f, i, own, s, k, j, m] what they pay at once.

        ``paid`` [i, u, v, s, k]; each player expects over the other's type: the mover's after the
        action, ``about_it`` [s, k, j, m].
        """
        about_other = self.axes[1 - mover].chances[:, None]
        by_type = paid if mover == 0 else paid.swapaxes(1, 2)  # [i, mover's, other's, s, k]
        mine, theirs = by_type[mover][..., None, None], by_type[1 - mover][..., None, None]
        for own in range(2):
            worths[:, mover, own] += (1.0 - about_other) * mine[own, 0] + about_other * mine[own, 1]
            worths[:, 1 - mover, own] += (1.0 - about_it) * theirs[0, own]
            worths[:, 1 - mover, own] += about_it * theirs[1, own]

    def _expected(self, paid: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a payment [i, u, v, s] as each type expects it [i, own, s, b0, b1]."""
        first, second = self.axes[0].chances[:, None], self.axes[1].chances[None, :]
        found = np.empty((2, 2, paid.shape[3], first.size, second.size))
        paid = paid[..., None, None]
        for own in range(2):
            found[0, own] = (1.0 - second) * paid[0, own, 0] + second * paid[0, own, 1]
            found[1, own] = (1.0 - first) * paid[1, 0, own] + first * paid[1, 1, own]
        return found

    def _paid(self, stage: Stage, states: NDArray[np.int64], k: int) -> NDArray[np.float64]:
        """Return what an action pays at once [i, u, v, s], a single type twice."""
        table = stage.totals[..., states, k]
        rows, columns = (np.arange(2) % size for size in table.shape[1:3])
        return np.asarray(table[:, rows][:, :, columns])

    def _worth(self, r: int, states: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what the menu's packages are worth in a round and states [i, u, v, s, q]."""
        packages = self.game.packages
        assert packages is not None
        regimes, which = np.unique(packages.regime_of[states], return_inverse=True)
        rows, columns = (np.arange(2) % len(names) for names in self.game.types)
        for g in regimes.tolist():
            if (r, g) not in self._worths:
                found = packages.worth_to_all(self.profile.menu, r, g)
                self._worths[r, g] = found[:, rows][:, :, columns]
        return np.stack([self._worths[r, g] for g in regimes.tolist()], axis=3)[:, :, :, which]

    def _after(
        self, stage: Stage, t: int, states: NDArray[np.int64], k: int
    ) -> NDArray[np.float64]:
        """Return the values of what follows an action [f, i, own, s, b0, b1]."""
        return self.tables[t + stage.stride[k]][..., stage.next_state[states, k], :, :]

    def _asked(self, t: int, states: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the profile's mixed actions at all nodes [s, j, m, ..]."""
        mover = self.game.stages[t].mover
        assert mover is not None
        axes = self.axes[1 - mover], self.axes[mover]
        if self.finer is not None:
            finer = self.finer.axes[1 - mover], self.finer.axes[mover]
            rows, columns = (b.nearest(a) for a, b in zip(axes, finer, strict=True))
            return self.finer._asked_last[t][:, rows[:, None], columns]
        others, own = (axis.chances for axis in axes)
        beliefs = np.empty((states.size, others.size, own.size, 2))
        beliefs[..., mover], beliefs[..., 1 - mover] = own, others[:, None]
        nodes = others.size * own.size
        found = self.profile.mixed_actions(t, np.repeat(states, nodes), beliefs.reshape(-1, 2))
        self._asked_last[t] = found.reshape(*beliefs.shape[:3], *found.shape[1:])
        return self._asked_last[t]

    def _own(self, mover: int, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a table [.., b0, b1] with the mover's belief last, or the other way round."""
        return table if mover == 1 else table.swapaxes(-1, -2)

    def _note(
        self, mover: int, found: NDArray[np.float64], t: int, states: NDArray[np.int64]
    ) -> None:
        """Note the largest gain in each state; values are [f, i, own, s, q, j, m]."""
        gains = (found[1, mover] - found[0, mover])[: len(self.game.types[mover])].swapaxes(0, 1)
        for s, each in zip(states.tolist(), gains, strict=True):
            if each.size:
                at = int(each.argmax())
                own, _, j, m = map(int, np.unravel_index(at, each.shape))
                self.noted[t, s] = Noted(float(each.flat[at]), each.size, t, s, mover, own, j, m)
