"""Actions that only some types have: certificates that cannot be forged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiation.engine.exploiting import exploit
from negotiation.engine.solving import solve_game
from negotiation.equilibria.certificates.by_history import certify_by_history, history_tree
from negotiation.equilibria.certificates.private import certify
from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.information import InformationSet, observe
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.rules import is_legal, legal_actions, start
from negotiation.game.stages import Stage
from negotiation.game.textbook.disclosure import SILENT, disclosure
from negotiation.game.tree import extensive_form
from negotiation.results.profile import Profile
from negotiation.strategies.strategy import Strategy
from tests.theory.trees import AgentForm

QUALITIES = np.array([0.0, 0.5, 1.0])
CHANCES = np.array([0.35, 0.35, 0.3])


def by_bisection(precision: float) -> float:
    """Return what silence is paid at a precision, found by bisection on that one number.

    Who shows is known: each type is paid what the certificate is worth to a buyer who errs.
    """
    loss = -((QUALITIES - QUALITIES[:, None]) ** 2)  # [quality, x]

    def paid(belief: np.ndarray) -> float:
        weights = np.exp(precision * (belief @ loss - (belief @ loss).max()))
        return float(weights @ QUALITIES / weights.sum())

    shown = np.array([paid(row) for row in np.eye(3)])

    def after(silence: float) -> float:
        silent = CHANCES / (1.0 + np.exp(precision * (shown - silence)))
        return paid(silent / silent.sum())

    points = np.linspace(0.0, 1.0, 2001)
    gaps = np.array([after(x) - x for x in points])
    turns = np.flatnonzero((gaps[1:] > 0.0) != (gaps[:-1] > 0.0))
    assert len(turns) == 1  # one equilibrium
    low, high = points[turns[0]], points[turns[0] + 1]
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if after(middle) > middle else (low, middle)
    return float(0.5 * (low + high))


@pytest.mark.parametrize("precision", [0.5, 3.0, 10.0, 40.0])
def test_silence_is_paid_what_bisection_finds(precision: float) -> None:
    game = disclosure(chances=CHANCES.tolist())
    solution = solve_explicit(game, precision)
    paid = float(solution.probabilities([SILENT])[0] @ QUALITIES)
    assert paid == pytest.approx(by_bisection(precision), abs=1e-9)
    chances = solution.probabilities(())
    np.testing.assert_array_equal(chances[:, 1:][~np.eye(3, dtype=bool)], 0.0)
    np.testing.assert_allclose(chances.sum(axis=1), 1.0, atol=1e-12)


def test_a_certificate_proves_its_type_to_the_last_digit() -> None:
    solution = solve_explicit(disclosure(chances=CHANCES.tolist()), 5.0)
    for own in range(3):
        sure = tuple(float(t == own) for t in range(3))
        assert solution.belief([1 + own]).of[0] == sure


def test_silence_unravels_as_precision_grows() -> None:
    game = disclosure(chances=CHANCES.tolist())
    off = []
    for precision in (4.0, 12.0, 36.0):
        solution = solve_explicit(game, precision)
        off.append(1.0 - solution.belief([SILENT]).of[0][0])
        found = certify_by_history(game, solution, solution.values)
        assert max(found.at_start["seller"].values()) < 2.0 / precision
        assert found.interpolation_error_busd == pytest.approx(0.0, abs=1e-12)
        assert found.max_gain_busd == pytest.approx(solution.regret_anywhere, abs=1e-9)
    assert off[0] > off[1] > off[2]
    assert off[2] < 1e-6


def test_the_definition_holds_on_the_plain_tree() -> None:
    game = disclosure(chances=CHANCES.tolist())
    form = AgentForm(game)
    assert sum(label.startswith("seller") for label in form.sets) == 3
    assert all(
        len(names) == 2
        for label, names in zip(form.sets, form.names, strict=True)
        if label.startswith("seller")
    )
    solution = solve_explicit(game, 4.0)
    chances: dict[str, dict[str, float]] = {}
    for own, kind in enumerate(game.types[0]):
        row = solution.probabilities(())[own]
        chances[f"seller as {kind}: R1 certificate after nothing"] = {
            "stay silent": float(row[SILENT]),
            f"show {kind}": float(row[1 + own]),
        }
    for action in range(4):
        label = f"buyer as only: R1 price after {action}"
        row = solution.probabilities([action])[0]
        names = ("pay 0", "pay 0.5", "pay 1")
        chances[label] = dict(zip(names, map(float, row), strict=True))
    assert form.residual(form.vector(chances), 4.0) < 1e-9


def test_nobody_gains_by_what_it_cannot_do() -> None:
    """A poor seller would gain 1 by the good one's certificate: no deviation that is open to it."""
    game = disclosure(chances=CHANCES.tolist())
    solution = solve_explicit(game, 400.0)
    assert certify_by_history(game, solution, solution.values).max_gain_busd < 0.01
    free = replace(game, stages=(replace(game.stages[0], legal_to=None), game.stages[1]))
    assert history_tree(free, solution).gains(0)[0] == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("precision", [1e3, 1e5, 1e7])
def test_no_precision_lends_a_certificate(precision: float) -> None:
    """However much a poor seller would gain by the good one's certificate."""
    solution = solve_explicit(disclosure(chances=CHANCES.tolist()), precision)
    chances = solution.probabilities(())
    np.testing.assert_array_equal(chances[:, 1:][~np.eye(3, dtype=bool)], 0.0)
    np.testing.assert_allclose(chances.sum(axis=1), 1.0, atol=1e-9)
    assert chances[0, SILENT] == pytest.approx(0.5, abs=1e-6)  # it earns nothing either way
    assert solution.belief([3]).of[0] == (0.0, 0.0, 1.0)
    np.testing.assert_allclose(solution.values[0, :, 0], QUALITIES, atol=1e-6)


class TestTheRules:
    game = disclosure(chances=CHANCES.tolist())

    def test_legal_actions_go_by_type(self) -> None:
        here = start(self.game)
        assert legal_actions(self.game, here).tolist() == [0, 1, 2, 3]
        for own in range(3):
            assert legal_actions(self.game, here, own).tolist() == [0, 1 + own]
            assert is_legal(self.game, here, 1 + own, own)
            assert not is_legal(self.game, here, 1 + (own + 1) % 3, own)
            seen = observe(self.game, here, (), Belief.prior(self.game), (own, 0))
            assert seen.legal_actions.tolist() == [0, 1 + own]

    def test_the_tree_offers_each_type_its_own(self) -> None:
        tree = extensive_form(self.game)
        offered = {
            here["types"]["seller"]: here["actions"]
            for _, here in tree.nodes(data=True)
            if here.get("player") == "seller"
        }
        assert offered == {k: ("stay silent", f"show {k}") for k in ("poor", "fair", "good")}

    def test_games_without_such_actions_keep_their_fingerprint(self) -> None:
        stage = self.game.stages[1]
        assert stage.legal_to is None
        own = replace(self.game, stages=(replace(self.game.stages[0], legal_to=None), stage))
        assert own.fingerprint != self.game.fingerprint

    def test_other_solvers_say_that_they_cannot(self) -> None:
        two = disclosure(qualities=(0.0, 1.0), chances=(0.5, 0.5), kinds=("poor", "good"))
        assert "needs the tree" in Logit(method="beliefs").applies_to(two).reason
        assert Logit().applies_to(two).applies
        assert not SubgamePerfect().applies_to(two).applies
        with pytest.raises(NegotiationError, match="open to some types only"):
            solve_game(two, "subgame_perfect")


def with_rights(game: Game, legal_to: np.ndarray, stage: int = 0) -> Stage:
    return replace(game.stages[stage], legal_to=legal_to)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rights: rights[:, :, :2], "an array of 3 axes is needed"),
        (np.zeros_like, "no action is open to this type"),
        (lambda rights: rights & (np.arange(4) != 3), "open to no type"),
        (lambda rights: rights.astype(float), "truth values"),
    ],
)
def test_rights_that_cannot_be_are_refused(change: object, said: str) -> None:
    game = disclosure(chances=CHANCES.tolist())
    rights = game.stages[0].legal_to
    assert rights is not None
    assert callable(change)
    with pytest.raises(ProblemsFound, match=said):
        with_rights(game, change(np.array(rights)))


def test_rights_of_the_wrong_number_of_types_are_refused() -> None:
    game = disclosure(chances=CHANCES.tolist())
    rights = np.ones((2, 5, 4), dtype=bool)
    with pytest.raises(ProblemsFound, match="3 types of the mover are needed"):
        replace(game, stages=(with_rights(game, rights), game.stages[1]))


class Credulous(Strategy):
    """A buyer who pays the most to whoever shows the best certificate, and else the least."""

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return what it pays."""
        shown, last = seen.history[-1].action, len(seen.game.stages[0].actions) - 1
        return MixedAction.pure(len(seen.stage.actions) - 1 if shown == last else 0)


def test_nobody_exploits_by_what_it_has_not() -> None:
    found = exploit(disclosure(chances=CHANCES.tolist()), Credulous(), 0)
    assert found.kind == "exact"
    assert list(found.earns_busd.values()) == [0.0, 0.0, 1.0]


class Believing(Profile):
    """Sellers who show what they have, and a buyer who believes what is shown."""

    def __init__(self, game: Game) -> None:
        self.game = game

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> np.ndarray:
        """Return what is shown, or paid for it."""
        del belief
        actions = len(self.game.stages[stage].actions)
        shown = 1 + player_type if stage == 0 else max(0, public_state - 2)
        return np.asarray(np.eye(actions)[shown])


def test_the_judge_on_a_grid_grants_no_type_what_it_has_not() -> None:
    game = disclosure(qualities=[0.2, 0.9], chances=[0.4, 0.6], kinds=["bad", "good"])
    profile = Believing(game)
    certificate = certify(game, profile, np.zeros((2, 2, 1)))
    assert certificate.exact is not None
    for player, by_type in certificate.exact.at_start.items():
        for name, gain in by_type.items():
            assert gain == pytest.approx(0.0, abs=1e-9)
            assert certificate.at_start_busd[player][name] == pytest.approx(gain, abs=1e-9)
