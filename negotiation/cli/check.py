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
"""Exit code when a law is broken, or could not be tried."""
WORDS = {
    "kept here": "kept here, other process not asked",
    "not claimed": "does not hold (not claimed)",
    "undecided": "not claimed, too few situations to say more",
}
"""What the screen says of an outcome, where that is more than its name."""


def command(  # noqa: PLR0913, PLR0917 - its parameters are the options
    strategy: Annotated[
        str,
        typer.Argument(
            metavar="STRATEGY", help="File, FILE.py:Class, or a strategy's name, e.g. boulware."
        ),
    ],
    examples: Annotated[
        int | None,
        typer.Option(help="In how many situations each law is tried; 100 by default.", min=1),
    ] = None,
    quick: Annotated[
        bool,
        typer.Option("--quick", help="Try few situations, of small games: seconds, no certainty."),
    ] = False,
    seed: Seed = 0,
    seconds: Annotated[
        float, typer.Option(help="How long one answer may take, in seconds.", min=0.01, max=86400)
    ] = 5.0,
    seconds_in_all: Annotated[
        float, typer.Option("--limit", help="How long all of it may take, in seconds.", min=1.0)
    ] = 600.0,
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

    from ..api.check import QUICK, USUAL
    from ..foundations.errors import MissingLibrary, NegotiationError
    from ..testing.watching import checked
    from .console.tables import console, notices, strong

    if find_spec("hypothesis") is None:
        raise MissingLibrary("Hypothesis")
    if changes and not exploit:
        raise NegotiationError("--set changes the scenario of --exploit; try it with --exploit")
    if exploit:
        scenario_with(scenario, changes)  # what cannot be read is told now, not after the laws
    count = examples or (QUICK if quick else USUAL)
    with notices().status("Trying the laws ...") as status:
        report = checked(
            strategy,
            examples=count,
            seed=seed,
            seconds=seconds,
            replay=replay,
            command=f"negotiation check {shlex.quote(strategy)} --replay",
            exploited_in=scenario if exploit else "",
            changes=changes or (),
            small=quick,
            seconds_in_all=seconds_in_all,
            progress=status.update,
        )
    if as_json:
        _print_json(report, seed, count)
    else:
        out = console()
        out.print(_table(report))
        for verdict in report.verdicts:
            if verdict.story and verdict.law not in _alike(report):
                out.print()
                out.print(strong(verdict.law))
                out.print(verdict.story, soft_wrap=True)
        out.print(_summary(report))
        for one in report.exploitations:
            out.print(_told(one))
        if exploit and not report.is_kept:
            out.print("What exploits it was not looked for: a law is broken.")
    if not report.is_kept or not report.is_tried:
        raise typer.Exit(BROKEN)
    if report.not_exploited:
        raise NegotiationError(f"what exploits it is not known: {report.not_exploited}")


def _table(report: Report) -> Table:
    from rich.table import Table
    from rich.text import Text

    colour = {
        **dict.fromkeys(("kept", "kept here"), "green"),
        **dict.fromkeys(("broken", "error"), "bold red"),
        "could be claimed": "yellow",
    }
    table = Table(title=f"{report.name} under the laws", title_justify="left")
    for heading in ("law", "verdict", "what it asks"):
        table.add_column(heading)
    for n, verdict in enumerate(report.verdicts):
        if n and verdict.is_claim and not report.verdicts[n - 1].is_claim:
            table.add_section()
        outcome = verdict.outcome.value
        said = Text(WORDS.get(outcome, outcome), style=colour.get(outcome, "dim"))
        table.add_row(verdict.law, said, verdict.statement)
    return table


def _summary(report: Report) -> str:
    from ..testing.outcomes import Outcome
    from ..testing.verdicts import ENOUGH

    def those(outcome: Outcome) -> list[str]:
        return [v.law for v in report.verdicts if v.outcome is outcome]

    broken, untried, errors = map(those, (Outcome.BROKEN, Outcome.NOT_TRIED, Outcome.ERROR))
    open_to, undecided = those(Outcome.COULD_BE_CLAIMED), those(Outcome.UNDECIDED)
    all_tried = not untried and not errors
    lines = [f"Broken: {', '.join(broken)}."] if broken else []
    if not broken:
        lines = ["No law is broken." if all_tried else "No law that was tried is broken."]
    if "deterministic" in broken and untried:
        lines.append(f"Not tried, since its answers are not settled: {', '.join(untried)}.")
    elif untried:
        why = f", since {report.stopped} (try --limit, or --quick)" if report.stopped else ""
        lines.append(f"Not tried{why}: {', '.join(untried)}.")
    if errors:
        lines.append(f"Could not be tried: {', '.join(errors)}.")
    if open_to and not broken:
        lines.append(f"It could claim: {', '.join(open_to)} (no situation speaks against it).")
    if undecided and not broken:
        lines.append(
            f"Perhaps it could claim {', '.join(undecided)}: try --examples {ENOUGH} before you do."
        )
    return "\n".join(lines)


def _alike(report: Report) -> set[str]:
    """Return the laws whose trial raised the error of one that is told of already."""
    from ..testing.outcomes import Outcome

    errors = [v for v in report.verdicts if v.outcome is Outcome.ERROR]
    return {v.law for v in errors[1:] if v.story.partition("\n")[2] in errors[0].story}


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
        "stopped": report.stopped,
        "verdicts": verdicts,
        "exploitations": [as_plain(one) for one in report.exploitations],
    }
    print(text(shown), end="")
