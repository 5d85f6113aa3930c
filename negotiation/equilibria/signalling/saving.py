"""Saving a profile on beliefs to a file, and loading it for the same game.

A file holds the values of every stage and how they came about, and no code: an archive of arrays in
NumPy's own format with a header in JSON. Everything else follows from the game, which the file
knows by its fingerprint. A loaded profile gives the same answers as the one saved.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...game.game import Game
from ...game.stages import StageKind
from ...results.storage import write_whole
from .axis import BeliefAxis
from .backward import BeliefInduction
from .belief_profile import BeliefProfile
from .branch import Branch
from .kernels.selecting import CONTINUED
from .menu import Menu, values_of
from .saved_header import as_plain, from_plain, header_problem
from .selection import Selection
from .selections import all_selections
from .sizes import HEADER, size_problem
from .stage_solver import StageSolver, Tally

FORMAT = 3
"""Raised when the layout of a file changes."""
_KIND = "us-japan-negotiation profile on beliefs"


def save_profile(
    profile: BeliefProfile, path: Path, *, concept: str = "logit", notes: tuple[str, ...] = ()
) -> None:
    """Write a profile to a file, completely or not at all.

    ``concept`` says whose answer the profile is, ``notes`` what to know of it. Raises
    ``CannotWrite`` where the file cannot be written.
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
        "selected": as_plain(profile.selected),
        "residual": profile.tally.residual,
        "menu_error_busd": None if menu is None else menu.error_busd,
        "concept": concept,
        "notes": list(notes),
    }
    arrays: dict[str, NDArray[Any]] = {
        "header": np.frombuffer(json.dumps(header).encode(), dtype=np.uint8),
        "values": np.stack(profile.induction.values),
        "counts": profile.tally.counts,
        "packages": np.arange(0) if menu is None else menu.packages,
        "candidates": np.arange(0) if menu is None else menu.candidates,
    }
    if solver.selection.branch is not None:
        arrays |= solver.selection.branch.as_arrays()
    buffer = io.BytesIO()
    arrays["seal"] = _seal(arrays)
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    write_whole(path, buffer.getvalue())


@dataclass(frozen=True)
class SavedProfile:
    """What a file holds."""

    profile: BeliefProfile
    """The profile."""
    concept: str
    """The solution concept whose answer it is."""
    notes: tuple[str, ...]
    """What to know of it."""


def load_profile(path: Path, game: Game) -> SavedProfile:
    """Return the profile of a game that a file holds.

    Raises ``NegotiationError`` for a file that is missing, damaged, altered, of another kind or
    format, or of another game.
    """
    header, arrays = _opened(path, game)
    try:
        profile = _profile(path, game, header, arrays)
        return SavedProfile(profile, header["concept"], tuple(header["notes"]))
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _not_whole(path) from error


def _opened(path: Path, game: Game) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return the header and the arrays of a file; the sizes of these are looked at before them."""
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = {one.filename.removesuffix(".npy"): one.file_size for one in packed.infolist()}
        if sizes["header"] > HEADER:
            raise _not_whole(path, size_problem({"header": sizes["header"]}, game, (1, 1)))
        with np.load(path, allow_pickle=False) as archive:
            header: dict[str, Any] = dict(json.loads(bytes(archive["header"]).decode()))
            _check_header(path, header, game)
            nodes = header["nodes"][0], header["nodes"][1]
            if wrong := size_problem(sizes, game, nodes):
                raise _not_whole(path, wrong)
            arrays = {name: archive[name] for name in archive.files}
    except FileNotFoundError:
        raise NegotiationError(f"there is no file {path}; `solve --save` writes one") from None
    except NegotiationError:
        raise
    except OSError as error:
        if error.strerror is None:
            raise _not_whole(path) from error
        raise NegotiationError(f"{path} cannot be read: {error.strerror}") from error
    except Exception as error:  # whatever a foreign file makes of the reader
        raise _not_whole(path) from error
    if not np.array_equal(arrays.pop("seal", np.zeros(0)), _seal(arrays)):
        raise _not_whole(path)
    return header, arrays


def _check_header(path: Path, header: Mapping[str, Any], game: Game) -> None:
    """Raise ``NegotiationError`` for a header of another kind, format or game, or made up."""
    if header.get("kind") != _KIND or header.get("format") != FORMAT:
        raise NegotiationError(
            f"{path} holds {header.get('kind')!r}, format {header.get('format')}; "
            f"this version reads {_KIND!r}, format {FORMAT}"
        )
    if header.get("game_fingerprint") != game.fingerprint:
        raise NegotiationError(
            f"{path} was solved for another game: {header.get('game')} "
            f"{str(header.get('game_fingerprint'))[:16]}, and this is {game.name} "
            f"{game.fingerprint[:16]}; solve it again, or take the scenario it was solved for"
        )
    if wrong := header_problem(header, game.payoff_span):
        raise _not_whole(path, wrong)


def _not_whole(path: Path, why: str = "") -> NegotiationError:
    said = f" ({why})" if why else ""
    return NegotiationError(
        f"{path} is not a whole saved profile{said}; solve the scenario again with --save"
    )


def _seal(arrays: Mapping[str, NDArray[Any]]) -> NDArray[np.uint8]:
    """Return the sha256 of everything in a file: one that was altered is no equilibrium."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name}:{array.dtype.str}:{array.shape};".encode() + array.tobytes())
    return np.frombuffer(digest.digest(), dtype=np.uint8)


def _profile(
    path: Path, game: Game, header: dict[str, Any], arrays: dict[str, Any]
) -> BeliefProfile:
    _check(game, header, arrays)
    first, second = (
        BeliefAxis.around(float(prior[1]) if len(prior) == 2 else 0.0, int(nodes))
        for prior, nodes in zip(game.prior, header["nodes"], strict=True)
    )
    continued = Selection("continued", CONTINUED, branch=Branch.from_arrays(arrays))
    selections = {one.name: one for one in (Selection(), continued, *all_selections(game))}
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
    if solver.selection is continued:
        _check_branch(solver, 0 if menu is None else len(menu.packages))
    tally = Tally(arrays["counts"], float(header["residual"]))
    profile = BeliefProfile(solver, menu, BeliefInduction(list(arrays["values"]), tally, {}))
    if not np.isfinite(profile.value()).all():  # elsewhere there are gaps that play cannot reach
        raise ValueError("a value at the start is no number")
    profile.selected = from_plain(header["selected"])
    return profile


def _check(game: Game, header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> None:
    """Raise ``ValueError`` or ``TypeError`` for what no profile of the game was saved as."""
    values, counts, packages = (arrays[name] for name in ("values", "counts", "packages"))
    if values.dtype != np.float64 or values.shape[-2:] != tuple(header["nodes"]):
        raise ValueError("values of another kind or grid")  # before a grid of any size is made
    if counts.dtype != np.int64 or counts.shape != Tally().counts.shape or counts.min() < 0:
        raise ValueError("counts of another kind")
    if (game.packages is None) != (header["menu_error_busd"] is None):
        raise ValueError("a menu without packages, or packages without a menu")
    if game.packages is not None:
        last = np.append(packages, game.packages.count)
        if packages.dtype.kind != "i" or packages.size < 1 or packages.min() < 0:
            raise ValueError("no menu")
        if (np.diff(np.sort(last)) <= 0).any() or last.max() > game.packages.count:
            raise ValueError("packages that do not exist, or twice")


def _check_branch(solver: StageSolver, offers: int) -> None:
    """Raise ``ValueError`` or ``LookupError`` for roots of other stages, states or nodes."""
    branch, game = solver.selection.branch, solver.game
    assert branch is not None
    for (t, s), shifts in branch.moves.items():
        stage = game.stages[t]
        more = offers if stage.kind is StageKind.OFFER else 0
        _check_roots(solver, (t, s), shifts, (*_nodes(solver, t), int(stage.legal[s].sum()) + more))
    for (t, s), (shifts, packages) in branch.answers.items():
        _check_roots(solver, (t, s), shifts, (offers, *_nodes(solver, t)))
        _check_roots(solver, (t, s), packages, (2, 2, 2, offers))


def _nodes(solver: StageSolver, t: int) -> tuple[int, int]:
    """Return the nodes of the belief about the other player and of the one about the mover."""
    mover = solver.game.stages[t].mover
    if mover is None:
        raise ValueError("roots of nature's")
    return solver.axes[1 - mover].count, solver.axes[mover].count


def _check_roots(
    solver: StageSolver, place: tuple[int, int], table: NDArray[Any], shape: tuple[int, ...]
) -> None:
    if min(place) < 0 or place[1] >= solver.game.states.count:
        raise ValueError("roots in no public state")
    if table.dtype != np.float64 or table.shape != shape:
        raise ValueError("roots of another kind or grid")
