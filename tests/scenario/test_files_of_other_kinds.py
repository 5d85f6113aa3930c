"""A file that is there, and is no scenario: what it is, and what can be done with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.scenario.loading import load

THREE = '[third]\nid = "korea"\nname = "Korea"\n'


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("game.efg", "a game tree as Gambit writes it; try Gambit"),
        ("GAME.NFG", "a matrix game .*try all_equilibria"),
        ("matrix.csv", "a table; try all_equilibria .* payoff matrix, .*estimate"),
        ("run.json", "a result; try `negotiation picture`"),
        ("matches.jsonl", "a file of matches; try `negotiation estimate SCENARIO`"),
        (
            "kept.npz",
            "an equilibrium that `solve --save` kept; try .*--from`",
        ),
        ("mine.py", "a Python file; try `negotiation check`"),
        ("REFERENCES.bib", "a bibliography; try the scenario beside it"),
    ],
)
@pytest.mark.parametrize("here", [False, True])
def test_what_it_is_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str, here: bool
) -> None:
    (tmp_path / name).write_text("3,1\n0,2\n")
    monkeypatch.chdir(tmp_path)
    asked = name if here else str(tmp_path / name)
    with pytest.raises(NegotiationError, match=rf"{name} is no scenario but {words}") as caught:
        load(asked)
    assert "june_deadline" not in str(caught.value)


def test_other_endings_are_read_as_scenarios(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.txt").write_text('inherits = "no_card"\ntitle = "Mine"\n')
    monkeypatch.chdir(tmp_path)
    assert load("mine.txt").contents.title == "Mine"
    with pytest.raises(NegotiationError, match=r"there is no scenario 'other\.txt'"):
        load("other.txt")


@pytest.mark.parametrize("word", ["remove", "omit", "without"])
def test_another_word_for_leaving_out(tmp_path: Path, word: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'inherits = "june_deadline"\n{word} = ["issues.rice"]\n')
    with pytest.raises(ProblemsFound, match=r'unknown key .*; try: leave_out = \["issues\.rice"\]'):
        load(path)


def test_a_third_player_is_told_that_two_sit_at_this_table(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'inherits = "june_deadline"\n{THREE}')
    with pytest.raises(ProblemsFound, match="two sit at this table, the US and the partner"):
        load(path)
