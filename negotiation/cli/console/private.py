"""Tables for people: what an equilibrium under private information expects, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from ...foundations.wording import day_in_short, money, percent, plain, titled
from ...results.accuracy import Accuracy
from ...results.exact_certificate import ExactCertificate
from ...results.expectations import Expectations
from ...results.private_certificate import PrivateCertificate
from ...results.sheet import Sheet

NOTABLE = 0.005
"""Signals less likely than this for every type are left out of the table."""
HIGH = 32.0
"""Precisions above this, per $bn, are warned of."""


def agreed_sheet(found: Expectations) -> Sheet:
    """Return the table of agreement by date."""
    return Sheet(
        title="Probability of an agreement by the end of a round",
        headings=("types", *round_headings(found.rounds, found.dates)),
        rows=tuple(
            (plain(label), *(percent(float(chance)) for chance in chances))
            for label, chances in found.agreed_by.items()
        ),
        numeric=(False, *(True for _ in found.rounds)),
    )


def signals_sheet(found: Expectations) -> Sheet:
    """Return the table of what the moves reveal."""
    rows = []
    for signal in found.signals:
        if max(signal.chance_by_type.values()) < NOTABLE:
            continue
        is_open = len(signal.chance_by_type) > 1  # else nothing is to be learnt about it
        believed = (signal.belief_before, signal.belief_after)
        rows.append(
            (
                signal.round,
                titled(signal.player),
                plain(signal.stage),
                plain(signal.action),
                ", ".join(f"{plain(n)} {percent(p)}" for n, p in signal.chance_by_type.items()),
                *(percent(chance) if is_open else "" for chance in believed),
            )
        )
    words = ("round", "player", "stage", "action", "chance by type")
    return Sheet(
        title="What the moves reveal",
        headings=(*words, "belief before", "belief after"),
        rows=tuple(rows),
        numeric=(False, False, False, False, False, True, True),
        caption="Over all histories in which the stage is met: chances by type, and the mean "
        "belief of those in which the action is taken (in the player's second type). Bayes' rule "
        "holds in each history, not between means.",
    )


def round_headings(rounds: Sequence[str], dates: Sequence[date]) -> tuple[str, ...]:
    """Return the headings of columns for rounds: their names and days."""
    days = map(day_in_short, dates)
    return tuple(
        day if day == name else f"{name}\n{day}" for name, day in zip(rounds, days, strict=True)
    )


def quality(
    found: Expectations, certificate: PrivateCertificate | None, accuracy: Accuracy | None
) -> list[str]:
    """Return sentences on how good the solution is."""
    poor = accuracy is not None and accuracy.is_poor and found.selected.is_principal
    lines = [
        found.selected.in_words + "; that is of the equations on this grid, see the warning" * poor,
        f"precision {found.precision:g} per $bn; {found.roots:,} equations solved, the largest "
        f"error {found.residual:.1e} in log odds, {found.unsolved} above 1e-8; "
        + (
            f"at {found.several:,} beliefs of the grid a stage has several equilibria, whether "
            "play meets them or not"
            if found.several or not found.selected.several
            else "each root was continued from the one before; whether there are others was not "
            "counted"
        ),
        "each package left off the menu of offers is worth to each player, at any time, what one "
        f"on the menu is, to within {money(found.menu_error_busd, 2)}; payoffs along the path "
        f"differ from the solved values by up to {money(found.path_error_busd, 2)}",
    ]
    if found.precision > HIGH:
        lines.append(
            f"WARNING: above a precision of about {HIGH:g} per $bn values jump as beliefs change, "
            "and what is interpolated between the nodes of the grid need not be near an "
            "equilibrium; see the certificate"
        )
    if accuracy is not None:
        lines.append(accuracy.in_words)
    if certificate is not None:
        lines += certified(certificate)
    return lines


def certified(found: PrivateCertificate) -> list[str]:
    """Return sentences on what deviating would earn: a list under a heading, then the beliefs."""
    lines = [
        "certificate: what another plan would gain a type, $bn, computed by code that shares "
        "nothing with the solver",
        f"- from the start on: {_gains(found.at_start_busd, 2, titled)} (with an error of about "
        f"{found.doubt_busd:.2f}, which is no bound: a grid half as fine differs by "
        f"{found.grid_error_busd:.2f}, and on the certificate's own grid following the solution "
        f"pays what it says to within {found.interpolation_error_busd:.2f})",
        f"- from any of {found.nodes:,} nodes on, those that play never reaches included: at most "
        f"{found.anywhere_busd:.2f}: {plain(found.where)}",
    ]
    exact, sampled = found.exact, found.sampled
    if exact is not None:
        lines.append(exactly(exact))
    if sampled is not None:
        kinds = ", ".join(f"{kind} {gain:.2f}" for kind, gain in sampled.by_kind_busd.items())
        lines.append(
            f"- one deviation where {sampled.matches} sampled talks go, {sampled.tried:,} tried, "
            f"by kind: {kinds} (a grid half as fine differs by {sampled.error_busd:.2f}); the "
            f"largest: {plain(sampled.where)}"
        )
    if found.packages_tried:
        lines.append(
            f"- one offer outside the menu, {found.packages_tried:,} tried: at most "
            f"{found.any_package_busd:.2f}: {plain(found.any_package_where)}"
        )
    return [*lines, f"beliefs: {found.off_path_beliefs}", *_intuitive(found)]


def exactly(exact: ExactCertificate) -> str:
    """Return the line on what deviating would earn on a game's whole tree."""
    claimed = exact.interpolation_error_busd
    return (
        f"- exactly, at all {exact.checked:,} information sets: from the start on "
        f"{_gains(exact.at_start, 4)}; on the path at most {exact.on_path_busd:.4f}; anywhere "
        + (
            f"at most {exact.max_gain_busd:.4f}: {plain(exact.where)}"
            if exact.max_gain_busd >= 0.00005
            else "less than 0.0001"
        )
        + ("" if claimed is None else "; following the solution pays what it says to within ")
        + ("" if claimed is None else f"{claimed:.4f}")
    )


def _gains(
    by_player: Mapping[str, Mapping[str, float]], digits: int, named: Callable[[str], str] = plain
) -> str:
    return ", ".join(
        f"{named(player)} {plain(name)} {gain:.{digits}f}"
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
