"""What an entrant's mistake is told with: who, against whom, as what type, when, and which line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.running import run_tournament
from negotiation.game.mixed_actions import MixedAction
from tests.five_rounds import FIVE_ROUNDS

RAISER = """
from negotiation.strategies.strategy import Strategy


class Raiser(Strategy):
    learns = {learns}

    def mixed_action(self, seen):
        if len(seen.earlier) < {talks}:
            return self.last(seen)
        raise RuntimeError("I raise")

    def last(self, seen):
        from negotiation.game.mixed_actions import MixedAction
        return MixedAction.pure(int(seen.legal_actions[-1]))
"""


@pytest.mark.parametrize(
    ("learns", "talks", "where"),
    [(False, 0, ""), (True, 3, r"match 3, us (\w+), japan (\w+): ")],
)
def test_an_entrants_error_says_where_it_was_made(
    learns: bool, talks: int, where: str, tmp_path: Path
) -> None:
    file = tmp_path / "raiser.py"
    file.write_text(RAISER.replace("{learns}", str(learns)).replace("{talks}", str(talks)))
    field = entrants_named(["boulware"], [str(file)])
    [fault] = run_tournament(FIVE_ROUNDS, field, tmp_path, matches=20, seed=7, workers=1).faults
    assert {fault.us, fault.partner} <= {"boulware", "raiser"}
    assert re.match(
        where + r"raiser \((us|japan)\) has no answer at the stage '[^']+' of 2025-\S+ as \w+: "
        r'RuntimeError: I raise \(line 11: raise RuntimeError\("I raise"\)\); try',
        fault.what,
    )


def test_what_is_no_number_is_no_negative_one() -> None:
    with pytest.raises(ValueError, match=r"no number among the probabilities \(nan, 1.0\)"):
        MixedAction((0, 1), (float("nan"), 1.0))
    with pytest.raises(ValueError, match=r"negative probability in \(-0.5, 1.5\)"):
        MixedAction((0, 1), (-0.5, 1.5))
