"""A question: a scenario, a draw of its ranges, a precision and the forces that are off."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from ..equilibria.logit import Logit
from ..foundations.errors import NegotiationError, Problem, ProblemsFound, nearest
from ..foundations.streams import uniforms
from ..scenario.drawing import drawn
from ..scenario.loading import load
from ..scenario.schema import Scenario
from .forces import FORCES, PLACEBO, without

LEAST, MOST = 1.0, 8.0
"""The precisions that draws are solved at, per $bn, evenly in their logarithm."""


@dataclass(frozen=True)
class Question:
    """One scenario to be solved. What is wrong with it is said by `check`."""

    scenario: str
    """Its name or path."""
    seed: int = 0
    """The seed of the draws."""
    draw: int | None = None
    """The number of the draw; ``None`` for the scenario as it stands, at precision 2."""
    off: tuple[str, ...] = ()
    """Forces switched off, see `FORCES`."""
    signed: date | None = None
    """The day of a signature that is asked about."""
    terms: tuple[tuple[str, float], ...] = ()
    """What was signed then, issue and value; issues left out stay at the status quo."""
    nodes: int = 5
    """Nodes of each belief axis."""
    offers: int = 64
    """Packages that may be offered: spread evenly, the same with any force and without it."""
    certified: bool = False
    """Whether to ask how much a type could gain by deviating, which takes several times as long."""

    @property
    def precision(self) -> float:
        """The precision of the draw, per $bn."""
        if self.draw is None:
            return 2.0
        [u] = uniforms(self.seed, 2**63 + self.draw, 1)
        return float(LEAST * (MOST / LEAST) ** u)

    def check(self) -> None:
        """Raise ``ProblemsFound`` with everything that is wrong with the question."""
        contents = load(self.scenario).contents
        found = [*self._wrong_kinds()]
        if found:
            raise ProblemsFound(found, f"a question about {self.scenario}")
        found = [*self._wrong_by_itself()]
        first, last = contents.first_day, contents.rounds[-1].day
        if self.signed is not None and not first <= self.signed <= last:
            found.append(
                Problem(
                    where="signed",
                    what="a day outside the talks",
                    value=self.signed,
                    allowed=f"{first} to {last}",
                    remedy=str(last),
                )
            )
        for issue, value in self.terms:
            if issue not in contents.issues:
                known = ", ".join(contents.issues)
                remedy = nearest(issue, contents.issues)
                found.append(
                    Problem(
                        where="terms",
                        what="no such issue",
                        value=issue,
                        allowed=known,
                        remedy=remedy,
                    )
                )
            elif not math.isfinite(value):
                found.append(
                    Problem(
                        where=f"terms.{issue}",
                        what="no number",
                        value=value,
                        allowed="a finite number",
                        remedy="one of its levels",
                    )
                )
        if found:
            raise ProblemsFound(found, f"a question about {self.scenario}")

    def _wrong_kinds(self) -> Iterator[Problem]:
        """Yield what is no value of its kind, so that nothing else can be said of it."""
        kinds: list[tuple[str, object, bool, str, str]] = [
            ("off", self.off, _are_names(self.off), "a tuple of forces", '("card",)'),
            (
                "terms",
                self.terms,
                _are_terms(self.terms),
                "pairs of an issue and a number",
                '(("rice", 60.0),)',
            ),
            ("signed", self.signed, _is_day(self.signed), "a date or None", "date(2025, 7, 22)"),
            ("nodes", self.nodes, type(self.nodes) is int, "a whole number", "5"),
            ("offers", self.offers, type(self.offers) is int, "a whole number", "64"),
        ]
        for name, value, is_right, allowed, remedy in kinds:
            if not is_right:
                yield Problem(
                    where=name, what="wrong kind", value=value, allowed=allowed, remedy=remedy
                )

    def _wrong_by_itself(self) -> Iterator[Problem]:
        for name, number in (("seed", self.seed), ("draw", self.draw)):
            if number is not None and (type(number) is not int or not 0 <= number < 2**63):
                yield Problem(
                    where=name,
                    what="no number of a stream",
                    value=number,
                    allowed="a whole number from 0 on",
                    remedy="0",
                )
        known = (*FORCES, PLACEBO)
        for force in self.off:
            if force not in known:
                remedy = nearest(str(force), known)
                yield Problem(
                    where="off",
                    what="no such force",
                    value=force,
                    allowed=", ".join(known),
                    remedy=remedy,
                )
        try:
            Logit(1.0, self.nodes, self.offers)
        except NegotiationError as error:
            size = (self.nodes, self.offers)
            yield Problem(
                where="nodes, offers",
                what="impossible settings",
                value=size,
                allowed=str(error),
                remedy="5 and 64",
            )

    def drawn(self, scenario: Scenario) -> Scenario:
        """Return the draw of a scenario that is asked about, with all forces on."""
        return scenario if self.draw is None else drawn(scenario, self.seed, self.draw)

    def varied(self) -> Scenario:
        """Return the scenario drawn, with what is off switched off."""
        return without(self.drawn(load(self.scenario)), *self.off)

    def with_all_forces(self) -> Question:
        """Return the same question with nothing switched off."""
        return replace(self, off=())


def _is_day(value: object) -> bool:
    return value is None or (isinstance(value, date) and not isinstance(value, datetime))


def _are_names(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


def _are_terms(value: object) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(one, tuple)
        and len(one) == 2
        and isinstance(one[0], str)
        and type(one[1]) in {int, float}
        for one in value
    )
