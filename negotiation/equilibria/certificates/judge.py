"""A judge of one grid: following and best plans at a stage, state and every belief of the grid.

What the values are and why is in `private_deviations`, which asks stage by stage.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...game.stages import ACCEPT, NO_OFFER, Stage, StageKind
from ...results.profile import Profile
from .belief_tables import Belief, Beliefs


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

    Inside a public state they are [f, i, own, k, j, m]: k counts actions or packages, j the beliefs
    about the other player and m those about the mover.
    """

    def __init__(
        self, game: Game, profile: Profile, nodes: int, finer: Judge | None = None
    ) -> None:
        """Take the grid of ``nodes`` beliefs, and a ``finer`` one that holds its nodes.

        The finer judge must have judged each state just before: it is asked what the profile does.
        """
        self.game, self.profile, self.finer = game, profile, finer
        first, second = (
            Beliefs.around(float(prior[1]) if len(prior) == 2 else 0.0, nodes)
            for prior in game.prior
        )
        self.axes = first, second
        shape = (2, 2, 2, game.states.count + 1, first.chances.size, second.chances.size)
        self.tables = [np.zeros(shape)] * (len(game.stages) + 1)
        self.noted: dict[tuple[int, int], Noted] = {}
        self._asked_last: dict[int, NDArray[np.float64]] = {}  # by stage
        self._worths: dict[tuple[int, int], NDArray[np.float64]] = {}  # by round and regime

    def judge(self, t: int, s: int) -> None:
        """Write the values at a stage and public state; those after it are known."""
        stage = self.game.stages[t]
        if stage.kind is StageKind.CHANCE:
            found = self._nature(stage, t, s)
        else:
            found = self._offer(t, s) if stage.kind is StageKind.OFFER else self._move(t, s)
        self.tables[t][..., s, :, :] = found

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
        legal = np.flatnonzero(stage.legal[s])
        chances = np.moveaxis(self._asked(t, s)[..., legal], (2, 3), (0, 1))  # [type, k, j, m]
        belief = self.axes[mover].posterior(chances[0], chances[-1])
        actions = legal.tolist()
        after = np.stack([self._own(mover, self._after(stage, t, s, k)) for k in actions], axis=3)
        paid = np.stack([self._paid(stage, s, k) for k in actions], axis=-1)
        worths = np.moveaxis(self._with_pay(mover, paid, belief, after), 3, 0)
        found = self._chosen(mover, worths, belief.weight, chances)
        self._note(mover, found[:, :, :, None], t, s)
        return self._own(mover, found)

    def _offer(self, t: int, s: int) -> NDArray[np.float64]:
        stage = self.game.stages[t]
        proposer = stage.mover
        assert proposer is not None
        chances = np.moveaxis(self._asked(t, s), (2, 3), (0, 1))  # [type, 1 + q, j, m]
        belief = self.axes[proposer].posterior(chances[0], chances[-1])
        after = np.empty((2, 2, 2, *belief.weight.shape))
        after[:, :, :, 0] = self._own(proposer, self._after(stage, t, s, NO_OFFER))
        at_answer = self._answered(t + 1, s)
        self._note(1 - proposer, at_answer, t + 1, s)
        # What the answerer has last, the proposer has first.
        after[:, :, :, 1:] = at_answer.swapaxes(-1, -2)
        paid = np.zeros((2, 2, 2, belief.weight.shape[0]))
        paid[..., 0] = self._paid(stage, s, NO_OFFER)
        worths = np.moveaxis(self._with_pay(proposer, paid, belief, after), 3, 0)
        found = self._chosen(proposer, worths, belief.weight, chances)
        self._note(proposer, found[:, :, :, None], t, s)
        return self._own(proposer, found)

    def _answered(self, t: int, s: int) -> NDArray[np.float64]:
        """Return the values with each package of the menu on the table [f, i, own, q, j, m]."""
        stage = self.game.stages[t]
        answerer = stage.mover
        assert answerer is not None
        legal = np.flatnonzero(stage.legal[s])
        chances = np.moveaxis(self._asked(t, s)[..., legal], (2, 3, 4), (2, 0, 1))
        worths, weights = [], []  # chances are [type, answer, q, j, m]
        for k, by_type in zip(legal.tolist(), chances.swapaxes(0, 1), strict=True):
            paid = self._paid(stage, s, k)[..., None]
            if k == ACCEPT:
                paid = paid + self._worth(stage.round_index, s)
            belief = self.axes[answerer].posterior(by_type[0], by_type[-1])
            after = self._own(answerer, self._after(stage, t, s, k))[:, :, :, None]
            worths.append(self._with_pay(answerer, paid, belief, after))
            weights.append(belief.weight)
        return self._chosen(answerer, np.stack(worths), np.stack(weights), chances)

    def _chosen(
        self,
        mover: int,
        worths: NDArray[np.float64],
        weight: NDArray[np.float64],
        chances: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return values [f, i, own, ..] from those of the actions [k, f, i, own, ..].

        The mover takes them with ``chances`` [type, k, ..]; to the public these are ``weight``.
        """
        found = np.empty(worths.shape[1:])
        other = 1 - mover
        found[:, other] = (worths[:, :, other] * weight[:, None, None]).sum(axis=0)
        found[0, mover] = (worths[:, 0, mover] * chances[[0, -1]].swapaxes(0, 1)).sum(axis=0)
        found[1, mover] = worths[:, 1, mover].max(axis=0)
        return found

    def _with_pay(
        self,
        mover: int,
        paid: NDArray[np.float64],
        belief: Belief,
        after: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return the actions' payoffs now plus what follows [f, i, own, k, j, m].

        ``paid`` [i, u, v, k]; each player expects over the other's type: the mover's after the
        action.
        """
        found = belief.read(after)
        about_other = self.axes[1 - mover].chances[:, None]
        by_type = paid if mover == 0 else paid.swapaxes(1, 2)  # [i, mover's, other's, k]
        mine, theirs = by_type[mover][..., None, None], by_type[1 - mover][..., None, None]
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

    def _worth(self, r: int, s: int) -> NDArray[np.float64]:
        """Return what the menu's packages are worth in a round and public state [i, u, v, q]."""
        packages = self.game.packages
        assert packages is not None
        key = r, packages.regime(s)
        if key not in self._worths:
            offered = packages.only(self.profile.menu)
            found = np.empty((2, 2, 2, offered.count))
            first, second = (np.arange(2) % len(names) for names in self.game.types)
            for i, u, v in np.ndindex(2, 2, 2):
                found[i, u, v] = offered.values(i, int(first[u]), int(second[v]), r, s)
            self._worths[key] = found
        return self._worths[key]

    def _after(self, stage: Stage, t: int, s: int, k: int) -> NDArray[np.float64]:
        return self.tables[t + stage.stride[k]][..., stage.next_state[s, k], :, :]

    def _asked(self, t: int, s: int) -> NDArray[np.float64]:
        """Return the profile's mixed actions at all nodes [j, m, ..]."""
        mover = self.game.stages[t].mover
        assert mover is not None
        axes = self.axes[1 - mover], self.axes[mover]
        if self.finer is not None:
            finer = self.finer.axes[1 - mover], self.finer.axes[mover]
            rows, columns = (b.nearest(a) for a, b in zip(axes, finer, strict=True))
            return self.finer._asked_last[t][rows[:, None], columns]
        others, own = (axis.chances for axis in axes)
        beliefs = np.empty((others.size, own.size, 2))
        beliefs[..., mover], beliefs[..., 1 - mover] = own[None, :], others[:, None]
        flat = beliefs.reshape(-1, 2)
        found = self.profile.mixed_actions(t, np.full(len(flat), s), flat)
        self._asked_last[t] = found.reshape(others.size, own.size, *found.shape[1:])
        return self._asked_last[t]

    def _own(self, mover: int, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a table [.., b0, b1] with the mover's belief last, or the other way round."""
        return table if mover == 1 else table.swapaxes(-1, -2)

    def _note(self, mover: int, found: NDArray[np.float64], t: int, s: int) -> None:
        gains = (found[1, mover] - found[0, mover])[: len(self.game.types[mover])]
        if gains.size:
            at = int(gains.argmax())
            own, _, j, m = map(int, np.unravel_index(at, gains.shape))
            self.noted[t, s] = Noted(float(gains.flat[at]), gains.size, t, s, mover, own, j, m)
