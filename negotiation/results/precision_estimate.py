"""An estimate of how precisely people play, with how sure it is and what it rests on."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..foundations.records import record
from .branch_estimate import BranchEstimate
from .receipt import Receipt


@record
class PrecisionEstimate:
    """The logit precision L at which some choices are most likely, per $bn."""

    scenario: str
    """The game in which the choices were made."""
    precision: float
    """The most likely precision, per $bn; a bound of the search if ``at_bound`` says so."""
    standard_error: float | None
    """Its standard error by the curvature of the log-likelihood; ``None`` where there is none."""
    interval: tuple[float, float]
    """The 95 % confidence interval: precisions whose log-likelihood is less than 1.92 lower."""
    open_ends: tuple[bool, bool]
    """Whether the interval goes on below, and above, the bounds of the search."""
    at_bound: str
    """``lower`` or ``upper`` if the log-likelihood still rises at that bound; empty otherwise."""
    bounds: tuple[float, float]
    """Where the precision was looked for, per $bn."""
    matches: int
    """How many matches were read."""
    choices: int
    """How many choices between two or more actions they hold."""
    log_likelihood: float
    """The log-likelihood of the choices at the estimate."""
    uniform_log_likelihood: float
    """The same at precision 0, where every action is as likely as any other."""
    pseudo_r2: float
    """1 - log_likelihood / uniform_log_likelihood (McFadden 1974): 0 is guessing, 1 foresight."""
    offers_replaced: int
    """How many offers were outside the menu and read as the nearest package on it."""
    largest_replacement_busd: float
    """The most that such a package differs from the one that stands for it, $bn."""
    impossible_choices: int
    """How many choices have no probability at the estimate."""
    precisions: NDArray[np.float64]
    """Every precision tried [x], rising, per $bn."""
    log_likelihoods: NDArray[np.float64]
    """The log-likelihood at each [x]."""
    pieces: tuple[tuple[float, float], ...]
    """The interval in its pieces, rising: one, but for several branches. ``interval`` is their
    hull."""
    branch: str
    """The branch that the estimate is on: the one on which the choices are most likely."""
    branches: tuple[BranchEstimate, ...]
    """What each branch of equilibria that was followed says, the principal one first."""
    branches_at_once: int
    """How many branches there are, at most, at a precision tried in the interval or next to it."""
    several_between: tuple[float, float] | None
    """Where there are several: from the lowest to the highest precision tried at which there is
    another branch, of those that reach into the interval. ``None`` where none does."""
    branches_left: int
    """How many branches that reach into the interval were not followed."""
    branches_found: int
    """How many branches other than the principal one were found, in the interval or elsewhere."""
    ways_tried: int
    """How many ways to other branches were tried; 0 where none was looked for."""
    receipt: Receipt
    """What it was made from."""

    @property
    def is_unique(self) -> bool:
        """Whether the branch is unique in the interval, as far as was looked."""
        return self.several_between is None

    @property
    def is_smooth(self) -> bool:
        """Whether the standard error and the interval of the estimate's branch tell about the same.

        Within a factor of 2.
        """
        if self.standard_error is None:
            return False
        own = next(branch for branch in self.branches if branch.name == self.branch)
        low, high = (abs(end - self.precision) / 1.96 for end in own.interval)
        widths = [
            width / self.standard_error
            for width, is_open in zip((low, high), own.open_ends, strict=True)
            if not is_open
        ]
        return all(0.5 <= width <= 2.0 for width in widths)

    @property
    def is_biased(self) -> bool:
        """Whether more than one choice in a hundred is an offer that another one stands for."""
        return self.offers_replaced > self.choices / 100.0

    @property
    def is_identified(self) -> bool:
        """Whether the choices tell the precision: an interval with both ends, inside the bounds."""
        return not self.at_bound and not any(self.open_ends)

    @property
    def times_as_likely(self) -> float:
        """How many times as likely as by chance a choice is, in the geometric mean."""
        return math.exp((self.log_likelihood - self.uniform_log_likelihood) / self.choices)

    def story(self) -> str:
        """Return the estimate in words, and what a reader should doubt."""
        low, high = self.interval
        error = "" if self.standard_error is None else f", standard error {self.standard_error:.2g}"
        lines = [
            f"Precision {self.precision:.3g} per $bn{error}; 95 % interval "
            f"{'below ' if self.open_ends[0] else ''}{low:.3g} to "
            f"{'above ' if self.open_ends[1] else ''}{high:.3g}.",
            f"{self.choices} choices in {self.matches} matches of {self.scenario}: log-likelihood "
            f"{self.log_likelihood:.1f}, by chance {self.uniform_log_likelihood:.1f} "
            f"(pseudo-R2 {self.pseudo_r2:.2f}; a choice is {self.times_as_likely:.2f} times as "
            "likely).",
        ]
        lines[:0] = self._several()
        if self.is_biased:
            lines.insert(
                0,
                f"BIASED. {self.offers_replaced} of {self.choices} choices are offers outside the "
                "menu: neither the estimate nor its interval is to be trusted; try more --offers.",
            )
        if not self.is_identified:
            lines.append(self._not_identified())
        if not self.at_bound and not self.is_smooth:
            lines.append(
                "The likelihood is uneven there, its curvature and its interval disagree: "
                "equilibria may change with the precision, and the interval may be too narrow."
            )
        if self.offers_replaced:
            lines.append(
                f"{self.offers_replaced} offers outside the menu are read as the nearest on it, at "
                f"most ${self.largest_replacement_busd:.2f}bn away for anyone."
            )
        if self.impossible_choices:
            lines.append(
                f"{self.impossible_choices} choices are impossible at this precision: these people "
                "do not play this equilibrium."
            )
        return "\n".join(lines)

    def _several(self) -> list[str]:
        """Return in words which branches there are, if there are several in the interval."""
        if self.several_between is None:
            return []
        low, high = self.several_between
        lines = [
            f"SEVERAL BRANCHES. The likelihood's branch is not unique: {self.branches_at_once} "
            f"equilibria that these choices tell apart between L = {low:.3g} and L = {high:.3g}. "
            "What follows is over all of them:"
        ]
        for branch in self.branches:
            (first, last), is_best = branch.interval, branch.name == self.branch
            lines.append(
                f"- {branch.name}: precision {branch.precision:.3g}, log-likelihood "
                f"{branch.log_likelihood:.1f}, its own interval "
                f"{'below ' if branch.open_ends[0] else ''}{first:.3g} to "
                f"{'above ' if branch.open_ends[1] else ''}{last:.3g}"
                f"{' (the best)' if is_best else ''}"
            )
        if self.branches_left:
            lines.append(f"- {self.branches_left} more, not followed; try more --branches")
        if len(self.pieces) > 1:
            listed = " and ".join(f"{first:.3g} to {last:.3g}" for first, last in self.pieces)
            lines.append(f"The 95 % interval over branches is in pieces: {listed}.")
        return lines

    def _not_identified(self) -> str:
        """Return in words which ends of the interval the choices leave open."""
        low, high = self.interval
        if self.at_bound == "lower" and self.log_likelihood <= self.uniform_log_likelihood:
            return (
                "NOT IDENTIFIED. The lower bound of the search, and equal chances (L = 0) fit at "
                "least as well: nothing here says that payoffs move these choices."
            )
        if self.at_bound:
            end = high if self.at_bound == "lower" else low
            return (
                f"NOT IDENTIFIED. The {self.at_bound} bound of the search: the likelihood still "
                "rises there, and the precision itself is not known; by these choices it is "
                f"{'below' if self.at_bound == 'lower' else 'above'} {end:.3g}."
            )
        fits = {
            (True, True): f"every precision from {low:.3g} to {high:.3g} fits",
            (True, False): f"every precision below {high:.3g} fits, chance included,",
            (False, True): f"every precision above {low:.3g} fits",
        }[self.open_ends]
        return f"NOT IDENTIFIED. By these choices {fits} about as well; more matches would tell."
