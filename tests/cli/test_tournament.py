"""The command `tournament`: what it prints is one result, whatever entrants print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_play_and_estimate import SMALL, negotiation

NOISY = """
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy

print("imported")


class Noisy(Strategy):
    def __init__(self):
        print("made")

    def mixed_action(self, seen):
        print("asked")
        return MixedAction.pure(int(seen.legal_actions[-1]))
"""


def test_what_a_file_prints_is_no_result(tmp_path: Path) -> None:
    (tmp_path / "noisy.py").write_text(NOISY)
    done = negotiation(
        *("tournament", "june_deadline", "--strategies", "boulware", "--enter", "noisy.py"),
        *("--matches", "2", "--json", "--out", "there"),
        cwd=tmp_path,
    )
    assert json.loads(done.stdout)["entrants"] == ["boulware", "noisy"]
    assert {"imported", "made", "asked"} <= set(done.stderr.split())


@pytest.mark.parametrize(
    ("strategies", "given", "message"),
    [
        ("logit_follower", ("--grid", "4"), "odd number of nodes from 5 to 2001, not 4;"),
        ("boulware", ("--precision", "-3"), "--precision -3: nothing here takes it"),
        ("subgame_perfect_follower", ("--offers", "3"), "subgame_perfect does not take it"),
    ],
)
def test_settings_are_refused_in_a_sentence(
    strategies: str, given: tuple[str, str], message: str, tmp_path: Path
) -> None:
    (tmp_path / "small.toml").write_text(SMALL)
    done = negotiation("tournament", "small.toml", "--strategies", strategies, *given, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert message in done.stderr
