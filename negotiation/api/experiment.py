"""Experiments: a question put to the model, by name or from a file of your own."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike

from ..explore.experiment import found_by, load_experiment
from ..results.experiment_result import ExperimentResult
from .arguments import flag, path_of


def experiment(
    name: str | PathLike[str],
    *,
    fast: bool = False,
    folder: str | PathLike[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ExperimentResult:
    """Return what an experiment found.

    Parameters
    ----------
    name
        Its name, or the path of its file; `available` lists them.
    fast
        Whether a sketch will do: a smaller design, in seconds.
    folder
        Where a long one keeps what it has done, to go on from there; ``results`` by default.
    progress
        Told how much is done, and of how much.

    Raises ``NegotiationError`` for an unknown name, a file that holds no experiment, and
    with the line of its file for whatever an experiment raises.
    """
    path = path_of("an experiment", name, "does_the_card_pay")
    found = load_experiment(str(path))
    if folder is not None:
        found.folder = path_of("the folder", folder, "results")
    found.progress = progress
    return found_by(found, fast=flag("fast", fast))
