"""Units and zero of payoffs do not matter: positive affine transforms change no answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from ...engine.talks import Talks
from ..law import Law, Trial, Violation, alike, is_well_formed
from ..situations import play
from ..transforms import rescaled

SCALES = (
    ((4.0, 1.0), (0.0, 0.0)),
    ((1.0, 0.25), (3.0, -2.0)),
    ((2.0, 2.0), (-1.0, 5.0)),
    ((0.5, 8.0), (1.0, 1.0)),
)
"""By what payoffs are multiplied, and what is added; powers of two multiply without rounding."""


class AffineInvariant(Law):
    """Asks for one answer in every game that is the same game in other units."""

    name: ClassVar[str] = "affine_invariant"
    statement: ClassVar[str] = (
        "Multiplying either player's payoffs by a positive number, or adding one to them, changes "
        "no answer."
    )
    is_claim: ClassVar[bool] = True
    compares: ClassVar[bool] = True

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first answer that other units change."""
        at = trial.situation
        scale, shift = SCALES[at.seed % len(SCALES)]
        game = rescaled(trial.game, scale, shift)
        there = play(game, at.realised, at.belief, at.choices, trial.earlier)
        how = f"with payoffs times {scale} plus {shift}"
        return unlike(self, trial, there, how)


def unlike(law: Law, trial: Trial, there: Iterator[Talks], how: str) -> Violation | None:
    """Return the first answer that differs in the same play of what is the same game."""
    for talks, elsewhere in zip(trial.walk(), there, strict=True):
        mixed, other = trial.answer(talks), trial.answer(elsewhere)
        if not is_well_formed(mixed) or not is_well_formed(other):
            continue
        asked = (partial(trial.answer, talks), mixed), (partial(trial.answer, elsewhere), other)
        if not alike(mixed, other) and trial.are_settled(*asked):
            return law.broken(talks, mixed, f"{how} it answers {other!r}")
    return None
