r"""Gambit's agent quantal response equilibrium of a small tree: a second opinion on ours.

In an agent quantal response equilibrium of precision L an action at an information set is taken
with probability

    \sigma(a) = \exp(L u(a)) / \sum_b \exp(L u(b)),

where u(a) is what the mover expects of the action once the set is reached, its own later choices
being equally noisy. Gambit follows the principal branch of such equilibria from L = 0, where every
action is equally likely, in the tree written as ``.efg`` text. Its search for the precision asked
for ends within some 1e-9 of it, and near a bifurcation it may leave a perturbation of 1e-7 in what
it returns; both depend on its steps. So the result is held against the equation above at the
precision asked for, and looked for again with other steps if need be.

pygambit is licensed under the GPL. It is never a dependency: it is imported here alone, late, by
those who installed it by hand.

Source: McKelvey and Palfrey (1998), Experimental Economics 1, 9-41; Turocy (2010), Economic Theory
42, 255-269. Checked by ``tests/interop/gambit``.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..foundations.errors import MissingLibrary, NegotiationError
from ..game.tree import ROOT
from .efg import efg_text

if TYPE_CHECKING:
    import networkx

EXACT = 1e-10
"""Largest accepted distance of a probability from the response to the payoffs it leads to."""

_STEPS = ((0.03, 1.1), (0.03, 1.05), (0.02, 1.05), (0.015, 1.05), (0.01, 1.1), (0.003, 1.03))
"""Gambit's own first step along the branch with its growth, and others tried after it."""


class MissingGambit(MissingLibrary):
    """pygambit is asked for and absent: it comes with no extra of ours."""

    def __init__(self) -> None:
        NegotiationError.__init__(
            self,
            "pygambit is not installed; being licensed under the GPL it comes with no extra of "
            "ours: try `pip install -r requirements/gambit.txt` in a checkout, or "
            "`pip install pygambit==17.0.0b2`",
        )


@dataclass(frozen=True)
class QuantalResponse:
    """An agent quantal response equilibrium of a tree."""

    probabilities: Mapping[str, Mapping[str, float]]
    """The probability of every action, by information set and action as the tree names them."""
    residual: float
    """The largest distance of a probability from the logit response to the payoffs."""
    turns: int
    """How often the principal branch turns back in precision, or another branch crosses it, on the
    way; above 0 there are other equilibria at some lower precision."""


def agent_quantal_response(tree: networkx.DiGraph[int], precision: float) -> QuantalResponse:
    """Return the first equilibrium of this precision on the principal branch of a tree's game.

    ``precision`` is in 1/$bn and positive (Gambit overlooks 0). Raises ``MissingGambit`` where
    pygambit is not installed, and ``NegotiationError`` if Gambit does not arrive at the precision.
    """
    try:
        gambit = importlib.import_module("pygambit")
    except ImportError:
        raise MissingGambit from None
    if not 0.0 < precision < np.inf:
        raise NegotiationError(f"a precision is a positive number, not {precision}; try 1.0")
    game = gambit.read_efg(io.StringIO(efg_text(_with_numbered_actions(tree))))
    residual = np.inf
    for first_step, growth in _STEPS:
        events: list[Any] = []
        solved = gambit.qre.logit_solve_lambda(
            game,
            float(precision),
            first_step=first_step,
            max_accel=growth,
            event_callback=events.append,
        )
        if not solved:
            continue
        residual = min(residual, here := _residual(gambit, solved[0].profile, precision))
        if here <= EXACT:
            probabilities = _by_information_set(tree, solved[0].profile)
            return QuantalResponse(probabilities, here, _turns(gambit, events, precision))
    raise NegotiationError(
        f"Gambit came no nearer to an equilibrium of precision {precision} than {residual:.1e}; "
        "try a lower precision or a smaller game"
    )


def _with_numbered_actions(tree: networkx.DiGraph[int]) -> networkx.DiGraph[int]:
    """Return the tree with actions called 0, 1, 2 ..: Gambit names nodes by the way to them."""
    numbered = tree.copy()
    for _, here in numbered.nodes(data=True):
        if "actions" in here:
            here["actions"] = tuple(map(str, range(len(here["actions"]))))
    return numbered


def _turns(gambit: Any, events: list[Any], precision: float) -> int:
    """Count the turns and crossings of the branch before it first reaches the precision.

    What comes after is Gambit's search for the exact precision, back and forth.
    """
    path, crossings = [0.0], 0
    for event in events:
        if isinstance(event, gambit.gambit.LogitBifurcationEvent):
            crossings += 1
        elif isinstance(event, gambit.gambit.LogitPathEvent):
            path.append(float(event.qre.lam))
            if path[-1] >= precision:
                break
    ahead = np.sign(np.diff(path))
    return crossings + int(np.count_nonzero(np.diff(ahead[ahead != 0.0])))


def _residual(gambit: Any, profile: Any, precision: float) -> float:
    """Return the largest distance of a probability from the logit response."""
    worst = 0.0
    worths = profile.action_values
    for player in profile.game.players:
        for history, mixed_action in profile[player]:
            here = worths[gambit.H.path(*history.actions)]
            chosen = dict(mixed_action)
            scaled = precision * np.array([float(here[action]) for action in chosen])
            response = np.exp(scaled - scaled.max())
            response /= response.sum()
            worst = max(worst, float(np.abs(response - np.array([*chosen.values()])).max()))
    return worst


def _by_information_set(tree: networkx.DiGraph[int], profile: Any) -> dict[str, dict[str, float]]:
    found = {}
    for player in profile.game.players:
        for history, mixed_action in profile[player]:
            node = ROOT
            for number in history.actions:
                node = list(tree.successors(node))[int(number)]
            here = tree.nodes[node]
            chances = [float(chance) for _, chance in mixed_action]
            found[here["information_set"]] = dict(zip(here["actions"], chances, strict=True))
    return found
