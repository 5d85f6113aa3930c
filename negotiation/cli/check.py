"""Check a strategy: try every law on it and tell how it broke one."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from .console.options import AsJson, Seed
from .console.varied import Changes, scenario_with

if TYPE_CHECKING:
    from rich.table import Table

    from ..results.exploitation import Exploitation
    from ..testing.watching import Report

BROKEN = 1
"""Exit code when a law is broken."""


def command(  # noqa: PLR0913, PLR0917 - its parameters are the options
    strategy: Annotated[
        str,
        typer.Argument(
            metavar="STRATEGY", help="File, FILE.py:Class, or a strategy's name, e.g. boulware."
        ),
    ],
    examples: Annotated[
        int, typer.Option(help="In how many situations each law is tried.", min=1)
    ] = 100,
    seed: Seed = 0,
    seconds: Annotated[
        float, typer.Option(help="How long one answer may take, in seconds.", min=0.01, max=86400)
    ] = 5.0,
    replay: Annotated[
        str, typer.Option(metavar="CODE", help="See one failure again: the code of its story.")
    ] = "",
    exploit: Annotated[
        bool, typer.Option("--exploit", help="Say also what the best response to it earns.")
    ] = False,
    scenario: Annotated[
        str, typer.Option(help="The scenario in which it is exploited.")
    ] = "june_deadline",
    changes: Changes = None,
    as_json: AsJson = False,
) -> None:
    """Try every law on a strategy: legal, deterministic, blind, true to its claims and more."""
    from importlib.util import find_spec

    from ..foundations.errors import MissingLibrary, NegotiationError
    from ..testing.watching import checked
    from .console.tables import console, notices, strong

    if find_spec("hypothesis") is None:
        raise MissingLibrary("Hypothesis")
    if changes and not exploit:
        raise NegotiationError("--set changes the scenario of --exploit; try it with --exploit")
    if exploit:
        scenario_with(scenario, changes)  # what cannot be read is told now, not after the laws
    with notices().status("Trying the laws ...") as status:
        report = checked(
            strategy,
            examples=examples,
            seed=seed,
            seconds=seconds,
            replay=replay,
            command=f"negotiation check {shlex.quote(strategy)} --replay",
            exploited_in=scenario if exploit else "",
            changes=changes or (),
            progress=status.update,
        )
    if as_json:
        _print_json(report, seed, examples)
    else:
        out = console()
        out.print(_table(report))
        for verdict in report.verdicts:
            if verdict.story:
                out.print()
                out.print(strong(verdict.law))
                out.print(verdict.story, soft_wrap=True)
        out.print(_summary(report))
        for one in report.exploitations:
            out.print(_told(one))
        if exploit and not report.is_kept:
            out.print("What exploits it was not looked for: a law is broken.")
    if not report.is_kept:
        raise typer.Exit(BROKEN)
    if report.not_exploited:
        raise NegotiationError(f"what exploits it is not known: {report.not_exploited}")


def _table(report: Report) -> Table:
    from rich.table import Table
    from rich.text import Text

    colour = {"kept": "green", "broken": "bold red", "could be claimed": "yellow"}
    table = Table(title=f"{report.name} under the laws", title_justify="left")
    for heading in ("law", "verdict", "what it asks"):
        table.add_column(heading)
    for n, verdict in enumerate(report.verdicts):
        if n and verdict.is_claim and not report.verdicts[n - 1].is_claim:
            table.add_section()
        said = Text(verdict.outcome.value, style=colour.get(verdict.outcome.value, "dim"))
        table.add_row(verdict.law, said, verdict.statement)
    return table


def _summary(report: Report) -> str:
    from ..testing.verdicts import Outcome

    broken = [v.law for v in report.verdicts if v.outcome is Outcome.BROKEN]
    open_to = [v.law for v in report.verdicts if v.outcome is Outcome.COULD_BE_CLAIMED]
    untried = [v.law for v in report.verdicts if v.outcome is Outcome.NOT_TRIED]
    lines = [f"Broken: {', '.join(broken)}." if broken else "No law is broken."]
    if "deterministic" in broken and untried:
        lines.append(f"Not tried, since its answers are not settled: {', '.join(untried)}.")
    if open_to and not broken:
        lines.append(f"It could claim: {', '.join(open_to)} (no situation speaks against it).")
    return "\n".join(lines)


def _told(one: Exploitation) -> str:
    how = {
        "exact": f"the best response over {one.offers} offers, exactly",
        "at most": f"at most, by the best response over {one.offers} offers of who knows its type",
        "at least": f"at least, with 95 % confidence, by the best of {one.nodes} strategies tried "
        f"in a sample of talks: {one.by}"
        if one.by
        else f"at least, by the best response over {one.offers} offers",
    }[one.kind]
    by_type = ", ".join(f"{name} {value:+.2f}" for name, value in one.earns_busd.items())
    worthless = one.kind == "at least" and one.mean_busd < one.equilibrium_busd
    warned = " It says little: equilibrium itself pays more." if worthless else ""
    return (
        f"Against it {one.exploiter} can earn {one.mean_busd:+.2f} $bn ({by_type}); equilibrium "
        f"with types known pays {one.equilibrium_busd:+.2f}. How: {how.replace('_', ' ')}.{warned}"
    )


def _print_json(report: Report, seed: int, examples: int) -> None:
    from ..results.document import FORMAT
    from ..results.storage import as_json as text
    from ..results.storage import as_plain

    verdicts = [as_plain(verdict) for verdict in report.verdicts]
    shown = {
        "format": FORMAT,
        "strategy": report.name,
        "claims": list(report.claims),
        "seed": seed,
        "examples": examples,
        "is_kept": report.is_kept,
        "verdicts": verdicts,
        "exploitations": [as_plain(one) for one in report.exploitations],
    }
    print(text(shown), end="")
