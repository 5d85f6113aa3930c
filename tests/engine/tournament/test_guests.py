"""Strategies from users' files: they play as those of the shelf do, and harm nobody else."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from negotiation.engine.tournament.entering import class_of, entrants_named
from negotiation.engine.tournament.running import RESULT, run_tournament
from negotiation.foundations.errors import NegotiationError
from negotiation.results.storage import load
from negotiation.results.tournament import Tournament
from tests.engine.tournament.small import FEW
from tests.five_rounds import FIVE_ROUNDS


def test_a_guest_enters_by_its_file_and_plays_as_its_twin_on_the_shelf(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(
        "from negotiation.strategies.hard_liner import HardLiner as Original\n"
        "from negotiation.strategies.strategy import Strategy\n\n\n"
        "class Mine(Strategy):\n"
        "    memory_depth = 0\n\n"
        "    def mixed_action(self, seen):\n"
        "        return Original().mixed_action(seen)\n"
    )
    entrants = entrants_named(["boulware", "hard_liner"], [f"{file}:Mine"])
    found = run_tournament(FIVE_ROUNDS, entrants, tmp_path / "t", matches=3, workers=2)
    assert found.entrants == ("boulware", "hard_liner", "mine")
    np.testing.assert_array_equal(found.payoffs[1, 0], found.payoffs[2, 0])
    assert "mine" in found.receipt.parameters
    assert load(tmp_path / "t" / RESULT, Tournament) == found


@pytest.mark.parametrize(
    ("names", "files", "message"),
    [
        (["nobody"], [], "there is no strategy 'nobody'"),
        (["boulware", "boulware"], [], "boulware enters twice"),
        ([], ["nowhere.py"], "there is no file nowhere.py"),
        ([], ["empty.py"], "has no strategy"),
        ([], ["broken.py"], "line 2"),
        ([], ["needy.py"], "cannot be built without greed"),
        ([], ["needy.py:Other"], "no strategy 'Other'"),
    ],
)
def test_who_cannot_enter_is_told_why(
    names: list[str],
    files: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.py").write_text("x = 1\n")
    Path("broken.py").write_text("x = 1\ny = 1 / 0\n")
    Path("needy.py").write_text(
        "from negotiation.strategies.strategy import Strategy\n\n\n"
        "class Needy(Strategy):\n"
        "    def __init__(self, greed):\n"
        "        self.greed = greed\n\n"
        "    def mixed_action(self, seen):\n"
        "        raise NotImplementedError\n"
    )
    with pytest.raises(NegotiationError, match=message.replace("(", r"\(")):
        entrants_named(names, files)


GUEST = """
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.reasoning.bargaining import bargain
from negotiation.strategies.reasoning.outlook import outlook_from
from negotiation.strategies.strategy import Strategy
from level import LEVEL


class Poisons(Strategy):
    memory_depth = 0

    def mixed_action(self, seen):
        outlook = outlook_from(seen)
        if outlook is not None:
            object.__setattr__(outlook, "reservation_value", LEVEL)
            seen.game.memory._kept.clear()
        return MixedAction.pure(int(seen.legal_actions[-1]))
"""


def test_what_a_guest_does_to_its_game_reaches_nobody_else(tmp_path: Path) -> None:
    (tmp_path / "guest.py").write_text(GUEST)
    (tmp_path / "level.py").write_text("LEVEL = -1000.0\n")
    plain = run_tournament(
        FIVE_ROUNDS, entrants_named(FEW), tmp_path / "plain", matches=4, workers=1
    )
    guest = entrants_named(FEW, [str(tmp_path / "guest.py")])
    found = run_tournament(FIVE_ROUNDS, guest, tmp_path / "with", matches=4, workers=1)
    np.testing.assert_array_equal(found.payoffs[:3, :3], plain.payoffs)


def test_a_changed_neighbour_of_a_guest_changes_the_guest(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(GUEST.replace("level", "height"))
    (tmp_path / "height.py").write_text("LEVEL = 1.0\n")
    [before] = entrants_named(FEW, [str(tmp_path / "other.py")])[3:]
    (tmp_path / "height.py").write_text("LEVEL = 2.0\n")
    [after] = entrants_named(FEW, [str(tmp_path / "other.py")])[3:]
    assert before.source != after.source


def test_an_entrant_that_wants_to_leave_or_fails_is_named(tmp_path: Path) -> None:
    for what in ("raise SystemExit(0)", "raise RuntimeError('lost')", "return 'nothing'"):
        file = tmp_path / f"fails{abs(hash(what))}.py"
        file.write_text(
            "from negotiation.strategies.strategy import Strategy\n\n\n"
            f"class Fails(Strategy):\n    def mixed_action(self, seen):\n        {what}\n"
        )
        field = entrants_named(["boulware"], [str(file)])
        for workers in (1, 2):
            found = run_tournament(FIVE_ROUNDS, field, tmp_path, matches=2, workers=workers)
            assert found.entrants == ("boulware",)
            [fault] = found.faults
            assert fault.entrant == "fails"
            assert re.search(r"fails \((us|japan)\) .* at the stage", fault.what)


LATE = """
from pathlib import Path

from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy


class Late(Strategy):
    def mixed_action(self, seen):
        {first}
        import choosing
        return MixedAction.pure(int(seen.legal_actions[choosing.WHICH]))
"""


def test_cells_are_played_anew_after_a_module_imported_late_has_changed(tmp_path: Path) -> None:
    file, helper = tmp_path / "late.py", tmp_path / "choosing.py"
    file.write_text(LATE.replace("{first}", "pass"))
    found = []
    for which in ("-1", "  0", "-1"):
        helper.write_text(f"WHICH = {which}\n")
        field = entrants_named(["boulware"], [str(file)])
        found.append(run_tournament(FIVE_ROUNDS, field, tmp_path / "t", matches=2, workers=1))
    first, changed, back = found
    assert first.payoffs.tolist() != changed.payoffs.tolist()
    assert first == back


@pytest.mark.parametrize("what", ["late.py", "choosing.py"])
def test_nothing_is_kept_of_an_entrant_that_changes_while_it_is_played(
    what: str, tmp_path: Path
) -> None:
    file, changed = tmp_path / "late.py", tmp_path / what
    file.write_text(
        LATE.replace("{first}", f"with Path({str(changed)!r}).open('a') as f: f.write('# more')")
    )
    (tmp_path / "choosing.py").write_text("WHICH = -1\n")
    field = entrants_named(["boulware"], [str(file)])
    with pytest.raises(NegotiationError, match=r"late\.py, .* changed while late .* run the comm"):
        run_tournament(FIVE_ROUNDS, field, tmp_path / "t", matches=2, workers=2)
    assert {path.name for path in tmp_path.rglob("*.npz")} <= {"boulware--boulware.npz"}


def test_a_file_that_changed_is_loaded_anew(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    for depth in (0, 1):  # of one length, in one second: what Python compiled would be taken
        file.write_text(
            "from negotiation.strategies.strategy import Strategy\n\n\nclass Mine(Strategy):\n"
            f"    memory_depth = {depth}\n    def mixed_action(self, seen): ...\n"
        )
        [_, entrant] = entrants_named(["boulware"], [str(file)])
        assert class_of(entrant).memory_depth == depth
