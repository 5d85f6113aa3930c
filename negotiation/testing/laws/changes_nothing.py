"""Asking leaves what was seen as it was: the game, the history, the belief, the legal actions."""

from __future__ import annotations

from typing import ClassVar

from ...engine.talks import Talks
from ...foundations.fingerprints import fingerprint
from ...game.game import Game
from ...game.information import InformationSet
from ..law import Law, Trial, Violation
from ..situations import play


class ChangesNothing(Law):
    """Asks that a strategy writes into nothing that it was handed."""

    name: ClassVar[str] = "changes_nothing"
    statement: ClassVar[str] = "It leaves everything that it saw as it was."

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first question after which something is no longer what it was."""
        game = trial.situation.new_game()
        whole = fingerprint(game)
        for talks in _walk(trial, game):
            seen = talks.seen()
            before = _picture(seen)
            answer = trial.answer(talks, seen, trial.new())
            if _picture(seen) != before:
                return self.broken(talks, answer, "it changed the information set it was handed")
        if fingerprint(game) == whole:
            return None
        return self._in_the_game(trial)

    def _in_the_game(self, trial: Trial) -> Violation | None:
        game = trial.situation.new_game()
        whole = fingerprint(game)
        for talks in _walk(trial, game):
            answer = trial.answer(talks, talks.seen(), trial.new())
            if fingerprint(game) != whole:
                return self.broken(talks, answer, "it changed the game it was shown")
        return None


def _walk(trial: Trial, game: Game) -> list[Talks]:
    at = trial.situation
    return list(play(game, at.realised, at.belief, at.choices))


def _picture(seen: InformationSet) -> tuple[str, bytes]:
    """Return everything in an information set but the game, as text and bytes."""
    said = (seen.player, seen.player_type, seen.position, seen.history, seen.belief, seen.earlier)
    return repr(said), seen.legal_actions.tobytes()
