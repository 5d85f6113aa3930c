"""A match: two strategies play the talks to their end, and a record is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ..foundations.errors import NegotiationError
from ..foundations.users_files import where_raised
from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..game.rules import action_name, is_agreement, is_legal, is_offer, payoff, stage_at
from ..results.case import Agreement, Payoff
from ..results.profile import Profile
from ..results.receipt import Setting, receipt
from ..results.record import Move, Record
from ..strategies.strategy import Strategy
from .naming import name_of
from .seating import Seats
from .talks import Talks
from .who_knows import begun


def play(
    game: Game,
    seats: Seats,
    types: TypePair | None = None,
    *,
    seed: int,
    match: int = 0,
    belief: Belief | None = None,
    known_profile: Profile | None = None,
    private: bool = False,
) -> Record:
    """Return the record of one match; by default both types are known to all (see `begun`)."""
    talks = begun(
        game,
        seats,
        types,
        seed=seed,
        match=match,
        belief=belief,
        known_profile=known_profile,
        private=private,
    )
    return play_out(talks, seats, seed=seed, match=match)


def play_out(talks: Talks, seats: Seats, *, seed: int, match: int = 0) -> Record:
    """Return the record of talks that are played from their first move to their end.

    ``seed`` and ``match`` are those that the talks were begun with; the record keeps them.
    """
    return played(talks, seats).record(seats, seed=seed, match=match)


@dataclass(frozen=True, slots=True)
class Played:
    """Talks that were played to their end, before anyone writes them down."""

    over: Talks
    """The talks after the last move: history, payments and the last belief."""
    before: tuple[Talks, ...]
    """The talks before each move [n]."""
    probabilities: tuple[float, ...]
    """The probability that the mover's mixed action gave to each move [n]."""

    def record(self, seats: Seats, *, seed: int, match: int = 0) -> Record:
        """Return the record; ``seed`` and ``match`` are those that the talks were begun with."""
        taken = zip(self.before, self.over.history, self.probabilities, strict=True)
        moves = [move_of(talks, move.action, chance) for talks, move, chance in taken]
        return record_of(self.over, moves, seats, seed=seed, match=match)


def played(
    talks: Talks, seats: Seats, answer: Callable[[Talks, Seats], MixedAction] | None = None
) -> Played:
    """Return talks that are played from where they stand before their first move to their end.

    ``answer`` says what is answered, nature's moves included: `mixed_action_at` by default.
    """
    asked = mixed_action_at if answer is None else answer
    before, probabilities = [], []
    while talks.position is not None:
        mixed = asked(talks, seats)
        action = talks.draw(mixed)
        before.append(talks)
        probabilities.append(mixed.probability(action))
        talks = talks.advanced(action)
    return Played(talks, tuple(before), tuple(probabilities))


def mixed_action_at(talks: Talks, seats: Seats) -> MixedAction:
    """Return the mover's mixed action, nature's included."""
    mover = talks.mover
    return talks.chance() if mover is None else mixed_action_of(seats[mover], talks)


def mixed_action_of(strategy: Strategy, talks: Talks) -> MixedAction:
    """Return what a strategy answers where its player moves.

    Raises ``NegotiationError`` naming strategy, player, stage and date for an answer that cannot be
    played: an error, no mixed action, no distribution, or an action that is not legal.
    """
    seen = talks.seen()
    try:
        mixed: object = strategy.mixed_action(seen)
    except NegotiationError:
        raise
    except (Exception, SystemExit, GeneratorExit) as error:  # a user's code may raise anything
        who, where = _who_and_where(strategy, seen)
        own = sys.modules.get(type(getattr(strategy, "guest", strategy)).__module__)
        told = where_raised(error, getattr(own, "__file__", None) or "")
        raise NegotiationError(
            f"{who} has no answer {where}: {told}; try `negotiation check` on it"
        ) from error
    if type(mixed) is not MixedAction:  # a subclass may say anything of itself
        who, where = _who_and_where(strategy, seen)
        raise NegotiationError(
            f"{who} answers {mixed!r} {where}, which is no mixed action; try MixedAction.pure"
        )
    for action, probability in zip(mixed.actions, mixed.probabilities, strict=True):
        if probability > 0.0 and not _is_open(seen, action):
            who, where = _who_and_where(strategy, seen)
            raise NegotiationError(
                f"{who} plays action {action!r} {where}, which is not legal there; try one of the "
                "information set's legal_actions"
            )
    return mixed


def _who_and_where(strategy: Strategy, seen: InformationSet) -> tuple[str, str]:
    day = seen.game.rounds[seen.stage.round_index].day
    own = seen.game.types[seen.player][seen.player_type]
    return (
        f"{name_of(strategy)} ({seen.game.players[seen.player]})",
        f"at the stage {seen.stage.name!r} of {day} as {own}",
    )


def _is_open(seen: InformationSet, action: object) -> bool:
    """Return whether something is the number of a legal action."""
    if not isinstance(action, (int, np.integer)):
        return False
    return is_legal(seen.game, seen.position, int(action), seen.player_type)


def move_of(talks: Talks, action: int, probability: float) -> Move:
    """Return the public record of an action at the talks' present position."""
    game, position = talks.game, talks.position
    assert position is not None
    stage = stage_at(game, position)
    package = position.package
    if is_offer(stage, action):
        package = action - 1
    table = game.packages
    offered = None if package is None or table is None else (table, package)
    s, r = position.public_state, stage.round_index
    paid = payoff(game, position, action, talks.types)
    return Move(
        date=game.rounds[r].day,
        round=game.rounds[r].name,
        stage=stage.name,
        player="nature" if stage.mover is None else game.players[stage.mover],
        action=action_name(game, position, action),
        package=None if offered is None else offered[0].terms(offered[1]),
        numbers={} if offered is None else offered[0].numbers_of(offered[1]),
        probability=probability,
        public_state=game.states.describe(s),
        indicators={
            **{name: float(values[s]) for name, values in game.states.indicators.items()},
            **{name: float(values[r]) for name, values in game.indicators.items()},
        },
        payoffs={player: float(paid[i]) for i, player in enumerate(game.players)},
        beliefs={
            player: dict(zip(game.types[i], talks.belief.of[i], strict=True))
            for i, player in enumerate(game.players)
        },
    )


def record_of(talks: Talks, moves: list[Move], seats: Seats, *, seed: int, match: int) -> Record:
    """Return the record of talks that are over."""
    game = talks.game
    agreement = _agreement(talks)
    return Record(
        scenario=game.name,
        match=match,
        strategies={player: name_of(seats[i]) for i, player in enumerate(game.players)},
        player_types=game.type_names(talks.types),
        moves=tuple(moves),
        ending="agreement" if agreement is not None else moves[-1].action,
        agreement=agreement,
        payoffs=_payoffs(talks),
        receipt=receipt(game, seed=seed, parameters={"match": match, **_solved_with(game, seats)}),
        units={} if game.packages is None else game.packages.units,
    )


def _solved_with(game: Game, seats: Seats) -> dict[str, Setting]:
    """Return what the profiles that are followed were solved with, by player and setting."""
    return {
        f"{player} {name}": value
        for player, strategy in zip(game.players, seats, strict=True)
        if isinstance(profile := getattr(strategy, "profile", None), Profile)
        for name, value in profile.settings.items()
    }


def _payoffs(talks: Talks) -> Mapping[str, Payoff]:
    game = talks.game
    return {
        player: Payoff(
            parts={name: float(talks.paid[n, i]) for n, name in enumerate(game.parts)},
            total=float(talks.total[i]),
        )
        for i, player in enumerate(game.players)
    }


def _agreement(talks: Talks) -> Agreement | None:
    game, last = talks.game, talks.history[-1]
    stage = stage_at(game, last.position)
    if not is_agreement(stage, last.action):
        return None
    assert last.position.package is not None
    return Agreement.of(game, stage.round_index, last.position.package)
