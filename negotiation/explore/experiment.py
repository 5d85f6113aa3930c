"""An experiment: one file with a question, a design, a run and a finding.

Experiments live beside the package, in the folder ``experiments``; the house never reads them
except through this door, by name or path.
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from ..foundations.errors import NegotiationError, nearest, shown
from ..foundations.users_files import defined, is_file, where_raised
from ..results.experiment_result import ExperimentResult, completed
from ..scenario.library import available


class Experiment(ABC):
    """One question put to the model."""

    question: ClassVar[str]
    """What is asked, in one sentence."""
    design: ClassVar[str]
    """What is compared with what."""
    progress: Callable[[int, int], None] | None = None
    """Told how much of a long run is done, and of how much; nobody by default."""
    folder: Path = Path("results")
    """Where a long run keeps what it has done, in a folder of its own name, to go on from there."""

    def tell(self, done: int, total: int) -> None:
        """Tell how much is done."""
        if self.progress is not None:
            self.progress(done, total)

    @abstractmethod
    def run(self, *, fast: bool = False) -> ExperimentResult:
        """Return what was found; ``fast`` asks for a smaller design, a sketch of seconds."""


def names() -> dict[str, Path]:
    """Return the experiments that can be found, by name."""
    found = available("experiments", ".py")
    return {name: path for name, path in found.items() if not name.startswith("_")}


def load_experiment(name: str) -> Experiment:
    """Return an experiment by name or path.

    Raises ``NegotiationError`` that suggests the nearest name for an unknown one, and for a file
    that does not hold exactly one experiment named after it.
    """
    path = Path(name)
    if path.suffix != ".py":
        known = names()
        wanted = name.strip().lower().replace("-", "_")
        if wanted not in known:
            raise NegotiationError(
                f"there is no experiment {name!r}; try {nearest(wanted, known)}"
                f"; known: {', '.join(known) or 'none found'}"
            )
        path = known[wanted]
    if not is_file(path):
        raise NegotiationError(f"there is no file {path}")
    members = defined(path, Experiment, alone=True)
    expected = "".join(word.capitalize() for word in path.stem.split("_"))
    if len(members) != 1 or members[0].__name__ != expected:
        raise NegotiationError(
            f"{path} must hold one class {expected}(Experiment), "
            f"found {', '.join(m.__name__ for m in members) or 'none'}"
        )
    missing = ", ".join(sorted(members[0].__abstractmethods__))
    if missing:
        raise NegotiationError(f"{path}: {expected} lacks {missing}; {_EXAMPLE}")
    found: Experiment = members[0]()
    return found


_EXAMPLE = "try `negotiation new experiment NAME`, which writes one that runs"


def found_by(experiment: Experiment, *, fast: bool = False) -> ExperimentResult:
    """Return what an experiment finds.

    Raises ``NegotiationError`` with the line of its file for whatever it raises, and where it
    returns anything else.
    """
    run = type(experiment).run
    file = inspect.getsourcefile(run) or type(experiment).__name__
    try:
        found: object = experiment.run(fast=fast)
    except (NegotiationError, MemoryError):
        raise
    except (Exception, SystemExit, GeneratorExit) as error:
        told = where_raised(error, file)
        raise NegotiationError(f"{file}: run does not end well: {told}") from error
    if not isinstance(found, ExperimentResult):
        line = run.__code__.co_firstlineno
        raise NegotiationError(
            f"{file}: run (line {line}) returns {shown(found)}; it must return an "
            f"ExperimentResult; {_EXAMPLE}"
        )
    return completed(found)
