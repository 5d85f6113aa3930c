"""A strategy: a map from information sets to mixed actions.

A strategy is handed what its player knows and answers with probabilities; whoever runs the talks
draws. It keeps no state: what it remembers is the public history in the information set. It never
sees the other player or its type, so it cannot cheat.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction


class Strategy(ABC):
    """A way of negotiating. Final once written: wrap, do not inherit.

    Its class attributes are claims, and every claim is tested: ``memory_depth`` is how many past
    public moves the answer may depend on, the latest first; ``claims`` holds, if and only if true,

    - ``individually_rational``: it neither accepts nor offers a package that is worth less to it
      than its reservation value;
    - ``monotone_concession``: in one talk, whatever the other does, each of its offers is worth to
      it, valued today, no more than its offer before;
    - ``affine_invariant``: its answers stay the same when payoffs become a_i u_i + b_i, a_i > 0;
    - ``symmetric``: its answers stay the same when the players change seats;
    - ``never_presses``: at a posture stage (a move stage with an answer still to come) it takes no
      action tagged as pressure, unless all are, or the action holds the present rung;
    - ``no_regret`` (learners): proposing in 100 pies of one round to an answerer with a fixed
      threshold, it earns in the last 50, to a tenth of the pie, what the best fixed offer would.
    """

    memory_depth: ClassVar[float] = math.inf
    """How many past public moves it reads: 0, a number, or infinity."""
    claims: ClassVar[frozenset[str]] = frozenset()
    """Further claims, e.g. ``individually_rational``."""
    learns: ClassVar[bool] = False
    """Whether it reads the histories of earlier talks."""
    follows: ClassVar[str | None] = None
    """The solution concept whose profile it is built with, if it follows one."""

    label: str | None = None
    """What tables call it; by default its class and settings (see `engine.naming`)."""

    @abstractmethod
    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the probabilities of the legal actions at an information set."""
