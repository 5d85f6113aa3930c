"""The payoff parts that a scenario adds to those of every scenario, laid out like the others.

What a kind of part says is checked here: it may be somebody else's code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..foundations.errors import NegotiationError
from ..foundations.parameters import LARGEST
from ..foundations.users_files import where_raised
from ..payoffs.component import Component
from ..payoffs.part import PayoffPart, Valuation
from ..payoffs.present_value import PARTS
from ..payoffs.regime import Regime
from .schema import ScenarioFile

T = TypeVar("T")


class OwnParts:
    """The parts of one scenario that are its own."""

    def __init__(self, scenario: ScenarioFile, given: Valuation) -> None:
        self.given = given
        self.parts = dict(scenario.parts or {})
        #: The names of all parts of a payoff, those of every scenario first.
        self.names = (*PARTS, *self.parts)
        self.shape = (2, len(given.us_types), len(given.partner_types))

    def components(self) -> Iterator[Component]:
        """Yield the terms that they add to a package's value."""
        for name, part in self.parts.items():
            for component in self._terms(name, part):
                yield self._checked(name, part, component)

    def _terms(self, name: str, part: PayoffPart) -> list[Component]:
        return _asked(name, part, "of_package", lambda: list(part.of_package(self.given)))

    def waiting(self, start: date, end: date) -> NDArray[np.float64]:
        """Return what passing some days is worth to them [part, i, u, v], zeros in the others."""
        return self._laid_out("of_waiting", lambda part: part.of_waiting(self.given, start, end))

    def no_agreement(self, day: date) -> NDArray[np.float64]:
        """Return what ending without an agreement is worth to them [part, i, u, v]."""
        return self._laid_out("of_no_agreement", lambda part: part.of_no_agreement(self.given, day))

    def _laid_out(self, method: str, ask: Callable[[PayoffPart], ArrayLike]) -> NDArray[np.float64]:
        paid = np.zeros((len(self.names), *self.shape))
        for n, (name, part) in enumerate(self.parts.items(), start=len(PARTS)):
            paid[n] = self._paid(name, part, method, ask)
        return paid

    def _paid(
        self, name: str, part: PayoffPart, method: str, ask: Callable[[PayoffPart], ArrayLike]
    ) -> NDArray[np.float64]:
        found = _asked(name, part, method, lambda: np.asarray(ask(part)))
        return _amounts(name, part, method, found, self.shape, "[i, u, v]")

    def _checked(self, name: str, part: PayoffPart, component: object) -> Component:
        """Return a term under the part's own name, its amounts and weights checked."""
        if not isinstance(component, Component):
            raise NegotiationError(
                f"{_who(name, part)}: of_package gives {type(component).__name__} objects; "
                "try the components of given.once(..) and given.yearly(..)"
            )
        shape = (2, self.given.packages.count)
        amounts = _amounts(name, part, "of_package", component.amounts, shape, "[i, p]")

        def weight(day: date, regime: Regime) -> NDArray[np.float64]:
            method = f"the weight of {component.name!r}"
            found = _asked(name, part, method, lambda: np.asarray(component.weight(day, regime)))
            return _amounts(name, part, method, found, self.shape, "[i, u, v]")

        return replace(
            component, name=f"{name}: {component.name}", part=name, amounts=amounts, weight=weight
        )


def _who(name: str, part: PayoffPart) -> str:
    return f"parts.{name} ({type(part).__name__})"


def _asked(name: str, part: PayoffPart, method: str, ask: Callable[[], T]) -> T:
    """Return what a part says, its errors in words."""
    try:
        return ask()
    except NegotiationError as error:
        raise NegotiationError(f"{_who(name, part)}: {method}: {error}") from error
    except Exception as error:
        file = f"{type(part).__module__.rpartition('.')[2]}.py"
        told = where_raised(error, file)
        raise NegotiationError(f"{_who(name, part)}: {method} fails: {told}") from error


def _amounts(
    name: str, part: PayoffPart, method: str, found: object, shape: tuple[int, ...], axes: str
) -> NDArray[np.float64]:
    """Return finite amounts of a shape, or raise ``NegotiationError`` in words."""
    amounts = np.asarray(found)
    wanted = f"{axes} of shape {shape}, each axis possibly 1"
    if amounts.dtype.kind not in "iuf":
        what = f"is of the kind {amounts.dtype}; it must be numbers {wanted}"
    elif len(amounts.shape) != len(shape) or any(
        size not in {1, full} for size, full in zip(amounts.shape, shape, strict=True)
    ):
        what = f"has the shape {amounts.shape}; it must be {wanted}"
    elif not (np.isfinite(amounts).all() and np.abs(amounts).max(initial=0.0) <= LARGEST):
        bad = amounts[~(np.abs(amounts) <= LARGEST)][0]
        what = f"has the amount {bad:g}; it must be finite and at most {LARGEST:g} in size, in $bn"
    else:
        return np.ascontiguousarray(np.broadcast_to(amounts.astype(np.float64), shape))
    raise NegotiationError(f"{_who(name, part)}: {method} {what}")
