"""What a solved game says: outcomes and payoffs by type pair, beliefs, postures and signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.game import Game, TypePair
from ...game.prospects import no_deal
from ...game.protocol import LAST_WORDS
from ...game.stages import StageKind
from ...results.case import Agreement, Case, Certificate, Outcome
from ...results.expectations import BeliefPath, Expectations, PosturePath, Signal
from ..views.outcomes import further, payoffs_of
from .bands import band_around
from .belief_profile import BeliefProfile
from .reached import Ending, PlayedOut

LISTED = 100
"""Most outcomes that a case lists."""


def cases_of(
    profile: BeliefProfile,
    play: PlayedOut,
    pairs: Sequence[TypePair],
    concept: str,
    certificates: Mapping[TypePair, Certificate],
    error: float = 0.0,
) -> tuple[Case, ...]:
    """Return one case for each type pair, types known to their own governments only.

    What is worth as much as the likeliest agreement, but for what the pair's certificate leaves or
    for the ``error`` of the values if that is larger, $bn, is told with it.
    """
    game = profile.game
    return tuple(_case(game, play, pair, concept, certificates[pair], error) for pair in pairs)


def _case(
    game: Game,
    play: PlayedOut,
    pair: TypePair,
    concept: str,
    certificate: Certificate,
    error: float,
) -> Case:
    merged: dict[tuple[int, int, int, int | None], float] = {}
    for ending in play.endings:
        key = (ending.stage, ending.public_state, ending.action, ending.package)
        merged[key] = merged.get(key, 0.0) + float(ending.chance[pair])
    ordered = sorted(merged.items(), key=lambda item: (-item[1], str(item[0])))
    outcomes = tuple(_outcome(game, key, chance) for key, chance in ordered[:LISTED])
    left = fsum(chance for _, chance in ordered[LISTED:])
    agreed = fsum(chance for key, chance in ordered if key[3] is not None)
    notes = (further(len(ordered) - LISTED, left),)
    return Case(
        concept=concept,
        player_types=game.type_names(pair),
        agreement=outcomes[0].agreement,
        agreement_probability=min(1.0, agreed),  # sums are rounded
        outcomes=outcomes,
        payoffs=payoffs_of(game, play.parts[:, :, *pair]),
        certificate=certificate,
        notes=notes if len(ordered) > LISTED else (),
        no_deal=no_deal(game, pair, Belief.prior(game)),
        band=band_around(game, pair, ordered[0][0], max(certificate.max_gain_busd, error)),
    )


def _outcome(game: Game, key: tuple[int, int, int, int | None], chance: float) -> Outcome:
    t, s, action, package = key
    stage = game.stages[t]
    agreement = None
    if package is not None:
        agreement = Agreement.of(game, stage.round_index, package)
    return Outcome(
        probability=chance,
        ending="agreement" if agreement is not None else stage.actions[action].name,
        agreement=agreement,
        public_state=game.states.describe(s),
    )


def expectations_of(profile: BeliefProfile, play: PlayedOut) -> Expectations:
    """Return what is expected of the talks."""
    game, tally, menu = profile.game, profile.tally, profile.offered
    weights = pair_weights(game)
    return Expectations(
        rounds=tuple(r.name for r in game.rounds),
        dates=tuple(r.day for r in game.rounds),
        agreed_by=_agreed_by(game, play.endings, weights),
        beliefs=tuple(_beliefs(profile, play, weights)),
        postures=tuple(_postures(game, play, weights)),
        signals=tuple(_signals(game, play, weights)),
        precision=profile.precision,
        residual=tally.residual,
        roots=int(tally.counts[0]),
        several=int(tally.counts[1]),
        selected=profile.selected,
        unsolved=int(tally.counts[3]),
        menu_error_busd=0.0 if menu is None else menu.error_busd,
        path_error_busd=max(paid_off(profile, play).values()),
    )


def paid_off(profile: BeliefProfile, play: PlayedOut) -> dict[str, float]:
    """Return by player how far what play pays is from solved values, $bn: the most of any pair."""
    game = profile.game
    first, second = (len(names) for names in game.types)
    off = np.abs(play.parts.sum(axis=0)[:, :first, :second] - profile.value())
    possible = pair_weights(game)[:first, :second] > 0.0
    return {player: float(off[i][possible].max()) for i, player in enumerate(game.players)}


def pair_weights(game: Game) -> NDArray[np.float64]:
    """Return the prior of every type pair [u, v]; a single type's second row is 0."""
    first, second = (np.append(prior, 0.0)[:2] for prior in game.prior)
    return np.outer(first, second)


def pair_label(game: Game, pair: TypePair) -> str:
    """Return a type pair in words, e.g. ``sensitive / guardian``."""
    return " / ".join(game.type_names(pair).values())


def _agreed_by(
    game: Game, endings: Sequence[Ending], weights: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    agreed = np.zeros((len(game.rounds), 2, 2))
    for ending in endings:
        if ending.package is not None:
            agreed[game.stages[ending.stage].round_index] += ending.chance
    total = np.minimum(np.cumsum(agreed, axis=0), 1.0)
    found = {pair_label(game, pair): total[:, *pair] for pair in game.type_pairs}
    return found | {"overall": (total * weights).sum(axis=(1, 2))}


def _beliefs(
    profile: BeliefProfile, play: PlayedOut, weights: NDArray[np.float64]
) -> list[BeliefPath]:
    """Return belief paths for each player that has two types."""
    game = profile.game
    starts = [_first_stage(game, r) for r in range(len(game.rounds))] + [len(game.stages)]
    found = []
    for i, player in enumerate(game.players):
        if len(game.types[i]) < 2:
            continue
        over = [play.believed(t, i) for t in starts]
        for own in (0, 1, None):
            chances = weights if own is None else _given(weights, i, own)
            if chances.sum() == 0.0:
                continue
            held = [(about, np.einsum("uv,uvn->n", chances, table)) for about, table in over]
            found.append(
                BeliefPath(
                    player=player,
                    believed_type=game.types[i][1],
                    true_type="" if own is None else game.types[i][own],
                    mean=np.array([float(about @ row / row.sum()) for about, row in held]),
                    low=np.array([_quantile(about, row, 0.1) for about, row in held]),
                    high=np.array([_quantile(about, row, 0.9) for about, row in held]),
                )
            )
    return found


def _first_stage(game: Game, r: int) -> int:
    """Return the first stage of a round, or of the next one that has any."""
    found = (t for t, stage in enumerate(game.stages) if stage.round_index >= r)
    return next(found, len(game.stages))


def _given(weights: NDArray[np.float64], i: int, own: int) -> NDArray[np.float64]:
    """Return the weights of type pairs given one player's type; zeros where it is impossible."""
    kept = np.zeros_like(weights)
    at = (own, slice(None)) if i == 0 else (slice(None), own)
    kept[at] = weights[at]
    total = kept.sum()
    return kept / total if total > 0.0 else kept


def _quantile(about: NDArray[np.float64], row: NDArray[np.float64], share: float) -> float:
    cumulated = np.cumsum(row) / row.sum()
    return float(about[np.argmax(cumulated >= share - 1e-12)])


def _postures(game: Game, play: PlayedOut, weights: NDArray[np.float64]) -> list[PosturePath]:
    """Return posture paths: what each type does at its move stage of each round."""
    found = []
    for stages in _repeated_moves(game):
        mover = game.stages[stages[0]].mover
        assert mover is not None
        labels = tuple(action.name for action in game.stages[stages[0]].actions)
        for own, type_name in enumerate(game.types[mover]):
            chances = _given(weights, mover, own)
            if chances.sum() == 0.0:
                continue
            table = np.zeros((len(game.rounds), len(labels)))
            for t in stages:
                if t in play.taken:
                    row = (play.taken[t][:, 0] * chances).sum(axis=(1, 2))
                    total = row.sum()
                    table[game.stages[t].round_index] = row / total if total > 0.0 else row
            found.append(
                PosturePath(
                    player=game.players[mover],
                    true_type=type_name,
                    postures=labels,
                    chances=table,
                )
            )
    return found


def _repeated_moves(game: Game) -> list[list[int]]:
    """Return the stages of each move that comes once in every round, with the same actions."""
    found: dict[tuple[object, ...], list[int]] = {}
    for t, stage in enumerate(game.stages):
        if stage.kind is StageKind.MOVE and stage.name not in LAST_WORDS:
            actions = tuple(action.name for action in stage.actions)
            found.setdefault((stage.name, stage.mover, actions), []).append(t)
    rounds = list(range(len(game.rounds)))
    return [ts for ts in found.values() if [game.stages[t].round_index for t in ts] == rounds]


def _signals(game: Game, play: PlayedOut, weights: NDArray[np.float64]) -> list[Signal]:
    found = []
    for t, taken in sorted(play.taken.items()):
        stage = game.stages[t]
        mover = stage.mover
        assert mover is not None
        day = game.rounds[stage.round_index]
        by_type = {
            own: (taken[:, 0] * _given(weights, mover, own)).sum(axis=(1, 2)) for own in (0, 1)
        }
        for k, action in enumerate(stage.actions):
            chance = float((taken[k, 0] * weights).sum())
            if chance < 1e-9:
                continue
            found.append(
                Signal(
                    round=day.name,
                    date=day.day,
                    stage=stage.name,
                    player=game.players[mover],
                    action=action.name,
                    chance_by_type={
                        type_name: float(by_type[own][k] / by_type[own].sum())
                        for own, type_name in enumerate(game.types[mover])
                        if by_type[own].sum() > 0.0
                    },
                    belief_before=float((taken[k, 1] * weights).sum()) / chance,
                    belief_after=float((taken[k, 2] * weights).sum()) / chance,
                )
            )
    return found
