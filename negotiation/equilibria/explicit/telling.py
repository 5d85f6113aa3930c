"""An equilibrium on the tree of histories as a solution: cases, certificate, and the whole tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from math import fsum

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...game.beliefs import Belief
from ...game.game import Game, TypePair
from ...game.prospects import no_deal
from ...game.rules import Position, action_name, is_agreement, is_offer, payoff_parts
from ...results.case import Agreement, Case, Certificate, Outcome
from ...results.exact_certificate import ExactCertificate
from ...results.played_tree import PlayedMove, PlayedNode, PlayedTree
from ...results.receipt import receipt
from ...results.solution import Solution
from ..certificates.by_history import certify_by_history
from ..views.outcomes import further, payoffs_of
from .histories import list_histories
from .kernels.layout import NATURE
from .solution import ExplicitSolution
from .solving import EFFORT, solve_explicit

Array = NDArray[np.float64]

NEGLIGIBLE = (1e-6, 1e-4, 1e-3)
"""What no type may gain more of at the start in a perfect Bayesian equilibrium, as a share of what
is at stake in a whole play; the later ones where nothing nearer is found."""
LISTED = 100
"""Most outcomes that a case lists."""
SHOWN = 500
"""Most histories that a solution lists."""


def solved_on_tree(
    game: Game,
    concept: str,
    precision: float | None,
    pairs: Sequence[TypePair] | None,
    why: str,
    *,
    effort: int = EFFORT,
) -> Solution:
    """Return the equilibrium of a game on its tree, with a case for each type pair.

    ``precision`` is L per $bn; None climbs until no type can gain a millionth of what is at stake,
    or a thousandth where nothing nearer is found: the certificate says how much. ``why`` says in
    words why the tree was taken. Raises ``NegotiationError`` as `solve_explicit`.
    """
    found = _found(game, precision, effort)
    certificate = certify_by_history(game, found, found.values)
    tree = _played(found, certificate)
    wanted = game.type_pairs if pairs is None else pairs
    return Solution(
        concept=concept,
        cases=tuple(_case(found, pair, concept, certificate) for pair in wanted),
        receipt=receipt(
            game,
            libraries=("numpy", "numba"),
            parameters={
                "precision": float(found.precision),
                "method": "tree",
                "why": why,
                "branch": tree.branch,
            },
        ),
        tree=tree,
    )


def _found(game: Game, precision: float | None, effort: int) -> ExplicitSolution:
    """Return the equilibrium at a precision, or the nearest to a perfect Bayesian one."""
    if precision is not None:
        return solve_explicit(game, precision, effort=effort)
    stakes = list_histories(game).stakes() or 1.0
    for share in NEGLIGIBLE[:-1]:
        with suppress(NegotiationError):
            return solve_explicit(game, regret=share * stakes, effort=effort)
    return solve_explicit(game, regret=NEGLIGIBLE[-1] * stakes, effort=effort)


def _case(
    found: ExplicitSolution, pair: TypePair, concept: str, certificate: ExactCertificate
) -> Case:
    game, histories = found.game, found.histories
    reached = np.zeros(histories.count + 1)  # the last is the end
    reached[0] = 1.0
    parts = np.zeros((len(game.parts), 2))
    merged: dict[tuple[int, int, int, int], float] = {}
    for n in range(histories.count):
        if reached[n] == 0.0:
            continue
        edges, here = found.edges(n), _position(found, n)
        for e, chance in zip(range(edges.start, edges.stop), found.chances(n, pair), strict=True):
            likely, child = reached[n] * float(chance), int(histories.tree.child[e])
            action = int(histories.action[e])
            reached[child] += likely
            parts += likely * payoff_parts(game, here, action, pair)
            if child < 0:
                agreed = is_agreement(game.stages[here.stage], action)
                package = -1 if not agreed or here.package is None else here.package
                key = (here.stage, here.public_state, action, package)
                merged[key] = merged.get(key, 0.0) + likely
    ordered = sorted(merged.items(), key=lambda item: (-item[1], item[0]))
    outcomes = tuple(_outcome(game, key, chance) for key, chance in ordered[:LISTED])
    left = fsum(chance for _, chance in ordered[LISTED:])
    notes = (further(len(ordered) - LISTED, left),)
    return Case(
        concept=concept,
        player_types=game.type_names(pair),
        agreement=outcomes[0].agreement,
        agreement_probability=min(1.0, fsum(chance for key, chance in ordered if key[3] >= 0)),
        outcomes=outcomes,
        payoffs=payoffs_of(game, parts),
        certificate=_in_brief(certificate, game.type_names(pair)),
        notes=notes if len(ordered) > LISTED else (),
        no_deal=no_deal(game, pair, Belief.prior(game)),
    )


def _outcome(game: Game, key: tuple[int, int, int, int], chance: float) -> Outcome:
    t, s, action, package = key
    stage, agreement = game.stages[t], None
    if package >= 0:
        agreement = Agreement.of(game, stage.round_index, package)
    return Outcome(
        probability=chance,
        ending="agreement" if agreement is not None else stage.actions[action].name,
        agreement=agreement,
        public_state=game.states.describe(s),
    )


def _in_brief(certificate: ExactCertificate, types: Mapping[str, str]) -> Certificate:
    """Return the most that one of a pair of types gains from the start on, by player."""
    gains = {
        f"{player} {name}": gain
        for player, by_type in certificate.at_start.items()
        for name, gain in by_type.items()
        if types[player] == name
    }
    who = max(gains, key=lambda name: gains[name])
    return Certificate(
        max_gain_busd=gains[who],
        method=certificate.method,
        where=f"at the start, {who}",
        checked=certificate.checked,
    )


def _played(found: ExplicitSolution, certificate: ExactCertificate) -> PlayedTree:
    game, count = found.game, found.histories.count
    came = {int(child): n for n in range(count) for child in _children(found, n) if child >= 0}
    listed = range(count) if count <= SHOWN else range(0)
    return PlayedTree(
        players=game.players,
        types=game.types,
        precision=found.precision,
        histories=count,
        is_principal=found.is_principal,
        leaps=sum(rung.way == "leap" for rung in found.ladder),
        crossings=found.crossings,
        folds=found.folds,
        residual=found.residual,
        values={player: found.values[i] for i, player in enumerate(game.players)},
        certificate=certificate,
        nodes=tuple(_node(found, n, came.get(n, -1)) for n in listed),
    )


def _node(found: ExplicitSolution, n: int, parent: int) -> PlayedNode:
    game, here = found.game, _position(found, n)
    stage, mover = game.stages[here.stage], int(found.histories.tree.mover[n])
    edges = found.edges(n)
    chances = np.stack(
        [found.chances(n, pair) for pair in _own_pairs(game, mover)], axis=1
    )  # [k, type]
    names = ("nature",) if mover == NATURE else game.types[mover]
    came = ""
    if parent >= 0:
        edge = found.edges(parent).start + int(np.flatnonzero(_children(found, parent) == n)[0])
        came = _name(game, _position(found, parent), int(found.histories.action[edge]))
    return PlayedNode(
        parent=parent,
        action=came,
        round=game.rounds[stage.round_index].name,
        stage=stage.name,
        player="nature" if mover == NATURE else game.players[mover],
        public_state=game.states.describe(here.public_state),
        belief={
            player: dict(zip(game.types[i], found.belief_at(n).of[i], strict=True))
            for i, player in enumerate(game.players)
        },
        moves=tuple(
            PlayedMove(
                action=_name(game, here, int(found.histories.action[e])),
                number=int(found.histories.action[e]),
                chances={
                    name: float(chance)
                    for own, (name, chance) in enumerate(zip(names, row, strict=True))
                    if found.histories.tree.charge[e, own] == 0.0
                },
                following=int(found.histories.tree.child[e]),
                payoffs={
                    player: found.histories.tree.payoff[e, i].reshape(*map(len, game.types))
                    for i, player in enumerate(game.players)
                },
            )
            for e, row in zip(range(edges.start, edges.stop), chances, strict=True)
        ),
    )


def _own_pairs(game: Game, mover: int) -> list[TypePair]:
    """Return a pair of types for each type of the mover, one for nature."""
    if mover == NATURE:
        return [(0, 0)]
    return [(own, 0) if mover == 0 else (0, own) for own in range(len(game.types[mover]))]


def _children(found: ExplicitSolution, n: int) -> NDArray[np.int64]:
    return np.asarray(found.histories.tree.child[found.edges(n)])


def _position(found: ExplicitSolution, n: int) -> Position:
    histories = found.histories
    package = int(histories.package[n])
    stage, state = int(histories.stage[n]), int(histories.public_state[n])
    return Position(stage, state, None if package < 0 else package)


def _name(game: Game, here: Position, action: int) -> str:
    """Return an action's name, an offer's with its terms."""
    if not is_offer(game.stages[here.stage], action):
        return action_name(game, here, action)
    assert game.packages is not None
    terms = game.packages.terms(action - 1)
    if len(terms) == 1:
        return f"offer {next(iter(terms.values()))}"
    return "offer " + ", ".join(f"{issue} {level}" for issue, level in terms.items())
