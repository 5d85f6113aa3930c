"""Saving a profile on beliefs to a file, and loading it for the same game.

A file holds the values of every stage and how they came about, and no code: an archive of arrays in
NumPy's own format with a header in JSON. Everything else follows from the game, which the file
knows by its fingerprint. A loaded profile gives the same answers as the one saved.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from ...foundations.errors import NegotiationError
from ...game.game import Game
from ...results.storage import write_whole
from .axis import BeliefAxis
from .backward import BeliefInduction
from .belief_profile import BeliefProfile
from .menu import Menu, values_of
from .selections import all_selections
from .stage_solver import Selection, StageSolver, Tally

FORMAT = 1
"""Raised when the layout of a file changes."""
_KIND = "us-japan-negotiation profile on beliefs"


def save_profile(profile: BeliefProfile, path: Path) -> None:
    """Write a profile to a file, completely or not at all.

    Raises ``CannotWrite`` where the file cannot be written.
    """
    solver, menu = profile.solver, profile.offered
    header = {
        "kind": _KIND,
        "format": FORMAT,
        "game": profile.game.name,
        "game_fingerprint": profile.game.fingerprint,
        "precision": solver.precision,
        "nodes": [axis.count for axis in solver.axes],
        "selection": solver.selection.name,
        "residual": profile.tally.residual,
        "menu_error_busd": None if menu is None else menu.error_busd,
    }
    arrays = {
        "header": np.frombuffer(json.dumps(header).encode(), dtype=np.uint8),
        "values": np.stack(profile.induction.values),
        "counts": profile.tally.counts,
        "packages": np.arange(0) if menu is None else menu.packages,
        "candidates": np.arange(0) if menu is None else menu.candidates,
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    write_whole(path, buffer.getvalue())


def load_profile(path: Path, game: Game) -> BeliefProfile:
    """Return the profile of a game that a file holds.

    Raises ``NegotiationError`` for a file that is missing, damaged, of another kind or format, or
    of another game.
    """
    try:
        with np.load(path, allow_pickle=False) as archive:
            header: dict[str, Any] = json.loads(bytes(archive["header"]).decode())
            arrays = {name: archive[name] for name in archive.files if name != "header"}
    except FileNotFoundError:
        raise NegotiationError(f"there is no file {path}; `solve --save` writes one") from None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise NegotiationError(
            f"{path} is not a whole saved profile; solve the scenario again with --save"
        ) from error
    if header.get("kind") != _KIND or header.get("format") != FORMAT:
        raise NegotiationError(
            f"{path} holds {header.get('kind')!r}, format {header.get('format')}; "
            f"this version reads {_KIND!r}, format {FORMAT}"
        )
    if header["game_fingerprint"] != game.fingerprint:
        raise NegotiationError(
            f"{path} was solved for another game: {header['game']} "
            f"{header['game_fingerprint'][:16]}, and this is {game.name} {game.fingerprint[:16]}; "
            "solve it again, or take the scenario it was solved for"
        )
    return _profile(path, game, header, arrays)


def _profile(
    path: Path, game: Game, header: dict[str, Any], arrays: dict[str, Any]
) -> BeliefProfile:
    first, second = (
        BeliefAxis.around(float(prior[1]) if len(prior) == 2 else 0.0, int(nodes))
        for prior, nodes in zip(game.prior, header["nodes"], strict=True)
    )
    selections = {one.name: one for one in (Selection(), *all_selections(game))}
    shape = (len(game.stages) + 1, 2, 2, 2, game.states.count + 1, first.count, second.count)
    if header["selection"] not in selections or arrays["values"].shape != shape:
        raise NegotiationError(f"{path} does not fit {game.name}; solve it again with --save")
    solver = StageSolver(
        game, (first, second), float(header["precision"]), selections[header["selection"]]
    )
    menu = None
    if header["menu_error_busd"] is not None:
        packages, candidates = arrays["packages"], arrays["candidates"]
        menu = Menu(
            packages, float(header["menu_error_busd"]), candidates, values_of(game, packages)
        )
    tally = Tally(arrays["counts"], float(header["residual"]))
    return BeliefProfile(solver, menu, BeliefInduction(list(arrays["values"]), tally, {}))
