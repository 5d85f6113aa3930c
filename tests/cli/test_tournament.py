"""The command `tournament`: what it prints is one result, whatever entrants print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from negotiation.cli.console.standings import standings_table
from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.running import run_tournament
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


def test_the_caption_says_what_intervals_rest_on(tmp_path: Path) -> None:
    for names, said in (
        (("boulware", "fictitious_play"), "rest on 2 careers of 10 matches"),
        (("boulware", "conceder"), None),
    ):
        found = run_tournament(
            "june_deadline", entrants_named(names), tmp_path, matches=20, workers=1
        )
        caption = str(standings_table(found).caption)
        assert "careers" not in caption if said is None else said in caption


def test_a_long_name_gives_way_and_no_number_is_cut(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL)
    long = [f"logit_follower(grid=5, offers=6, precision={p})" for p in (0.5, 2.0)]
    done = negotiation(
        *("tournament", "small.toml", "--strategies", ",".join(("boulware", *long))),
        *("--matches", "2", "--out", "there"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "…" not in done.stdout
    assert "precision=2.0)" in done.stdout
