"""Signalling games of one message and one response, and their principal branch by tiny strides.

The sender has two types, the receiver one: the posterior log odds after every message are all the
unknowns. This shares nothing with the solvers: a dense Jacobian by complex steps, strides bounded
by its smallest singular value, so that no turn is passed however sharp it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from negotiation.game.game import Game
from negotiation.game.stages import END
from negotiation.game.textbook.writing import move_stage, textbook_game

Array = NDArray[np.float64]


def signalling(payoffs: Array, second_type: float = 0.5, instalments: int = 1) -> Game:
    """Return the game with payoffs [type, message, response, player].

    They are paid at once, or in equal ``instalments`` at stages where there is nothing to choose.
    """
    return _game([payoffs], (second_type, 0.5), instalments)


def one_after_the_other(first: Array, second: Array, second_types: tuple[float, float]) -> Game:
    """Return the talks in which player 0 sends a message by ``first``, then player 1 by ``second``.

    What both pay is added up. Neither depends on the other, so that each is played as if alone,
    the second one after every history of the first.
    """
    return _game([first, second], second_types, 1)


def _game(payoffs: list[Array], second_types: tuple[float, float], instalments: int) -> Game:
    names = ["open"]
    for n, table in enumerate(payoffs):
        names += [f"after message {n}.{m}" for m in range(table.shape[1])]
    owed = len(names)  # the first of the states of what is still to be paid
    outcomes = payoffs[-1].shape[1] * payoffs[-1].shape[2] if instalments > 1 else 0
    names += [f"owed {n}" for n in range(outcomes)]
    stages, after = [], 1
    for sender, table in enumerate(payoffs):
        types, messages, responses, _ = table.shape
        is_last = sender == len(payoffs) - 1
        message = move_stage(
            name="message",
            round_index=0,
            mover=sender,
            actions=[f"message {m}" for m in range(messages)],
            next_state=[after + m for m in range(messages)],
            payoff=np.zeros((2, 1, 1, messages)),
            states=len(names),
        )
        response = move_stage(
            name="response",
            round_index=0,
            mover=1 - sender,
            actions=[f"response {r}" for r in range(responses)],
            next_state=[END if is_last else 0] * responses,
            payoff=np.zeros((2, 1, 1, responses)),
            states=len(names),
        )
        by_player = table.transpose(3, 0, 1, 2)[:: -1 if sender else 1] / instalments
        kinds = (types, 1) if sender == 0 else (1, types)
        paid = np.zeros((1, 2, *kinds, len(names), responses))
        shape = (2, *kinds, messages, responses)
        paid[0, ..., after : after + messages, :] = by_player.reshape(shape)
        following = response.next_state.copy()
        if instalments > 1:
            for m in range(messages):
                following[after + m] = owed + responses * m + np.arange(responses)
        stages += [message, replace(response, payoff=paid, next_state=following)]
        after += messages
        for n in range(1, instalments):
            due = np.zeros((1, 2, *kinds, len(names), 1))
            due[0, ..., owed:, 0] = by_player.reshape(2, *kinds, messages * responses)
            stays = np.arange(len(names))[:, None]
            pays = move_stage(
                name="payment",
                round_index=0,
                mover=0,
                actions=["pay"],
                next_state=[0],
                payoff=np.zeros((2, 1, 1, 1)),
                states=len(names),
            )
            there = stays if n < instalments - 1 else np.full_like(stays, END)
            stages.append(replace(pays, payoff=due, next_state=there))
    return textbook_game(
        name="messages",
        players=("us", "japan"),
        types=(("first", "second"), ("first", "second") if len(payoffs) > 1 else ("only",)),
        second_types=second_types,
        rounds=1,
        stages=stages,
        states=names,
    )


def common_interest(edge: float) -> Array:
    """Return payoffs of 1 to both if the response is the type, and an edge for one message."""
    payoffs = np.zeros((2, 2, 2, 2))
    payoffs[0, :, 0], payoffs[1, :, 1] = 1.0, 1.0
    payoffs[0, 0, :, 0] += edge
    return payoffs


def nearly_symmetric(seed: int) -> tuple[Array, float, float]:
    """Return payoffs of common interest with all messages nearly alike, a prior and a precision."""
    rng = np.random.default_rng([7, seed])
    messages, responses = (int(n) for n in rng.integers((2, 2), (5, 4)))
    payoffs = np.zeros((2, messages, responses, 2))
    payoffs[0, :, 0], payoffs[1, :, 1] = 1.0, 1.0
    if responses == 3:  # what is best where the types are not told apart
        payoffs[:, :, 2] = rng.uniform(0.3, 0.8)
    payoffs += 10.0 ** rng.uniform(-5.0, -0.5) * rng.normal(size=payoffs.shape)
    return payoffs, float(rng.choice([0.4, 0.45, 0.5])), float(10.0 ** rng.uniform(-0.3, 1.7))


class Branch:
    """The logit equilibria of one game that continue uniform play at precision 0."""

    def __init__(self, payoffs: Array, second_type: float) -> None:
        self.payoffs = payoffs
        self.prior = np.log(second_type) - np.log1p(-second_type)
        self.messages = payoffs.shape[1]

    def sender(self, precision: float) -> Array:
        """Return what the sender's types do [type, message] at a precision."""
        q = self._worths(self.posteriors(precision), np.array(precision))
        weights = np.exp(precision * (q - q.max(axis=1, keepdims=True)))
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))

    def posteriors(self, precision: float) -> Array:
        """Return the posterior log odds after every message [message] at a precision."""
        return self._followed(precision)[:-1]

    def _worths(self, y: NDArray[Any], precision: NDArray[Any]) -> Array:
        """Return messages' worths [.., type, message] at posterior log odds [.., message]."""
        chance = 1.0 / (1.0 + np.exp(-y))[..., None]
        mine = self.payoffs[..., 1]
        expected = precision[..., None, None] * ((1.0 - chance) * mine[0] + chance * mine[1])
        weights = np.exp(expected - expected.real.max(axis=-1, keepdims=True))
        response = weights / weights.sum(axis=-1, keepdims=True)
        worths: NDArray[Any] = (response[..., None, :, :] * self.payoffs[..., 0]).sum(axis=-1)
        return worths

    def _errors(self, points: NDArray[Any]) -> Array:
        """Return the conditions' errors [.., message] at points [.., message + 1]."""
        y, precision = points[..., :-1], np.exp(points[..., -1])
        q = precision[..., None, None] * self._worths(y, precision)
        top = q.real.max(axis=-1)
        z = np.log(np.exp(q - top[..., None]).sum(axis=-1)) + top
        shift = (q[..., 1, :] - q[..., 0, :]) - (z[..., 1] - z[..., 0])[..., None]
        errors: NDArray[Any] = y - self.prior - shift
        return errors

    def _slopes(self, point: Array) -> Array:
        shifted = point + 1e-30j * np.eye(point.size)
        return np.asarray(self._errors(shifted).imag.T / 1e-30)

    def _corrected(self, point: Array, across: Array) -> Array | None:
        for _ in range(8):
            system = np.vstack([self._slopes(point), across])
            move = np.linalg.solve(system, np.append(-self._errors(point), 0.0))
            point = point + move
            if np.abs(move).max() < 1e-10:
                return point
        return None

    def _tangent(self, point: Array) -> Array:
        return np.asarray(np.linalg.svd(self._slopes(point))[2][-1])

    def _followed(self, precision: float) -> Array:
        """Return the first point at a precision; its last coordinate is the log of that."""
        upwards = np.zeros(self.messages + 1)
        upwards[-1] = 1.0
        start = np.append(np.full(self.messages, self.prior), np.log(1e-3))
        here = self._corrected(start, upwards)
        assert here is not None
        tangent = self._tangent(here)
        tangent *= np.sign(tangent[-1])
        while True:
            system = np.vstack([self._slopes(here), tangent])
            stride = min(0.2, 0.5 * float(np.linalg.svd(system, compute_uv=False)[-1]))
            while True:
                ahead = self._corrected(here + stride * tangent, tangent)
                if ahead is not None:
                    turned = self._tangent(ahead)
                    turned *= np.sign(turned @ tangent)
                    far = float(np.abs(ahead - here - stride * tangent).max())
                    if far < 0.1 * stride and turned @ tangent > 0.99:
                        break
                stride *= 0.5
                assert stride > 1e-9
            if ahead[-1] >= np.log(precision):
                share = (np.log(precision) - here[-1]) / (ahead[-1] - here[-1])
                there = here + share * (ahead - here)
                there[-1] = np.log(precision)
                arrived = self._corrected(there, upwards)
                assert arrived is not None
                return arrived
            here, tangent = ahead, turned
