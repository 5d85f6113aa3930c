"""Games of the textbooks on the command line: every one solves, beside what theory says."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from negotiation.engine.textbook import solve_textbook, textbook_games
from negotiation.foundations.errors import NegotiationError
from tests.cli.test_solve_and_scenarios import ROOT, negotiation

GAMES = textbook_games()
EVERY = pytest.mark.parametrize("name", GAMES)
FINEST = 1e-3
"""Prices of two-type bargaining lie so far below what is just paid: its limit is that far off."""


def test_every_file_is_a_game_and_is_listed() -> None:
    folder = ROOT / "negotiation" / "game" / "textbook"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "writing"}
    assert set(GAMES) == files
    listed = json.loads(negotiation("scenarios", "--json").stdout)["textbook"]
    assert listed == {name: kind.title for name, kind in GAMES.items()}
    shown = negotiation("scenarios").stdout
    assert all(f"textbook/{name}" in shown for name in files)


@EVERY
def test_it_tells_its_story(name: str) -> None:
    book = GAMES[name]()
    assert 2 <= book.story.count(".") + book.story.count("?") <= 5
    assert "(19" in book.source or "(20" in book.source
    assert book.precision > 0.0


@EVERY
def test_theory_and_solution_meet_as_precision_grows(name: str) -> None:
    usual = GAMES[name].precision
    off = []
    for precision in (usual, 8.0 * usual, 64.0 * usual):
        found = solve_textbook(f"textbook/{name}", settings={"precision": precision})
        assert found.tree is not None
        assert found.theory
        off.append([abs(one.difference) for one in found.theory])
    for first, second, third in zip(*off, strict=True):
        assert second < 0.35 * first + FINEST
        assert third < 0.35 * second + FINEST
    assert max(off[2]) < FINEST + math.log(64.0 * usual) / (64.0 * usual)
    limit = solve_textbook(f"textbook/{name}", "perfect_bayesian")
    assert all(abs(one.difference) < 1.1 * FINEST for one in limit.theory)


@EVERY
def test_it_solves_by_command(name: str) -> None:
    done = negotiation("solve", f"textbook/{name}", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    settings = found["receipt"]["parameters"]
    assert found["receipt"]["scenario"] == f"textbook/{name}"
    assert settings["method"] == "tree"
    assert settings["precision"] == found["tree"]["precision"] == GAMES[name].precision
    assert settings["branch"] == "principal branch"
    assert found["tree"]["is_principal"]
    assert found["tree"]["nodes"]
    assert found["expectations"] is None
    for one in found["theory"]:
        assert {"computed", "theory"} <= set(one)
        assert one["source"]


def test_what_people_read(tmp_path: Path) -> None:
    done = negotiation("solve", "textbook/beer-quiche", "--set", "strong=0.3", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = done.stdout
    for words in (
        "Beer and quiche (textbook/beer_quiche)",
        "changed: strong = 0.3",
        "What theory says",
        "p / (1 - p)",
        "method: tree",
        "principal branch",
        "- exactly, at all 4 information sets",
    ):
        assert words in told
    assert "$bn" not in told
    assert not list(tmp_path.iterdir())


def test_other_concepts_and_the_other_method_do_too() -> None:
    done = negotiation(
        "solve", "textbook/ultimatum_private", "--concept", "subgame_perfect", "--concept",
        "perfect_bayesian", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {one["concept"] for one in json.loads(done.stdout)["solutions"]} == {
        "subgame_perfect",
        "perfect_bayesian",
    }
    beliefs = negotiation("solve", "textbook/beer_quiche", "--method", "beliefs", "--json")
    found = json.loads(beliefs.stdout)
    assert found["receipt"]["parameters"]["method"] == "beliefs"
    assert found["tree"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("solve", "textbook/beer_quich"), "try 'beer_quiche'"),
        (("solve", "textbook/"), "there is no textbook game ''"),
        (("solve", "textbook/beer_quiche", "--set", "stong=0.3"), "try 'strong'"),
        (("solve", "textbook/beer_quiche", "--set", "strong=2"), "at most 0.999"),
        (("solve", "textbook/beer_quiche", "--set", "strong=much"), "numbers only"),
        (("solve", "textbook/chain_store", "--set", "markets=2.5"), "a whole number"),
        (("solve", "textbook/beer_quiche", "--method", "treee"), "try 'tree'"),
        (("solve", "textbook/beer_quiche", "--save", "x.npz"), "try --out FOLDER"),
        (("solve", "textbook/beer_quiche", "--concept", "nash", "--method", "tree"), "--method"),
        (("run", "textbook/beer_quiche"), "`negotiation solve textbook/beer_quiche` solves one"),
        (("scenarios", "textbook/beer_quiche"), "everything else needs a scenario"),
        (("solve", "june_deadline", "--concept", "logit", "--method", "tree"), "at most 50,000"),
    ],
)
def test_a_mistake_gets_one_clear_message(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = negotiation(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr + done.stdout
    assert not list(tmp_path.iterdir())


def test_a_game_that_is_none_is_refused_from_python_too() -> None:
    with pytest.raises(NegotiationError, match="there is no textbook game"):
        solve_textbook("textbook/prisoners")
