"""The JSON object that `solve` and `run` print: documented, stable, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...results.record import Record
from ...results.solution import Solution
from ...results.storage import as_json, as_plain

FORMAT = 1
"""Raised when a key changes its meaning or goes away; new keys do not raise it."""


def solved(solutions: Sequence[Solution], seed: int) -> str:
    """Return the object of `solve` as text."""
    return as_json(_solved(solutions, seed))


def played(
    solutions: Sequence[Solution], seed: int, record: Record, files: Mapping[str, str]
) -> str:
    """Return the object of `run` as text."""
    return as_json({**_solved(solutions, seed), "record": as_plain(record), "files": dict(files)})


def _solved(solutions: Sequence[Solution], seed: int) -> dict[str, Any]:
    receipt = solutions[0].receipt
    return {
        "format": FORMAT,
        "warnings": [warning for solution in solutions for warning in solution.warnings],
        "scenario": receipt.scenario,
        "fingerprint": receipt.scenario_fingerprint,
        "game_fingerprint": receipt.game_fingerprint,
        "changes": dict(receipt.changes),
        "seed": seed,
        "versions": dict(receipt.versions),
        "solutions": [as_plain(case) for solution in solutions for case in solution.cases],
        "private": [
            {
                "concept": solution.concept,
                "settings": dict(solution.receipt.parameters),
                "method": solution.receipt.parameters["method"],
                "expectations": as_plain(solution.expectations),
                "certificate": as_plain(solution.private_certificate),
                "accuracy": as_plain(solution.accuracy),
                **_on_tree(solution),
            }
            for solution in solutions
            if solution.expectations is not None or solution.tree is not None
        ],
    }


def _on_tree(solution: Solution) -> dict[str, Any]:
    """Return what only a solution on the tree of histories has."""
    if solution.tree is None:
        return {}
    theory = [as_plain(one) | {"difference": one.difference} for one in solution.theory]
    told = as_plain(solution.tree) | {"branch": solution.tree.branch}
    return {"tree": told, "theory": theory}
