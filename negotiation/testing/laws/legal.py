"""Every action that may be taken is open to the player."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ..law import THE_TALKS, Law, Trial, Violation, likely
from ..situations import Situation


class Legal(Law):
    """Asks for actions that the rules allow."""

    name: ClassVar[str] = "legal"
    statement: ClassVar[str] = "It gives positive probability to legal actions only."
    also: ClassVar[tuple[Situation, ...]] = THE_TALKS

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first answer with an action that is not legal."""
        for talks, mixed in trial.answers():
            legal = talks.seen().legal_actions.tolist()
            for action in likely(mixed):
                whole = isinstance(action, int | np.integer)
                if not whole or int(action) not in legal:
                    return self.broken(
                        talks, mixed, f"action {action!r} is not legal here; legal are {legal}"
                    )
        return None
