"""What a guest's process sends is told from a reply, or is the guest's fault and nobody else's."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.engine.tournament.crew import Worker
from negotiation.engine.tournament.entering import entrants_named
from negotiation.engine.tournament.replies import reply_in
from negotiation.engine.tournament.running import run_tournament
from negotiation.engine.tournament.side_by_side import _Hall, _Work
from negotiation.engine.tournament.table import Table
from negotiation.engine.tournament.worker import Task
from negotiation.foundations.children import Child
from negotiation.foundations.errors import NegotiationError
from tests.engine.tournament.small import few_plan
from tests.five_rounds import FIVE_ROUNDS, five_rounds_game

GUEST = """
import os
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy

def channels():
    for n in range(3, 64):
        try:
            kind = os.readlink(f"/proc/self/fd/{n}")
        except OSError:
            continue
        if kind.startswith("pipe:"):
            yield n


class Forger(Strategy):
    memory_depth = 0

    def mixed_action(self, seen):
        for n in channels():
            try:
                os.write(n, TEXT + b"\\n")
            except OSError:
                pass
        return MixedAction.pure(int(seen.legal_actions[-1]))
"""
FORGED = (
    b'{"cell": "',
    b"{}",
    b'{"cell": 5, "program": 7}',
    b'{"cell": "AAAA", "program": NaN}',
    b'{"bug": "it is the others\' fault"}',
    b'{"error": "try nothing", "exit_code": 0}',
    b'{"error": "try nothing", "exit_code": []}',
    b'{"fault": "of nobody", "of": [1]}',
    b'{"profile": "AAAA", "program": ""}',
    b'{"a":' + b"[" * 100_000,
    b"@",
    b"@x y z",
    b"@999 -3 17 400",
    b"L",
)


def test_a_reply_has_one_thing_in_the_right_kinds() -> None:
    cell = base64.b64encode(b"abc").decode()
    found = reply_in(json.dumps({"cell": cell, "program": "p"}).encode())
    assert found is not None
    assert (found.cell, found.program, found.fault) == (b"abc", "p", "")
    for said in ({"cell": cell, "fault": "too"}, {"cell": "a b"}, {"of": 1}, {"fault": ""}, [1]):
        assert reply_in(json.dumps(said).encode()) is None, said


@given(st.binary(max_size=40).map(lambda tail: b"{" + tail))
def test_no_line_is_a_failure(line: bytes) -> None:
    reply_in(line)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the forger finds channels there")
@pytest.mark.parametrize("text", FORGED, ids=lambda text: text[:24].decode())
def test_a_guest_that_forges_replies_harms_itself_alone(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "forger.py"
    file.write_text(GUEST.replace("TEXT", repr(text)))
    field = entrants_named(["boulware", "conceder"], [str(file)])
    found = run_tournament(FIVE_ROUNDS, field, tmp_path / "t", matches=2, workers=2)
    assert {"boulware", "conceder"} <= set(found.entrants)
    if text.startswith(b"{"):
        assert [fault.entrant for fault in found.faults] == ["forger"] * len(found.faults)
        assert found.faults
        assert "forger" not in found.entrants


def test_a_process_that_ends_when_it_owes_nothing_ends_no_tournament(tmp_path: Path) -> None:
    plan = few_plan()
    work = _Work.of(plan, [(0, 1)])
    hall = _Hall(Table(five_rounds_game(), plan), tmp_path, work, 1, 10.0, [])
    for group, owes, ends in (({2}, False, False), ({2}, True, True), (set(), False, True)):
        child = Child("negotiation.engine.tournament.worker", hall.heard)
        worker = Worker(child, frozenset(group))
        hall.crew.append(worker)
        if owes:
            worker.task = Task(concept="logit")
        if ends:
            with pytest.raises(NegotiationError, match=r"the process with .* ended"):
                hall._ended(worker)
            child.stop()
        else:
            hall._ended(worker)
            assert worker not in hall.crew
        assert child.process.poll() is not None
