"""A question is asked in a thread of its own: what comes of it, and what becomes of the thread."""

from __future__ import annotations

import os
import threading
import time

import pytest

from negotiation.testing.asking import NoAnswer, OutOfTime, ask


class Asked:
    """Stands for the class of a strategy."""


def test_an_answer_comes_back_as_it_is() -> None:
    answer = object()
    assert ask(lambda: answer, 5.0, Asked) is answer


def test_an_error_is_told_with_the_line_that_raised_it() -> None:
    def question() -> object:
        raise LookupError("no such rung")

    found = ask(question, 5.0, Asked)
    assert isinstance(found, NoAnswer)
    assert found.text.splitlines()[0] == "LookupError: no such rung"
    assert 'raise LookupError("no such rung")' in found.text
    assert not found.is_distribution_error


def test_who_answers_too_late_is_given_up_and_the_next_question_is_answered() -> None:
    begun = threading.Event()
    ended = threading.Event()

    def question() -> None:
        begun.set()
        try:
            while True:
                time.sleep(0.001)
        finally:
            ended.set()

    with pytest.raises(OutOfTime):
        ask(question, 0.05, Asked)
    assert begun.is_set()
    assert ask(lambda: 1, 5.0, Asked) == 1
    assert ended.wait(5.0), "the loop goes on"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_asks_too() -> None:
    """A fork takes no threads along: the one that answered before is not there any more."""
    assert ask(lambda: 1, 5.0, Asked) == 1
    process = os.fork()
    if not process:
        try:
            os._exit(0 if ask(lambda: 2, 5.0, Asked) == 2 else 1)
        except OutOfTime:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
