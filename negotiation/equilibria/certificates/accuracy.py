"""The accuracy of a solution on beliefs, from its certificate, and the grid that would do.

Finer grids are tried only where the error is large and the game so small that they cost seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile

from ...results.accuracy import POOR, Accuracy, FinerGrid
from ...results.followed_play import share_of
from ...results.private_certificate import PrivateCertificate

CHEAP = 50_000
"""Equations of a solve up to which a finer grid is tried."""
TRIED = 3
"""Most finer grids tried."""
FINEST = 2001
"""Most nodes that a belief axis may have."""

Examined = tuple[PrivateCertificate, Mapping[str, float]]
"""A certificate, and by player how far what play is said to pay is from the claimed values, $bn;
empty where it is followed exactly."""

Finer = Callable[[int], Examined]
"""Returns the same of the solution on a grid of so many nodes."""


def accuracy_of(
    examined: Examined,
    grid: int,
    equations: int,
    finer: Finer | None = None,
    *,
    tree: bool = False,
) -> Accuracy | None:
    """Return the accuracy of a certified solution on ``grid`` nodes; None if it claims no values.

    ``equations`` were solved for it; ``tree`` says whether the tree of histories can be tried.
    """
    certificate = examined[0]
    error, share = _error(examined)
    if error is None:
        return None
    assert certificate.followed is not None
    exact = certificate.exact
    tried: list[FinerGrid] = []
    if share > POOR and finer is not None:
        for nodes in _cheap(grid, equations):
            now, part = _error(finer(nodes))
            assert now is not None
            tried.append(FinerGrid(grid=nodes, error_busd=now, share=part))
            if part <= POOR:
                break
    return Accuracy(
        error_busd=error,
        is_exact=exact is not None,
        share=share,
        log_odds=None if exact is None else exact.log_odds_on_path,
        finer=tuple(tried),
        advice=_advice(grid, tried, tree=tree) if share > POOR else "",
    )


def _error(examined: Examined) -> tuple[float | None, float]:
    """Return the largest error of a type's value, and a player's largest share of its stakes.

    What play is said to pay a type, the other's drawn from the prior, is off by no more than its
    distance from the claims and theirs together.
    """
    certificate, off = examined
    followed, exact = certificate.followed, certificate.exact
    if followed is None:
        return None, 0.0
    # Where the judge, who has been everywhere, disagrees with the claims by more than a grid of
    # half its nodes does with it, sampled talks have missed something.
    beyond = certificate.interpolation_error_busd - certificate.grid_error_busd
    claims: Mapping[str, float] = {
        player: max(error, beyond) for player, error in followed.largest_busd.items()
    }
    if exact is not None and exact.claims_off_busd:
        claims = exact.claims_off_busd
    errors = {player: error + off.get(player, 0.0) for player, error in claims.items()}
    stakes = followed.stakes_busd
    shares = [share_of(error, stakes[player]) for player, error in errors.items()]
    return max(errors.values()), max(shares)


def _cheap(grid: int, equations: int) -> Iterator[int]:
    """Yield grids of twice the nodes, four times the nodes .. as long as they are cheap."""
    finer = (2**k * (grid - 1) + 1 for k in range(1, TRIED + 1) if grid > 1)
    return takewhile(
        lambda nodes: nodes <= FINEST and equations * (nodes / grid) ** 2 <= CHEAP, finer
    )


def _advice(grid: int, tried: list[FinerGrid], *, tree: bool) -> str:
    other = "try a lower --precision" + ", or --method tree" * tree
    if not tried and 1 < grid <= FINEST // 2:
        return f"try --grid {2 * grid - 1}, up to four times the work"
    if not tried:
        return f"no finer grid helps; {other}"
    last = tried[-1]
    found = f"there the error is {last.error_busd:.2g} $bn, {last.share:.1%} of what is at stake"
    if last.share <= POOR:
        return f"--grid {last.grid} would do: {found}"
    return f"no grid up to {last.grid} does ({found}): values jump with the belief; {other}"
