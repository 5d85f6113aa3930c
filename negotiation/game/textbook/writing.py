"""What a game of the textbooks is, and writing one down in the compiled form.

Rounds lie a week apart, payoffs have one part, public states are few.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..closed_form import Claim
from ..game import Game, PublicStates, Round
from ..packages import PackageTable
from ..stages import ActionLabel, Stage, StageKind

PREFIX = "textbook/"
"""What the name of a game of the textbooks begins with where scenarios have names, too."""

FIRST_DAY = date(2025, 5, 23)
"""The day of the first round; textbook games discount by round, not by date."""

_PART = "payoff"


class TextbookGame(ABC):
    """A game of the textbooks with its story and its theory; its fields are its parameters."""

    title: ClassVar[str]
    """Its name in words."""
    story: ClassVar[str]
    """Who plays, what about, and what the puzzle is, in a few plain sentences."""
    source: ClassVar[str]
    """Who described it first, and where."""
    precision: ClassVar[float]
    """The precision L at which it is solved unless another is asked for, per unit of payoff."""

    @abstractmethod
    def game(self) -> Game:
        """Return the game; raises ``NegotiationError`` for parameters out of bounds."""

    @abstractmethod
    def theory(self, precision: float) -> tuple[Claim, ...]:
        """Return what theory says of the game, for a solution of a precision L.

        Most closed forms belong to the limit of high precision and are the same for all.
        """


def move_stage(  # noqa: PLR0913 - its parameters are the stage
    *,
    name: str,
    round_index: int,
    mover: int,
    actions: Sequence[str],
    next_state: Sequence[int],
    payoff: NDArray[np.float64],
    stride: Sequence[int] | None = None,
    states: int = 1,
    legal_to: NDArray[np.bool_] | None = None,
) -> Stage:
    """Return a stage at which a player chooses among actions that are open in every public state.

    ``next_state`` [k] and ``stride`` [k], by default the next stage, are the same from every state;
    ``payoff`` [i, u, v, k] is too, its type axes of length 1 where types do not matter. So is
    ``legal_to`` [type, k], for actions that only some types may take.
    """
    shape = (states, len(actions))
    paid = np.asarray(payoff, dtype=np.float64)[None, :, :, :, None, :]
    return Stage(
        kind=StageKind.MOVE,
        name=name,
        round_index=round_index,
        mover=mover,
        actions=tuple(ActionLabel(name=action) for action in actions),
        legal=np.ones(shape, dtype=bool),
        next_state=np.broadcast_to(np.asarray(next_state, dtype=np.int64), shape),
        stride=(1,) * len(actions) if stride is None else tuple(stride),
        payoff=np.broadcast_to(paid, (*paid.shape[:4], *shape)),
        legal_to=None
        if legal_to is None
        else np.broadcast_to(legal_to[:, None, :], (len(legal_to), *shape)),
    )


def one_issue(
    issue: str,
    levels: NDArray[np.float64],
    amounts: NDArray[np.float64],
    weights: NDArray[np.float64],
    *,
    states: int = 1,
) -> PackageTable:
    """Return packages of a single issue at these levels [p], worth the same in every public state.

    ``amounts`` [c, i, p] as in `PackageTable`, and ``weights`` [c, i, u, v, r] of the one regime.
    """
    return PackageTable(
        issues=(issue,),
        levels=(_labels(levels),),
        level_of=np.arange(len(levels), dtype=np.int32)[:, None],
        components=tuple(f"component {c}" for c in range(len(amounts))),
        part_of=(0,) * len(amounts),
        amounts=amounts,
        weights=weights[..., None],
        regime_of=np.zeros(states, dtype=np.int64),
    )


def _labels(levels: NDArray[np.float64]) -> tuple[str, ...]:
    """Return the levels in words, with their numbers where words alone would not tell them."""
    plain = tuple(f"{level:.6g}" for level in levels)
    if len(set(plain)) == len(plain):
        return plain
    return tuple(f"{words} ({p})" for p, words in enumerate(plain))


def textbook_game(  # noqa: PLR0913 - its parameters are the game
    *,
    name: str,
    players: tuple[str, str],
    types: tuple[tuple[str, ...], tuple[str, ...]],
    second_types: tuple[float, float] = (0.0, 0.0),
    priors: tuple[Sequence[float], Sequence[float]] | None = None,
    rounds: int,
    stages: Sequence[Stage],
    states: Sequence[str] = ("open",),
    packages: PackageTable | None = None,
) -> Game:
    """Return a game that starts in the first of its public states, payoffs in one part.

    ``second_types`` is the prior of each player's second type; a player with one type ignores it.
    With more than two types ``priors`` [i][type] says all.
    """
    prior = [np.asarray(chances, dtype=np.float64) for chances in priors or ()] or [
        np.array([1.0 - chance, chance]) if len(known) == 2 else np.ones(1)
        for known, chance in zip(types, second_types, strict=True)
    ]
    return Game(
        name=name,
        players=players,
        types=types,
        prior=(prior[0], prior[1]),
        rounds=tuple(
            Round(name=f"R{r + 1}", day=FIRST_DAY + timedelta(weeks=r)) for r in range(rounds)
        ),
        parts=(_PART,),
        states=PublicStates(
            factors=("table",),
            labels=(tuple(states),),
            value_of=np.arange(len(states), dtype=np.int16)[:, None],
            indicators={},
        ),
        stages=tuple(stages),
        initial_state=0,
        packages=packages,
        indicators={},
    )
