"""Tables for people: what an equilibrium under private information expects, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.table import Table

from ...results.accuracy import Accuracy
from ...results.exact_certificate import ExactCertificate
from ...results.expectations import Expectations
from ...results.private_certificate import PrivateCertificate

NOTABLE = 0.005
"""Signals less likely than this for every type are left out of the table."""
HIGH = 32.0
"""Precisions above this, per $bn, are warned of."""


def expectation_tables(found: Expectations) -> Iterable[Table]:
    """Return tables of agreement by date and of what the moves reveal."""
    table = Table(title="Probability of an agreement by the end of a round", title_justify="left")
    table.add_column("types")
    for name, day in zip(found.rounds, found.dates, strict=True):
        table.add_column(f"{name}\n{day.day} {day:%b}", justify="right")
    for label, chances in found.agreed_by.items():
        table.add_row(label, *(f"{chance:.3f}" for chance in chances))
    yield table
    caption = (
        "Over all histories in which the stage is met: chances by type, and the mean belief of "
        "those in which the action is taken (in the player's second type). Bayes' rule holds in "
        "each history, not between means."
    )
    table = Table(
        title="What the moves reveal",
        title_justify="left",
        caption=caption,
        caption_justify="left",
    )
    for heading in ("round", "player", "stage", "action"):
        table.add_column(heading)
    for heading in ("chance by type", "belief\nbefore", "belief\nafter"):
        table.add_column(heading, justify="right")
    for signal in found.signals:
        if max(signal.chance_by_type.values()) < NOTABLE:
            continue
        table.add_row(
            signal.round,
            signal.player,
            signal.stage,
            signal.action.replace("_", " "),
            ", ".join(f"{name} {chance:.2f}" for name, chance in signal.chance_by_type.items()),
            *(
                (f"{signal.belief_before:.2f}", f"{signal.belief_after:.2f}")
                if len(signal.chance_by_type) > 1
                else ("", "")  # nothing is to be learnt about it
            ),
        )
    yield table


def quality(
    found: Expectations, certificate: PrivateCertificate | None, accuracy: Accuracy | None
) -> list[str]:
    """Return sentences on how good the solution is."""
    poor = accuracy is not None and accuracy.is_poor and found.selected.is_principal
    lines = [
        found.selected.in_words + "; that is of the equations on this grid, see the warning" * poor,
        f"precision {found.precision:g} per $bn; {found.roots:,} equations, largest error "
        f"{found.residual:.1e} of log odds, {found.unsolved} above 1e-8; "
        + (
            f"several equilibria at {found.several:,} beliefs of the grid, whether play meets them "
            "or not"
            if found.several or not found.selected.several
            else "as each root was continued, no others were counted"
        ),
        f"no package left off the menu is further than {found.menu_error_busd:.2f} $bn from one on "
        "it, for anyone at any time (what leaving it off costs is said below); payoffs along the "
        f"path differ from solved values by up to {found.path_error_busd:.2f} $bn",
    ]
    if found.precision > HIGH:
        lines.append(
            f"WARNING: above a precision of some {HIGH:g} values jump in the belief, and what a "
            "grid reads between its nodes need not be near an equilibrium; see the certificate"
        )
    if accuracy is not None:
        lines.append(accuracy.in_words)
    if certificate is not None:
        lines += certified(certificate)
    return lines


def certified(found: PrivateCertificate) -> list[str]:
    """Return sentences on what deviating would earn: a list under a heading, then the beliefs."""
    lines = [
        "certificate: what another plan would earn a type, $bn, by code that shares nothing with "
        "the solver",
        f"- from the start on: {_gains(found.at_start_busd, 2)} (give or take some "
        f"{found.doubt_busd:.2f}, no bound: half as fine a grid differs by "
        f"{found.grid_error_busd:.2f}, and on the judge's own grid following pays what the "
        f"solution says but for {found.interpolation_error_busd:.2f})",
        f"- from any of {found.nodes:,} nodes on, off the path too: at most "
        f"{found.anywhere_busd:.2f}: {_plain(found.where)}",
    ]
    exact, sampled = found.exact, found.sampled
    if exact is not None:
        lines.append(exactly(exact))
    if sampled is not None:
        kinds = ", ".join(f"{kind} {gain:.2f}" for kind, gain in sampled.by_kind_busd.items())
        lines.append(
            f"- one deviation where {sampled.matches} sampled talks go, {sampled.tried:,} tried, "
            f"by kind: {kinds} (half as fine a grid differs by {sampled.error_busd:.2f}); the "
            f"largest: {_plain(sampled.where)}"
        )
    if found.packages_tried:
        lines.append(
            f"- one offer outside the menu, {found.packages_tried:,} tried: at most "
            f"{found.any_package_busd:.2f}: {_plain(found.any_package_where)}"
        )
    return [*lines, f"beliefs: {found.off_path_beliefs}", *_intuitive(found)]


def exactly(exact: ExactCertificate) -> str:
    """Return the line on what deviating would earn on a game's whole tree."""
    claimed = exact.interpolation_error_busd
    return (
        f"- exactly, at all {exact.checked:,} information sets: from the start on "
        f"{_gains(exact.at_start, 4)}; on the path at most {exact.on_path_busd:.4f}; anywhere "
        + (
            f"at most {exact.max_gain_busd:.4f}: {_plain(exact.where)}"
            if exact.max_gain_busd >= 0.00005
            else "less than 0.0001"
        )
        + ("" if claimed is None else "; following pays what the solution says but for ")
        + ("" if claimed is None else f"{claimed:.4f}")
    )


def _plain(place: str) -> str:
    return place.replace("_", " ")


def _gains(by_player: Mapping[str, Mapping[str, float]], digits: int) -> str:
    return ", ".join(
        f"{player} {name} {gain:.{digits}f}"
        for player, by_type in by_player.items()
        for name, gain in by_type.items()
    )


def _intuitive(found: PrivateCertificate) -> list[str]:
    """Return the verdict of the intuitive criterion, and each violation."""
    judged, where = found.unexpected_actions, found.intuitive_method
    if not judged:
        return [f"intuitive criterion: no action was unexpected {where}"]
    verdict = _counted(len(found.intuitive), "violation") if found.intuitive else "not violated"
    return [
        f"intuitive criterion: {verdict}; {_counted(judged, 'unexpected action')} judged {where}",
        *found.intuitive,
    ]


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
