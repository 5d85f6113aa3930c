"""Tables for people: what an equilibrium under private information expects, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from ...results.expectations import Expectations
from ...results.private_certificate import PrivateCertificate

NOTABLE = 0.005
"""Signals less likely than this for every type are left out of the table."""


def expectation_tables(found: Expectations) -> Iterable[Table]:
    """Return tables of agreement by date and of what the moves reveal."""
    table = Table(title="Probability of an agreement by the end of a round", title_justify="left")
    table.add_column("types")
    for name, day in zip(found.rounds, found.dates, strict=True):
        table.add_column(f"{name}\n{day.day} {day:%b}", justify="right")
    for label, chances in found.agreed_by.items():
        table.add_row(label, *(f"{chance:.3f}" for chance in chances))
    yield table
    table = Table(title="What the moves reveal", title_justify="left")
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
            f"{signal.belief_before:.2f}",
            f"{signal.belief_after:.2f}",
        )
    yield table


def quality(found: Expectations, certificate: PrivateCertificate | None) -> list[str]:
    """Return sentences on how good the solution is."""
    lines = [
        f"precision {found.precision:g} per $bn; {found.roots:,} equations, largest error "
        f"{found.residual:.1e} of log odds, {found.unsolved} above 1e-8; several equilibria at "
        f"{found.several:,} beliefs",
        f"the menu of offers may cost a player up to {found.menu_error_busd:.2f} $bn; payoffs "
        f"along the path differ from solved values by up to {found.path_error_busd:.2f} $bn",
    ]
    if certificate is not None:
        gains = ", ".join(
            f"{player} {name} {gain:.2f}"
            for player, by_type in certificate.at_start_busd.items()
            for name, gain in by_type.items()
        )
        lines += [
            f"certificate: best other plan from the start, $bn: {gains}; its own reading error "
            f"{certificate.interpolation_error_busd:.2f}; the largest found at "
            f"{certificate.nodes:,} nodes {certificate.anywhere_busd:.2f} ({certificate.where})",
            f"an offer outside the menu earns up to {certificate.any_package_busd:.2f} $bn "
            f"({certificate.packages_tried:,} tried); {certificate.off_path_beliefs}",
            *certificate.intuitive,
        ]
    return lines
