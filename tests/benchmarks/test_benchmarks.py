"""The benchmarks that need no time: what there is, what is compared, what is drawn."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import equal_regret, gambit, matches_per_second, openspiel, start_up
from benchmarks.__main__ import benchmarks
from benchmarks.cost_curves import draw
from benchmarks.quantal_responses import beside_gambit, ours
from benchmarks.small_games import bargaining
from benchmarks.small_games import pie as small_pie
from negotiation.game.tree import extensive_form


def test_every_file_with_a_main_is_a_benchmark() -> None:
    assert benchmarks() == [
        "backward_induction",
        "equal_regret",
        "estimation_coverage",
        "matches_per_second",
        "private_information",
        "start_up",
        "tournament",
    ]


def test_the_games_compared_grow_as_their_offers_to_the_power_of_their_rounds() -> None:
    nodes = {
        (rounds, packages): extensive_form(bargaining(rounds, packages)).number_of_nodes()
        for rounds, packages in ((1, 2), (2, 2), (3, 2), (4, 2), (2, 4), (2, 8))
    }
    assert nodes == {
        (1, 2): 77, (2, 2): 257, (3, 2): 797, (4, 2): 2417, (2, 4): 713, (2, 8): 2297,
    }  # fmt: skip
    counted, grid, tree = ours(1, 2)
    assert counted == 77
    assert 0.0 < grid < 1.0
    assert 0.0 < tree < 1.0


def test_without_gambit_it_says_so_in_a_line_and_goes_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    nobody = str(tmp_path / "python")
    assert not gambit.is_installed(nobody)
    assert beside_gambit(nobody, 60.0) == {}
    said = capsys.readouterr().out
    assert said.startswith("pygambit is not installed")
    assert said.count("\n") == 1


def test_regret_is_that_of_best_replies_on_the_tree_and_on_beliefs_alike(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    game = bargaining(1, 3)
    assert equal_regret.regret_of(
        game,
        {
            player: dict.fromkeys(names, 1.0)
            for player, names in zip(game.players, game.types, strict=True)
        },
    ) == pytest.approx(2.0)
    left = []
    for precision in (5.0, 50.0):
        _, tree = equal_regret.on_tree(game, precision)
        _, grid = equal_regret.on_grid(game, precision)
        assert grid == pytest.approx(tree, abs=0.01)
        left.append(tree)
    assert 0.0 <= left[1] < 0.2 * left[0]

    nobody = str(tmp_path / "python")
    assert not openspiel.is_installed(nobody)
    monkeypatch.setattr(equal_regret, "PRECISIONS", (5.0,))
    monkeypatch.setattr(sys, "argv", ["equal_regret", "--quick", "--openspiel-python", nobody])
    equal_regret.main()
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("OpenSpiel is not installed")
    assert [line.split()[2] for line in said[2:]] == ["tree", "grid"]


def test_negotiations_are_counted_by_the_cpu_second_without_negmas_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    game, few = small_pie(4, 11, (1.0, 1.0)), 50
    seats = matches_per_second.bargainers()
    alone = matches_per_second.engine(game, seats, few)
    together = matches_per_second.executor(game, seats, few)
    assert alone() == together()
    row = matches_per_second.measure("ours", few, together, repeats=1)
    assert row.speed == few / row.best
    monkeypatch.setitem(sys.modules, "negmas", None)
    assert not matches_per_second.installed("NegMAS", "negmas")
    matches_per_second.show(iter([row]))
    said = capsys.readouterr().out
    assert said.startswith("NegMAS is not installed")
    assert said.splitlines()[-1].endswith("-")


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_costs_are_drawn_one_panel_for_what_varies(ending: str, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    path = tmp_path / "deeper" / f"costs.{ending}"
    panels = {
        "rounds": [{"size": n, "seconds": 0.1 * n, "who": "ours"} for n in (1, 2, 5)],
        "offers, 2 rounds": [
            {"size": n, "seconds": 0.1 * n**power, "who": who}
            for who, power in (("ours", 1), ("Gambit", 3))
            for n in (1, 2, 4)
        ],
    }
    draw(panels, path, "CPU seconds")
    assert path.stat().st_size > 1000
    if ending == "svg":
        text = path.read_text(encoding="utf-8")
        assert all(word in text for word in ("rounds", "offers, 2 rounds", "Gambit", "CPU seconds"))


def test_what_one_waits_for_at_the_start_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start_up, "PROCESSES", {"nothing": ("-c", "pass")})
    monkeypatch.setattr(sys, "argv", ["start_up", "--quick"])
    start_up.main()
    first, second = capsys.readouterr().out.splitlines()
    assert first.split()[0] == "nothing"
    assert float(first.split()[1]) > 0.0
    assert second.startswith("a draw of june_deadline")
    assert float(second.split()[-3]) > 0.0
