"""The stages at which a government sets its public posture."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..game.stages import ActionLabel, Stage, StageKind
from ..payoffs.present_value import PARTS
from ..payoffs.relations import move_cost
from ..payoffs.reserves import sale_cost
from ..payoffs.treasury import Posture
from .worth import Worths

TREASURY, RELATIONS = PARTS.index("treasury"), PARTS.index("relations")


def posture_stage(r: int, mover: int, worths: Worths) -> Stage:
    """Return the stage at which a player stays on its ladder or moves."""
    states, contents, day = worths.states, worths.scenario, worths.timetable.days[r]
    ladder = states.us if mover == 0 else states.card
    here = states.us_of if mover == 0 else states.card_of
    names = list(ladder)
    to = np.arange(len(names))[None, :]
    rungs = np.array([posture.rung for posture in ladder.values()])
    climb = rungs[None, :] > rungs[here][:, None]
    stay = to == here[:, None]
    allowed = _allowed(ladder)
    legal = stay | allowed[here]
    card = contents.card
    if mover == 1 and not card.available_from <= day <= card.available_until:
        legal &= ~climb
    types = (len(worths.us_types), len(worths.partner_types))
    payoff = np.zeros((len(worths.parts), 2, *types, states.count, len(names)))
    factors = np.array([worths.value.once(0, day), worths.value.once(1, day)])
    for origin, target in zip(*np.nonzero(allowed), strict=True):
        cost = _move_payoff(ladder, names[origin], names[target], mover, worths)
        paid = cost * factors[None, :, None, None]
        payoff[..., here == origin, target] = paid[..., None]
    return Stage(
        kind=StageKind.MOVE,
        name="US posture" if mover == 0 else "card posture",
        round_index=r,
        mover=mover,
        actions=tuple(ActionLabel(name=name) for name in names),
        legal=legal,
        next_state=states.moved(us=to) if mover == 0 else states.moved(card=to),
        stride=(1,) * len(names),
        payoff=payoff,
        state_tags={"hold": stay, "pressure": climb, "retreat": ~climb & ~stay},
    )


def _allowed(ladder: Mapping[str, Posture]) -> NDArray[np.bool_]:
    names = list(ladder)
    allowed = np.zeros((len(names), len(names)), dtype=bool)
    for n, posture in enumerate(ladder.values()):
        for target in posture.moves:
            if target in names:  # without a card the ladder is one rung
                allowed[n, names.index(target)] = True
    return allowed


def _move_payoff(
    ladder: Mapping[str, Posture], origin: str, target: str, mover: int, worths: Worths
) -> NDArray[np.float64]:
    """Return what a move pays at once [part, i, u, v], before discounting.

    Relations and standing of the mover count by its type; those of the other player do not.
    """
    paid = np.zeros((len(worths.parts), 2, len(worths.us_types), len(worths.partner_types)))
    goodwill, standing = move_cost(ladder, origin, target, mover, worths.scale)
    if mover == 0:
        audience = worths.us("audience_weight")[:, None]
        relations = np.ones((1, 1))
    else:
        audience = worths.partner("audience_weight")[None, :]
        relations = worths.partner("relations_weight")[None, :]
    paid[RELATIONS, mover] = goodwill[mover] * relations + standing[mover] * audience
    paid[RELATIONS, 1 - mover] = goodwill[1 - mover]
    if ladder[target].selling and not ladder[origin].selling:
        s = worths.scenario
        cost = sale_cost(s.market, s.reserves, worths.partner("reserve_weight"))
        paid[TREASURY, mover] += cost[None, :]
    return paid
