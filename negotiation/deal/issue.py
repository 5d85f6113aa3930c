"""An issue: one dimension of the deal space. The first of its levels is the status quo."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from .terms import Terms


class Issue(ABC):
    """One dimension of the deal space.

    A kind of issue is one file; its levels, their unit and their source come from the scenario.
    """

    unit: ClassVar[str]
    """Unit of the levels, a key of ``foundations.parameters.UNITS``."""
    sets_rates: ClassVar[bool] = False
    """Whether its levels are the rates that its sectors pay; one issue alone sets a sector's."""
    starts_at_nothing: ClassVar[bool] = True
    """Whether its status quo is a level of 0; a rate in force may be any."""
    title: str
    """The issue in words, from the scenario."""
    levels: tuple[float, ...]
    """The levels; the first one is the status quo."""

    @abstractmethod
    def terms(self, level: float) -> Terms:
        """Return what a level changes; the status quo changes nothing."""

    @abstractmethod
    def label(self, level: float) -> str:
        """Return the public name of a level, with its unit."""

    @property
    def status_quo(self) -> float:
        """The level in force."""
        return self.levels[0]

    def sectors_taxed(self) -> tuple[str, ...]:
        """Return the sectors whose tariff depends on this issue."""
        return ()

    def sectors_set(self) -> tuple[str, ...]:
        """Return the sectors whose rate this issue sets."""
        return self.sectors_taxed() if self.sets_rates else ()
