"""The strategy can be sent to another process and kept in a file."""

from __future__ import annotations

import pickle
from typing import ClassVar

from ..asking import NoAnswer
from ..law import Law, Trial, Violation


class Picklable(Law):
    """Asks that pickling brings back a strategy of the same class."""

    name: ClassVar[str] = "picklable"
    statement: ClassVar[str] = "It can be pickled and brought back, as tournaments on workers need."

    def violation(self, trial: Trial) -> Violation | None:
        """Return the error that pickling raises."""
        strategy = trial.new()
        talks = next(trial.walk())
        try:
            copied = pickle.loads(pickle.dumps(strategy))
        except Exception as error:
            text = f"{type(error).__name__}: {error}"
            return self.broken(talks, NoAnswer(text), "it cannot be pickled")
        if type(copied) is not type(strategy):
            text = f"a {type(copied).__name__} where a {type(strategy).__name__} was pickled"
            return self.broken(talks, NoAnswer(text), "pickling brings back something else")
        return None
