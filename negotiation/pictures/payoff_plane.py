"""The payoff plane: what every package is worth to both, and the points that theory picks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..results.landscape import Landscape
from ..results.run import Run
from .drawing import plane_layers, plane_points, theme, words
from .drawing.thinning import Window, around, one_per_cell
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

_WIDTH, _HEIGHT, _MAP = 440, 330, 120
_CELL, _MAP_CELL = 6.0, 3.0
OUTSIDE = (
    "An equilibrium can lie outside 'both gain': the cross is what both get if nothing can ever be "
    "agreed. Where something can be,",
    "a refusal may be answered by pressure and then be worth less than the cross, so that even a "
    "deal below it is worth accepting.",
)
"""Why no reader must take such an equilibrium for a mistake, in two lines."""
_BEYOND_THE_ZONE = 0.6
"""How far the close view reaches beyond the points that matter, as a share of their extent."""


class PayoffPlane(Picture):
    """All packages, the frontier, the agreement zone, disagreement and the points of theory."""

    title: ClassVar[str] = "What could be agreed, and what it is worth to each side"
    place: ClassVar[int] = 20

    def draw(self, run: Run) -> Chart:
        """Return one panel per type pair, all on the same scales, two in a row."""
        alt = theme.drawing_library()
        near, whole = _windows(run)
        sheet = theme.Sheet()
        panels = [
            _panel(run, landscape, near, whole, sheet, key=n == 0)
            for n, landscape in enumerate(run.landscapes)
        ]
        grid = [alt.hconcat(*panels[n : n + 2], spacing=36) for n in range(0, len(panels), 2)]
        subtitle = [
            f"{run.title}. Payoffs in {words.UNIT}, against the tariffs in force, "
            f"if agreed on {words.day(run.landscapes[0].date, year=True)}; the equilibrium is "
            "expected over all days and outcomes.",
            *OUTSIDE,
        ]
        return theme.finished(alt.vconcat(*grid, spacing=30), self.title, subtitle, sheet)

    def caption(self, run: Run) -> str:
        """Return how to read the marks, and how many packages the cloud shows."""
        near, _ = _windows(run)
        counts = []
        for landscape in run.landscapes:
            inside = int(near.contains(landscape.payoffs).sum())
            drawn = drawn_packages(landscape, near).size
            counts.append(f"{drawn:,} of {inside:,}")
        total = run.landscapes[0].payoffs.shape[1]
        return (
            "Pale dots are packages; dark ones both players prefer to disagreement (the cross). "
            "The line is the Pareto frontier, thick where both prefer it to disagreement (the "
            "contract curve); shaded is the region in which both gain. The small map shows all "
            f"{total:,} packages and the window of the large view. Dots that would fall into the "
            f"same {_CELL:.0f}-pixel cell are drawn once, at one package's own place; every "
            "frontier package in view is drawn. Drawn in the large views: "
            + ", ".join(counts)
            + ". Broken lines: the value 0 of the tariffs in force. The equilibrium is an "
            "expected payoff over nature's moves and includes what was paid before the "
            "agreement, so it need not lie on a package. " + " ".join(OUTSIDE)
        )

    def alt_text(self, run: Run) -> str:
        """Return the points of every type pair with their payoffs."""
        first, second = run.players.values()
        sentences = [
            f"Scatter of packages by payoff to {first} (across) and {second} (up), in $bn, "
            "one panel per type pair."
        ]
        for landscape in run.landscapes:
            points = [("disagreement", landscape.disagreement_point), *landscape.points.items()]
            told = "; ".join(
                f"{words.concept(name)} {words.signed(x)} and {words.signed(y)}"
                for name, (x, y) in points
            )
            sentences.append(
                f"{words.pair_title(run, landscape.player_types)}: {told}; "
                f"{len(landscape.zone):,} of {landscape.payoffs.shape[1]:,} packages are better "
                f"for both than disagreement, {len(landscape.frontier):,} are on the frontier."
            )
        return " ".join(sentences)


def drawn_packages(landscape: Landscape, window: Window) -> NDArray[np.int64]:
    """Return the packages that a large view draws [n], the frontier's in view all among them."""
    frontier = np.array(landscape.frontier, dtype=np.int64)
    seen = frontier[window.contains(landscape.payoffs[:, frontier])]
    # The zone is thinned on its own, so that a dark dot never gives way to a pale one.
    zone = np.array(landscape.zone, dtype=np.int64)
    dark = zone[one_per_cell(landscape.payoffs[:, zone], window, cell=_CELL)]
    cloud = one_per_cell(landscape.payoffs, window, cell=_CELL)
    return np.unique(np.concatenate([seen, dark, cloud]))


def _windows(run: Run) -> tuple[Window, Window]:
    """Return the window of the large views and that of the maps, shared by all type pairs."""
    matter, everything = [], []
    for landscape in run.landscapes:
        named = np.array([landscape.disagreement_point, *landscape.points.values(), (0.0, 0.0)]).T
        zone = landscape.payoffs[:, list(landscape.zone)]
        matter += [named, zone]
        everything += [named, landscape.payoffs]
    near = around(
        np.concatenate(matter, axis=1), width=_WIDTH, height=_HEIGHT, margin=_BEYOND_THE_ZONE / 2
    )
    whole = around(np.concatenate(everything, axis=1), width=_MAP, height=_MAP, margin=0.04)
    return near, whole


def _panel(
    run: Run, landscape: Landscape, near: Window, whole: Window, sheet: theme.Sheet, *, key: bool
) -> Any:
    alt = theme.drawing_library()
    first, second = (f"payoff to {name} ({words.UNIT})" for name in run.players.values())
    plane = plane_layers.Plane(near, (first, second), sheet)
    large = alt.layer(
        *plane_layers.ground(landscape, plane),
        *plane_layers.cloud(landscape, plane, drawn_packages(landscape, near)),
        *plane_layers.frontier(landscape, plane),
        *plane_points.named_points(landscape, plane),
    ).properties(
        width=near.width, height=near.height, title=words.pair_title(run, landscape.player_types)
    )
    shown = one_per_cell(landscape.payoffs, whole, cell=_MAP_CELL)
    small = plane_layers.overview(
        landscape, near, plane_layers.Plane(whole, None, sheet), shown
    ).properties(
        width=whole.width,
        height=whole.height,
        title=alt.TitleParams("all packages ($bn)", fontSize=theme.SMALL, fontWeight="normal"),
    )
    beside = alt.vconcat(small, plane_layers.key(), spacing=30) if key else small
    return alt.hconcat(large, beside, spacing=8)
