"""``import negotiation as ng`` is all that users need: names, objects and paths go in."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import negotiation as ng
from negotiation.cli.console.starts import kinds, start_of
from negotiation.strategies.boulware import Boulware

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_completion_shows_what_there_is() -> None:
    assert dir(ng) == sorted(ng.__all__)
    assert {"solve", "run", "play", "tournament", "check", "estimate", "draw"} <= set(dir(ng))


@pytest.mark.parametrize("name", [name for name in ng.__all__ if name != "__version__"])
def test_a_public_name_is_there_and_documented(name: str) -> None:
    found = getattr(ng, name)
    if inspect.isfunction(found) or inspect.isclass(found):
        assert (inspect.getdoc(found) or "").strip()
    if inspect.isfunction(found):
        assert inspect.signature(found).return_annotation is not inspect.Signature.empty


def test_a_name_a_scenario_and_a_game_are_solved_alike() -> None:
    scenario = ng.load("uk_may_2025")
    answers = [ng.solve(one) for one in ("uk_may_2025", scenario, ng.compile_game(scenario))]
    assert answers[0].cases == answers[1].cases == answers[2].cases


def test_two_numbers_are_varied_and_a_figure_drawn(tmp_path: Path) -> None:
    varied = ng.load("uk_may_2025").vary({"market.yield_impact": 0.2})
    run = ng.run(varied, concepts="subgame_perfect", strategies={"uk": Boulware(beta=0.5)})
    assert run.record.strategies["uk"] == "boulware(beta=0.5)"
    assert run.solutions[0].receipt.changes == {"market.yield_impact": "0.2"}
    ng.draw(run, "timeline", tmp_path / "timeline.svg")
    assert (tmp_path / "timeline.svg").read_text(encoding="utf-8").startswith("<svg")
    ng.save_result(run, tmp_path / "run.json")
    assert ng.read_result(tmp_path / "run.json") == run


def test_a_strategy_object_is_checked_and_enters() -> None:
    report = ng.check(Boulware(beta=0.5), examples=2)
    assert report.name == "Boulware(beta=0.5)"
    assert report.is_kept
    found = ng.tournament("uk_may_2025", ["boulware", Boulware(beta=0.5)], matches=2, workers=1)
    assert {one.entrant for one in found.standings} == {"boulware", "boulware(beta=0.5)"}


def test_a_quick_check_tries_too_few_situations_to_propose_a_claim(tmp_path: Path) -> None:
    place = tmp_path / "mine.py"
    place.write_text(
        "import negotiation as ng\n\n\nclass Waits(ng.Strategy):\n    memory_depth = 0\n\n"
        "    def mixed_action(self, seen):\n"
        "        return ng.MixedAction.pure(int(seen.legal_actions[-1]))\n",
        encoding="utf-8",
    )
    outcomes = {one.law: one.outcome for one in ng.check(place, quick=True).verdicts}
    assert outcomes["symmetric"] == "undecided"
    assert outcomes["legal"] == "kept"


def test_what_was_played_is_estimated() -> None:
    follower = "logit_follower(precision=1, grid=5, offers=6)"
    matches = ng.play("uk_may_2025", {"us": follower, "uk": follower}, matches=20, seed=1)
    found = ng.estimate("uk_may_2025", matches, grid=5, offers=6, points=5, branches=1)
    assert 0.2 < found.precision < 5.0


def test_what_there_is_is_listed() -> None:
    assert {"boulware", "logit_follower"} <= set(ng.available("strategies"))
    assert "strategy" not in ng.available("strategies")
    assert {"logit", "subgame_perfect"} <= set(ng.available("concepts"))
    assert "textbook/beer_quiche" in ng.available("textbook")
    assert "timeline" in ng.available("pictures")
    assert "does_the_card_pay" in ng.available("experiments")


def _written(text: str) -> str:
    """Return the Python of a page's blocks."""
    return "\n".join(re.findall(r"```python[^\n]*\n(.*?)```", text, flags=re.DOTALL))


SCRIPTS = {
    **{path.name: _written(path.read_text(encoding="utf-8")) for path in PAGES},
    **{kind: start_of(kind, "mine")[1] for kind in kinds()},
    **{
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "experiments").glob("*.py"))
    },
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_users_are_shown_imports_nothing_deeper(script: str) -> None:
    assert not re.findall(r"negotiation\.[\w.]+ import|import negotiation\.", SCRIPTS[script])


def test_every_module_for_experiments_is_public_and_says_what_it_is() -> None:
    modules = {path.stem for path in (ROOT / "negotiation" / "explore").glob("*.py")}
    assert set(dir(ng.explore)) == modules - {"__init__"}
    for name in dir(ng.explore):
        assert (inspect.getdoc(getattr(ng.explore, name)) or "").strip()
    declared = (ROOT / "negotiation" / "explore" / "__init__.py").read_text(encoding="utf-8")
    assert set(re.findall(r"from \. import (\w+) as \1\n", declared)) == set(dir(ng.explore))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = ng.explore.nothing


def test_pages_and_starts_show_some_python() -> None:
    assert sum("negotiation" in text for text in SCRIPTS.values()) >= 5
