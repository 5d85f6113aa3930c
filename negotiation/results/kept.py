"""What can be kept by itself: the records that a file of results may hold."""

from __future__ import annotations

from .circuit import Circuit
from .experiment_result import ExperimentResult
from .many_equilibria import ManyEquilibria
from .run import Run
from .solution import Solution
from .solutions import Solutions
from .tournament import Tournament

KINDS: dict[str, type] = {
    kind.saved_as: kind
    for kind in (Run, Solution, Solutions, Tournament, Circuit, ExperimentResult, ManyEquilibria)
}
"""The records by the kind that their documents name."""
