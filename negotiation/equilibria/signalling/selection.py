"""Which equilibrium of a stage is taken where it has several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError, shown
from ...game.stages import Stage
from .branch import Branch
from .kernels.selecting import CONTINUED, FROM_ABOVE, FROM_BELOW, LEANING, PRINCIPAL


def no_lean(stage: Stage, s: int, actions: int) -> NDArray[np.float64]:
    """Return no shift for any of a stage's legal actions in public state ``s``."""
    del stage, s
    return np.zeros(actions)


@dataclass(frozen=True)
class Selection:
    """Which equilibrium of a stage is taken where there are several."""

    name: str = "by its own path"
    """Its name."""
    rule: int = PRINCIPAL
    """A rule of `kernels.line`, by its number in `kernels.selecting`."""
    lean: Callable[[Stage, int, int], NDArray[np.float64]] = no_lean
    """For the leaning rule: the shift of log odds first believed of each legal action [k], of a
    stage, a public state and the number of its actions."""
    branch: Branch | None = field(default=None, compare=False)
    """For the continued rule: the roots to go on from."""

    def __post_init__(self) -> None:
        """Refuse what is no way of selecting."""
        rules = {PRINCIPAL, FROM_BELOW, FROM_ABOVE, LEANING, CONTINUED}
        is_rule = type(self.rule) is int and self.rule in rules
        roots = Branch if is_rule and self.rule == CONTINUED else type(None)
        wrong = {
            "name, a word": not isinstance(self.name, str),
            f"rule, one of {sorted(rules)}": not is_rule,
            "lean, a function of stage, state and actions": not callable(self.lean),
            "branch, a Branch with the continued rule and None with any other": not isinstance(
                self.branch, roots
            ),
        }
        for needed in (what for what, is_wrong in wrong.items() if is_wrong):
            field, _, allowed = needed.partition(", ")
            raise NegotiationError(
                f"the {field} of a selection must be {allowed}, not {shown(getattr(self, field))}"
            )
