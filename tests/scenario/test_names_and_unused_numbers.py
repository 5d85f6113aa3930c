"""Numbers that could do nothing and names that could mislead are refused, not ignored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from negotiation.foundations.errors import ProblemsFound
from negotiation.game.stages import WALK_OUT, StageKind
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load

NUMBER = 'range = [0.0, 5.0], source = "assumption", confidence = "low"'
ROUND = '[[rounds]]\nname = "A"\nday = 2025-05-{day}\nproposer = "us"\n'
MANY = ", ".join(str(n) for n in range(1, 2001))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("[us.postures.pressing]\nselling = true", "no Treasuries to sell"),
        (
            f"[card.postures.hinted]\nextension = {{ value = 1.0, {NUMBER} }}",
            "us.postures.<name>.extension = 1",
        ),
        (
            f"[card.postures.hinted]\nextension = {{ value = 0.0, {NUMBER} }}",
            "with the range [0, 0]; try: us.postures.<name>.extension = 5",
        ),
        (ROUND.format(day=23) + ROUND.format(day=30), "two rounds of one name"),
        (
            ROUND.format(day=23) + ROUND.format(day=23).replace('"A"', '"B"'),
            "dates out of order (value: 2025-05-23)",
        ),
        ('[partner]\nid = "a,b=c"', "not a short name"),
        ('[partner]\nid = ""', "not a short name"),
        ('[[calendar]]\nday = 2025-07-09\nlabel = "x"\nkind = "party"', "no such kind of date"),
        (
            f'[issues.rice.levels]\nvalues = [0.0, {MANY}]\nsource = "assumption"\n'
            f'[issues.purchases.levels]\nvalues = [0.0, {MANY}]\nsource = "assumption"',
            "too many packages",
        ),
    ],
)
def test_it_is_a_problem_with_a_remedy(change: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'inherits = "june_deadline"\ntitle = "mine"\n{change}\n')
    with pytest.raises(ProblemsFound) as problems:
        load(str(path))
    assert said in str(problems.value)
    assert "try: " in str(problems.value)


def test_walking_out_executes_where_the_threat_can_be_executed(tmp_path: Path) -> None:
    path = tmp_path / "toothless.toml"
    path.write_text('inherits = "june_deadline"\ntitle = "x"\n[pause]\nmay_execute = false\n')
    for name, can_execute in ((str(path), False), ("hard_deadline", True)):
        game = compile_game(load(name))
        answer = [stage for stage in game.stages if stage.kind is StageKind.ANSWER][-1]
        last_word = game.stages[-1]
        struck = np.array(
            [
                game.states.describe(s)["courts"] == "tariffs struck"
                for s in range(game.states.count)
            ]
        )
        into = np.where(struck | (not can_execute), 0, 1)
        for pair in game.type_pairs:
            walking = answer.total(*pair)[..., WALK_OUT]
            words = last_word.total(*pair)
            following = np.take_along_axis(words, into[None, :, None], axis=-1)[..., 0]
            quarrel = walking - following
            assert (quarrel < 0.0).all()  # the walk-out's own cost in relations, nothing else
            assert np.ptp(quarrel, axis=1).max() < 1e-9
