"""Settings and games that cannot be are refused in words, by logit and by the game itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from negotiation.equilibria.concept import SolutionConcept
from negotiation.equilibria.egalitarian import Egalitarian
from negotiation.equilibria.kalai_smorodinsky import KalaiSmorodinsky
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.nash_bargaining import NashBargaining
from negotiation.equilibria.perfect_bayesian import PerfectBayesian
from negotiation.equilibria.signalling.branch import Branch
from negotiation.equilibria.signalling.kernels.selecting import CONTINUED
from negotiation.equilibria.signalling.selection import Selection, no_lean
from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.game.game import Game
from negotiation.testing.random_games import random_game
from tests.equilibria.explicit.one_message import signalling

GAME = random_game(0, rounds=1, packages=3, types=(2, 2))


@pytest.mark.parametrize("precision", ["2", None, True, 0.0, -1, float("nan"), 1e400, 1e16, 2j, []])
def test_a_precision_that_is_none(precision: Any) -> None:
    with pytest.raises(NegotiationError, match=r"the precision must be a positive number per \$bn"):
        Logit(precision)


@pytest.mark.parametrize("grid", [4, 3, 6, 11.0, float("nan"), "11", None, True, 10**9, -5])
def test_a_grid_that_is_none(grid: Any) -> None:
    with pytest.raises(NegotiationError, match="the grid must be"):
        Logit(2.0, grid)


@pytest.mark.parametrize("offers", [0, 1.5, "3", None, True, 10**6])
def test_a_menu_that_is_none(offers: Any) -> None:
    with pytest.raises(NegotiationError, match="the menu's number of offers must be"):
        Logit(2.0, 11, offers)


@pytest.mark.parametrize("threads", [0, -1, 1.5, "2", True])
def test_threads_that_are_none(threads: Any) -> None:
    with pytest.raises(NegotiationError, match="the number of threads must be"):
        Logit(2.0, threads=threads)


def test_all_is_said_at_once_and_numbers_of_numpy_are_numbers() -> None:
    nonsense: Any = "x"
    with pytest.raises(NegotiationError, match=r"precision.*grid.*offers.*threads"):
        Logit(nonsense, nonsense, nonsense, threads=nonsense)
    found = Logit(np.float64(2.0), int(np.int64(7)), int(np.int16(3)))
    assert (found.precision, found.grid, found.offers) == (2.0, 7, 3)


@pytest.mark.parametrize("method", [None, 3, "trees", b"tree"])
def test_a_method_that_is_none(method: Any) -> None:
    with pytest.raises(NegotiationError, match="method"):
        Logit(method=method)


JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    1.5,
    float("nan"),
    10**400,
    2j,
    "2",
    b"2",
    [],
    [2.0],
    (1, 2),
    {"precision": 2.0},
    np.arange(3.0),
    np.ma.masked_array([1.0], mask=[True]),
    np.ma.masked,
    object(),
)
DEFAULTS: dict[Any, dict[str, Any]] = {
    Logit: {
        "precision": 2.0,
        "grid": 11,
        "offers": 24,
        "method": "auto",
        "selection": None,
        "threads": None,
        "progress": None,
    },
    PerfectBayesian: {"precision": None, "grid": 11, "offers": 24, "method": "auto"},
    Selection: {"name": "", "rule": 0, "lean": no_lean, "branch": None},
}
SETTINGS = [(made, name) for made, defaults in DEFAULTS.items() for name in defaults]


@pytest.mark.parametrize(("made", "name"), SETTINGS)
def test_a_setting_is_what_it_may_be_or_refused_by_its_name(made: Any, name: str) -> None:
    for junk in JUNK:
        fine = {"precision": "1.5", "name": "'2'"}.get(name)
        if repr(junk) == fine or (junk is None and DEFAULTS[made][name] is None):
            continue
        with pytest.raises(NegotiationError, match=name):
            made(**{name: junk})


def test_settings_of_numpy_are_those_of_python() -> None:
    found = PerfectBayesian(np.float64(4.0), int(np.int64(7)), int(np.int16(3)))
    assert (type(found.precision), type(found.grid), type(found.offers)) == (float, int, int)
    assert PerfectBayesian().precision is None


def test_a_branch_belongs_to_the_continued_rule() -> None:
    branch = Branch({}, {})
    assert Selection(rule=CONTINUED, branch=branch).branch is branch
    for rule, given in ((CONTINUED, None), (0, branch)):
        with pytest.raises(NegotiationError, match="the branch of a selection must be"):
            Selection(rule=rule, branch=given)


@pytest.mark.parametrize(
    "pairs", [[], [(0, 2)], [(-1, 0)], [0], ["us"], 3, [(0.0, 1)], [(False, True)]]
)
@pytest.mark.parametrize("method", ["tree", "beliefs"])
def test_pairs_of_types_that_are_none(method: str, pairs: Any) -> None:
    with pytest.raises(NegotiationError, match="pairs of types"):
        Logit(method=method).solve(GAME, pairs)


@pytest.mark.parametrize("size", [1e13, 1e20, 1e50, 1e200])
def test_payoffs_so_large_that_log_odds_are_rounding(size: float) -> None:
    game = signalling(size * np.random.default_rng(0).normal(size=(2, 2, 2, 2)), 0.4)
    with pytest.raises(NegotiationError, match="try a lower precision"):
        Logit(4.0, method="beliefs").solve(game)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"initial_state": True}, "initial_state"),
        ({"initial_state": 0.0}, "initial_state"),
        ({"initial_state": "0"}, "initial_state"),
        ({"initial_state": None}, "initial_state"),
        ({"name": None}, "name"),
        ({"players": (1, 2)}, "players"),
        ({"players": "ab"}, "players"),
        ({"types": ((1, 2), ("a", "b"))}, "types of"),
        ({"types": ("ab", ("a", "b"))}, "types of"),
        ({"prior": ([0.5, 0.5], np.array([0.5, 0.5]))}, "prior of"),
        ({"prior": (np.array(["0.5", "0.5"]), np.array([0.5, 0.5]))}, "prior of"),
        ({"prior": (np.array([0.5 + 0j, 0.5]), np.array([0.5, 0.5]))}, "prior of"),
        ({"prior": ("half", np.array([0.5, 0.5]))}, "prior of"),
        ({"prior": (None, np.array([0.5, 0.5]))}, "prior of"),
        ({"prior": None}, "prior"),
        ({"types": None}, "types"),
        ({"players": 3}, "players"),
        ({"players": {"a": 1, "b": 2}}, "players"),
        ({"types": (3, ("a", "b"))}, "types of"),
        ({"types": (None, ("a", "b"))}, "types of"),
        ({"types": ((["x"], "y"), ("a", "b"))}, "types of"),
    ],
)
def test_a_game_that_cannot_be(change: dict[str, Any], where: str) -> None:
    with pytest.raises(ProblemsFound, match=where):
        _changed(change)


def _changed(change: dict[str, Any]) -> Game:
    return replace(GAME, **change)


@pytest.mark.parametrize("concept", [NashBargaining(), KalaiSmorodinsky(), Egalitarian()])
def test_gains_whose_products_are_no_numbers_are_not_bargained_over(
    concept: SolutionConcept,
) -> None:
    table = GAME.packages
    assert table is not None

    def scaled(factor: float) -> Game:
        stages = [replace(stage, payoff=stage.payoff * factor) for stage in GAME.stages]
        larger = replace(table, amounts=table.amounts * factor)
        return replace(GAME, stages=tuple(stages), packages=larger)

    usual = concept.solve(GAME).cases[0].payoffs
    large = concept.solve(scaled(2.0**480)).cases[0].payoffs
    assert {name: paid.total * 2.0**480 for name, paid in usual.items()} == {
        name: paid.total for name, paid in large.items()
    }
    assert not concept.applies_to(scaled(1e160)).applies
    with pytest.raises(NegotiationError, match="products of two gains are no numbers there"):
        concept.solve(scaled(1e160))
