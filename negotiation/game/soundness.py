"""What makes a stage or a table impossible by itself: every problem, with its place.

Solvers take a game as it stands: a prior that does not sum to one or a payoff that is no number
would come back as an equilibrium that is none. So records refuse it when they are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import Problem, ProblemsFound, shown
from ..foundations.tolerance import PROBABILITY_SUM
from .tables import SHOWN, distribution_problems, finite_problems, table_problems


class _Named(Protocol):
    """What is looked at of an action's label."""

    @property
    def name(self) -> str: ...


class _StageTables(Protocol):
    """What is looked at of a stage (see `stages.Stage`, which asks)."""

    @property
    def kind(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def round_index(self) -> int: ...

    @property
    def mover(self) -> int | None: ...

    @property
    def actions(self) -> Sequence[_Named]: ...

    @property
    def legal(self) -> NDArray[np.bool_]: ...

    @property
    def next_state(self) -> NDArray[np.int64]: ...

    @property
    def stride(self) -> Sequence[int]: ...

    @property
    def payoff(self) -> NDArray[np.float64]: ...

    @property
    def chance(self) -> NDArray[np.float64] | None: ...

    @property
    def chance_if_sure(self) -> NDArray[np.float64] | None: ...

    @property
    def legal_to(self) -> NDArray[np.bool_] | None: ...

    @property
    def state_tags(self) -> Mapping[str, NDArray[np.bool_]]: ...


def place_of(stage: _StageTables) -> str:
    """Return the words for a stage."""
    return f"stage {shown(stage.name)} of round {shown(stage.round_index)}"


def refuse(problems: Iterable[Problem], subject: str) -> None:
    """Raise ``ProblemsFound`` if there are any."""
    found = tuple(problems)
    if found:
        raise ProblemsFound(found, subject)


def stage_problems(stage: _StageTables) -> Iterator[Problem]:
    """Yield what is wrong with a stage of the right kinds, whatever game it may belong to."""
    where, actions = place_of(stage), len(stage.actions)
    given: dict[str, tuple[Any, int, str]] = {
        "legal [s, k]": (stage.legal, 2, "b"),
        "next_state [s, k]": (stage.next_state, 2, "i"),
        "payoff [part, i, u, v, s, k]": (stage.payoff, 6, "f"),
        **{f"state_tags {tag!r} [s, k]": (each, 2, "b") for tag, each in stage.state_tags.items()},
        "legal_to [type, s, k]": (stage.legal_to, 3, "b"),
        "chance [s, k]": (stage.chance, 2, "f"),
        "chance_if_sure [u, v, s, k]": (stage.chance_if_sure, 4, "f"),
    }
    optional = {"legal_to", "chance", "chance_if_sure"}
    expected = (*getattr(stage.legal, "shape", ())[:1], actions)
    misshapen = False
    for name, (table, axes, kinds) in given.items():
        if table is None and name.split()[0] in optional:
            continue
        found = list(table_problems(f"{where}, {name}", table, axes, kinds))
        if not found and (table.shape[-2:] != expected or 0 in table.shape):
            found = [
                Problem(
                    where=f"{where}, {name}",
                    what=f"an array of {axes} axes is needed, none of them empty, that ends "
                    f"with the public states and the {actions} actions of the stage",
                    value=table.shape,
                )
            ]
        misshapen = misshapen or bool(found)
        yield from found
    names = [action.name for action in stage.actions]
    for twice in sorted({name for name in names if names.count(name) > 1}):
        yield Problem(where=f"{where}, actions", what="two actions have one name", value=twice)
    if len(stage.stride) != actions or min(stage.stride, default=0) < 1:
        misshapen = True
        yield Problem(
            where=f"{where}, stride [k]",
            what=f"a whole number of at least 1 is needed for each of the {actions} actions",
            value=stage.stride,
        )
    yield from _mover_problems(stage, where)
    if not misshapen:
        yield from _table_problems(stage, where)


def _mover_problems(stage: _StageTables, where: str) -> Iterator[Problem]:
    by_nature = stage.kind == "chance"
    if by_nature != (stage.chance is not None):
        yield Problem(
            where=f"{where}, chance",
            what="a chance stage has no probabilities"
            if by_nature
            else f"a stage of the kind {str(stage.kind)!r} has nature's probabilities",
            allowed="probabilities [s, k] at a chance stage, None elsewhere",
        )
    known = stage.mover is None or (type(stage.mover) is int and stage.mover in {0, 1})
    if by_nature != (stage.mover is None) or not known:
        yield Problem(
            where=f"{where}, mover",
            what="exactly the chance stages have no mover, and two players sit at this table",
            value=stage.mover,
            allowed="0 or 1, and None at a chance stage",
        )
    if stage.chance is None and stage.chance_if_sure is not None:
        yield Problem(
            where=f"{where}, chance_if_sure",
            what="chances by type pair without a chance stage",
        )
    listed = {"offer": 1, "answer": 3}.get(stage.kind)
    if listed is not None and len(stage.actions) != listed:
        needed = "one, making no offer" if listed == 1 else "three: accept, reject, walk out"
        yield Problem(
            where=f"{where}, actions",
            what=f"the actions of an {stage.kind} stage are {needed}; no package is listed",
            value=tuple(action.name for action in stage.actions),
        )


def _table_problems(stage: _StageTables, where: str) -> Iterator[Problem]:
    names = {"action": [repr(action.name) for action in stage.actions]}
    if stage.payoff.shape[1] != 2:
        yield Problem(
            where=f"{where}, payoff [part, i, u, v, s, k]",
            what="two players are paid",
            value=stage.payoff.shape,
        )
    yield from finite_problems(
        f"{where}, payoff",
        stage.payoff,
        ("part", "player", "player 0's type", "player 1's type", "public state", "action"),
        names,
    )
    if np.isfinite(stage.payoff).all():
        with np.errstate(over="ignore"):
            total = stage.payoff.sum(axis=0)
        axes = ("player", "player 0's type", "player 1's type", "public state", "action")
        yield from finite_problems(f"{where}, the sum of the payoff's parts", total, axes, names)
    for s in np.flatnonzero(~stage.legal.any(axis=1))[:SHOWN]:
        yield Problem(where=f"{where}, public state {s}", what="no action is legal")
    states = stage.legal.shape[0]
    following = stage.next_state
    wrong = np.argwhere(stage.legal & ((following < -1) | (following >= states)))
    for s, k in wrong[:SHOWN]:
        yield Problem(
            where=f"{where}, public state {s}, action {names['action'][k]}",
            what="the public state that follows does not exist",
            value=int(following[s, k]),
            allowed=f"0 to {states - 1}, or -1 for the end",
        )
    if stage.legal_to is not None:
        yield from _own_action_problems(stage, stage.legal_to, where)
    if stage.kind == "answer":
        goes_on = stage.legal[:, 0] & (following[:, 0] != -1)
        for s in np.flatnonzero(goes_on)[:SHOWN]:
            yield Problem(
                where=f"{where}, public state {s}, action {names['action'][0]}",
                what="accepting always ends the game",
                value=int(following[s, 0]),
                allowed="-1, the end",
            )
    if stage.chance is not None:
        yield from _chance_problems(stage, where)


def _own_action_problems(
    stage: _StageTables, legal_to: NDArray[np.bool_], where: str
) -> Iterator[Problem]:
    """Yield what is wrong with actions that only some types may take."""
    if stage.kind != "move" or legal_to.dtype != np.bool_:
        yield Problem(
            where=f"{where}, legal_to",
            what="truth values by type are for the actions of a move stage",
            value=f"{legal_to.dtype} at a stage of the kind {str(stage.kind)!r}",
        )
        return
    told = legal_to & stage.legal
    for own, s in np.argwhere(~told.any(axis=2))[:SHOWN]:
        yield Problem(
            where=f"{where}, legal_to, type {own}, public state {s}",
            what="no action is open to this type",
        )
    for s, k in np.argwhere(stage.legal & ~told.any(axis=0))[:SHOWN]:
        yield Problem(
            where=f"{where}, legal_to, public state {s}, action {stage.actions[k].name!r}",
            what="this action is legal, but open to no type",
            remedy="making it illegal",
        )


def _chance_problems(stage: _StageTables, where: str) -> Iterator[Problem]:
    assert stage.chance is not None
    sure = stage.chance_if_sure
    tables = stage.chance[None, None] if sure is None else sure
    for u, v, s in np.argwhere(~_are_distributions(tables))[:SHOWN]:
        place = "" if sure is None else f", types ({u}, {v})"
        yield from distribution_problems(
            f"{where}, chances by public state{place}, public state {s}", tables[u, v, s]
        )
    possible = (tables > 0.0).any(axis=(0, 1))
    for s, k in np.argwhere(possible & ~stage.legal)[:SHOWN]:
        yield Problem(
            where=f"{where}, public state {s}, action {stage.actions[k].name!r}",
            what="nature may do what is not legal",
        )
    if sure is not None:
        for s, k in np.argwhere(~possible & stage.legal)[:SHOWN]:
            yield Problem(
                where=f"{where}, public state {s}, action {stage.actions[k].name!r}",
                what="this action is legal, but no pair of types gives it a chance",
            )


def _are_distributions(tables: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which rows [.., k] of a table are probabilities that sum to one [..]."""
    with np.errstate(invalid="ignore"):
        off = np.abs(tables.sum(axis=-1) - 1.0)
        return np.asarray((tables >= 0.0).all(axis=-1) & (off <= PROBABILITY_SUM))
