"""The story of a broken law: the talks up to the answer, what was seen, what was said, and why."""

from __future__ import annotations

import numpy as np

from ..engine.matches import move_of
from ..engine.talks import Talks
from ..foundations.wording import called, day_in_words, in_words
from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..game.rules import Position, action_name, action_tags
from ..game.stages import NO_OFFER, StageKind
from .asking import NoAnswer
from .law import Law, Violation

MOST_ACTIONS = 8
"""So many actions of an answer, or of a menu, are told in full."""


def story_of(violation: Violation, law: type[Law], remedy: str = "") -> str:
    """Return the story as text; ``remedy`` is how to see it again."""
    seen = violation.seen
    return "\n".join(
        [
            *told(violation.talks),
            *_shown(seen),
            _answered(seen, violation.answer),
            f"This breaks the law {law.name!r}: {law.statement}",
            f"  {violation.why[:1].upper()}{violation.why[1:]}.",
            *([f"To see it again: {remedy}"] if remedy else []),
        ]
    )


def told(talks: Talks) -> list[str]:
    """Return the talks so far, a line for every day and every move."""
    game = talks.game
    lines = [_cast(talks)]
    going = Talks.begin(game, talks.types, seed=0, belief=talks.belief)
    day = None
    for move in talks.history:
        told_move = move_of(going, move.action, 1.0)
        if told_move.date != day:
            day = told_move.date
            lines.append(f"{day_in_words(day, year=True)}, {told_move.round}")
        lines.append(f"  {called(told_move.player)}: {_named(going, move.position, move.action)}")
        going = going.advanced(move.action)
    return lines


def _cast(talks: Talks) -> str:
    game = talks.game
    cast = (
        f"{called(p)} is {n.replace('_', ' ')}" for p, n in game.type_names(talks.types).items()
    )
    plenty = 0 if game.packages is None else game.packages.count
    rounds, many = len(game.rounds), "package" if plenty == 1 else "packages"
    return (
        f"Talks of {rounds} round{'s' if rounds > 1 else ''} over {plenty or 'no'} {many}: "
        f"{', '.join(cast)}."
    )


def _shown(seen: InformationSet) -> list[str]:
    game, day = seen.game, seen.game.rounds[seen.stage.round_index]
    own = game.types[seen.player][seen.player_type].replace("_", " ")
    belief = "; ".join(
        f"{called(player)} "
        + ", ".join(
            f"{name.replace('_', ' ')} {chance:.2f}"
            for name, chance in zip(game.types[i], seen.belief.of[i], strict=True)
        )
        for i, player in enumerate(game.players)
    )
    lines = [
        f"{day_in_words(day.day, year=True)}, {day.name}: "
        f"{called(game.players[seen.player])} ({own}) is asked at the stage "
        f"{seen.stage.name!r} and sees",
        f"  state: {game.states.in_words(seen.position.public_state)}",
        f"  belief: {belief}",
    ]
    if seen.earlier:
        lines.append(f"  earlier talks of the two: {len(seen.earlier)}")
    if seen.position.package is not None and game.packages is not None:
        lines.append(f"  on the table: {_package(seen, seen.position.package)}")
    menu = [int(action) for action in seen.legal_actions]
    named = [f"{k} {named_action(seen, k)}" for k in menu[:MOST_ACTIONS]]
    more = [f"and {len(menu) - MOST_ACTIONS} more"] if len(menu) > MOST_ACTIONS else []
    return [*lines, "  legal actions: " + "; ".join(named + more)]


def _answered(seen: InformationSet, answer: object) -> str:
    if isinstance(answer, NoAnswer):
        return f"It answers: {answer.text}"
    if not isinstance(answer, MixedAction) or len(answer.actions) != len(answer.probabilities):
        return f"It answers: {answer!r}"
    pairs = list(zip(answer.actions, answer.probabilities, strict=True))
    named = [f"{action} {named_action(seen, action)} ({p:.3g})" for action, p in pairs]
    more = [f"and {len(named) - MOST_ACTIONS} more"] if len(named) > MOST_ACTIONS else []
    return "It answers: " + "; ".join(named[:MOST_ACTIONS] + more)


def named_action(seen: InformationSet, action: object) -> str:
    """Return the public name of an action, its package or its tags with it."""
    if not isinstance(action, int | np.integer) or action not in seen.legal_actions:
        return "(not legal)"
    action = int(action)
    name = action_name(seen.game, seen.position, action).replace("_", " ")
    if seen.stage.kind is StageKind.OFFER and action != NO_OFFER:
        return f"offer {_package(seen, action - 1)}"
    tags = action_tags(seen.game, seen.position, action)
    return f"{name} [{', '.join(sorted(tags))}]" if tags else name


def _package(seen: InformationSet, package: int) -> str:
    assert seen.game.packages is not None
    return f"package {package} ({in_words(seen.game.packages.terms(package))})"


def _named(talks: Talks, position: Position, action: int) -> str:
    game = talks.game
    name = action_name(game, position, action).replace("_", " ")
    stage = game.stages[position.stage]
    if stage.kind is StageKind.OFFER and action != NO_OFFER:
        assert game.packages is not None
        return f"{name} package {action - 1} ({in_words(game.packages.terms(action - 1))})"
    return f"{name} ({stage.name})" if stage.kind is StageKind.MOVE or talks.mover is None else name
