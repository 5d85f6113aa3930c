"""The strategy profile that backward induction finds, readable at every position."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.game import Game, TypePair
from ...game.stages import ACCEPT, StageKind
from ...results.profile import Profile
from .backward import Induction


class BackwardProfile(Profile):
    """The profile found by backward induction, for every type pair solved.

    Where the public belief is not sure of the types, it plays against the most likely type of the
    other player: the complete-information benchmark knows no doubt.
    """

    def __init__(self, game: Game, pair_to_induction: Mapping[TypePair, Induction]) -> None:
        self.game = game
        self.pair_to_induction = dict(pair_to_induction)
        # Asked state by state, the packages of a regime are worth the same: one stage is kept.
        self._worths: tuple[tuple[int, TypePair], dict[int, NDArray[np.float64]]] | None = None

    def value(self, pair: TypePair) -> NDArray[np.float64]:
        """Return the players' values [i] at the start, in $bn."""
        return self.pair_to_induction[pair].values[0][:, self.game.initial_state]

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        """Return 1 for the equilibrium action and 0 for the others (see `Profile`)."""
        here = self.game.stages[stage]
        mover = here.mover
        assert mover is not None
        likely = list(belief.most_likely())
        likely[mover] = player_type
        pair = likely[0], likely[1]
        solved = self.pair_to_induction[pair]
        choice = int(solved.choices[stage][public_state])
        packages = self.game.packages
        if here.kind is StageKind.ANSWER and packages is not None:
            threshold = solved.thresholds[stage]
            assert threshold is not None
            accepts = self._worth(stage, pair, public_state) >= threshold[public_state]
            table = np.zeros((packages.count, len(here.actions)))
            table[:, choice] = ~accepts
            table[:, ACCEPT] = accepts
            return table
        offers = packages.count if here.kind is StageKind.OFFER and packages is not None else 0
        row = np.zeros(len(here.actions) + offers)
        row[choice] = 1.0
        return row

    def _worth(self, stage: int, pair: TypePair, public_state: int) -> NDArray[np.float64]:
        """Return what the packages are worth to the answerer of a stage in a public state [p]."""
        here, packages = self.game.stages[stage], self.game.packages
        assert packages is not None
        assert here.mover is not None
        if self._worths is None or self._worths[0] != (stage, pair):
            self._worths = (stage, pair), {}
        kept, g = self._worths[1], packages.regime(public_state)
        if g not in kept:
            kept[g] = packages.values_in(here.mover, *pair, here.round_index, g)
        return kept[g]
