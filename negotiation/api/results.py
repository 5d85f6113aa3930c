"""Keeping results: what a call returned, in a file and back."""

from __future__ import annotations

from os import PathLike
from typing import Any

from ..foundations.errors import NegotiationError, shown
from ..results.circuit import Circuit
from ..results.experiment_result import ExperimentResult
from ..results.run import Run
from ..results.solution import Solution
from ..results.storage import load, save
from ..results.tournament import Tournament
from .arguments import path_of

KINDS = (Run, Solution, Tournament, ExperimentResult, Circuit)
"""What can be kept."""


def save_result(result: object, path: str | PathLike[str]) -> None:
    """Write a result to a file as JSON, completely or not at all.

    Raises ``CannotWrite`` where it cannot be stored, ``TypeError`` for what is no result.
    """
    if not isinstance(result, KINDS):
        raise TypeError(f"a result is what solve, run, .. return, not {shown(result)}")
    save(result, path_of("a file", path, "run.json"))


def read_result(path: str | PathLike[str]) -> Any:
    """Return the result that a file holds: a ``Run``, ``Solution``, ``Tournament`` or another.

    Raises ``NegotiationError`` if it holds none of them.
    """
    file = path_of("a file", path, "run.json")
    reasons = []
    for kind in KINDS:
        try:
            return load(file, kind)
        except NegotiationError as error:
            reasons.append(str(error))
            if "this is not a saved" not in str(error):
                raise
    raise NegotiationError(
        f"{file} holds no result of this version: none of {', '.join(k.__name__ for k in KINDS)}; "
        "try the run.json or tournament.json in a folder of results"
    )
