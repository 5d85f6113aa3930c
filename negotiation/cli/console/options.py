"""Options that several commands share, and their reading."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ... import equilibria
from ...foundations import shelf
from ...foundations.errors import NegotiationError, nearest

MANY_STEPS = 1000.0
"""A precision above this is followed for very long: whoever asks for it is told before."""


def _concepts() -> list[str]:
    """Return the names of the solution concepts: the modules of their shelf."""
    return [name for name in shelf.names(equilibria) if name != "concept"]


ScenarioName = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="Name or path; see `scenarios`.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]
Seed = Annotated[
    int, typer.Option(metavar="SEED", help="Seed of every draw.", min=0, max=2**63 - 1)
]
Types = Annotated[
    str, typer.Option(metavar="PLAYER=TYPE,..", help="Types, e.g. us=sensitive,japan=guardian.")
]
Precision = Annotated[
    float | None,
    typer.Option(
        metavar="L",
        help="Precision L per $bn of a logit equilibrium: near 0 is chance; 2 by default.",
    ),
]
Grid = Annotated[
    int | None,
    typer.Option(
        metavar="NODES",
        help="Nodes of each belief axis, an odd number; more is finer, 11 by default.",
    ),
]
Offers = Annotated[
    int | None,
    typer.Option(
        metavar="COUNT",
        help="Offers on the menu of a solver on beliefs; more is finer, 24 by default.",
    ),
]
Method = Annotated[
    str | None,
    typer.Option(
        metavar="METHOD",
        help="How unknown types are solved for: auto (the default), tree (of histories) or "
        "beliefs.",
    ),
]
Explain = Annotated[
    bool,
    typer.Option("--explain", help="Retell the answer in plain sentences, with a glossary."),
]
Details = Annotated[
    bool,
    typer.Option(
        "--details", help="Print the long tables too: what the moves reveal, how good it all is."
    ),
]
CsvFile = Annotated[
    Path | None,
    typer.Option("--csv", metavar="FILE", help="Write the numbers as CSV, with all their digits."),
]
LatexFile = Annotated[
    Path | None,
    typer.Option("--latex", metavar="FILE", help="Write the tables printed as LaTeX."),
]
MarkdownFile = Annotated[
    Path | None,
    typer.Option("--markdown", metavar="FILE", help="Write the tables printed as Markdown."),
]
Concepts = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CONCEPT", help=f"Solution concept: {', '.join(_concepts())}; may be given again."
    ),
]
Formats = Annotated[str, typer.Option(metavar="FORMAT,..", help="Formats of the pictures.")]


def formats_of(text: str) -> tuple[str, ...]:
    """Return picture formats from a list such as ``png,svg``.

    Raises ``NegotiationError`` that suggests the nearest format for an unknown one.
    """
    from ...pictures.drawing.saving import FORMATS

    wanted = tuple(filter(None, (piece.strip().lower() for piece in text.split(","))))
    for name in wanted:
        if name not in FORMATS:
            raise NegotiationError(
                f"there is no picture format {name!r}; try {nearest(name, FORMATS)}"
            )
    return wanted


def settings_of(
    concepts: Sequence[str], **given: float | str | None
) -> dict[str, dict[str, float | str]]:
    """Return the settings given, for each concept that takes them.

    Raises ``NegotiationError`` for a setting that none of the concepts takes.
    """
    from ...equilibria.concept import SolutionConcept

    takes = {name: shelf.pick(equilibria, SolutionConcept, name).settings for name in concepts}
    for setting, value in given.items():
        if value is not None and not any(setting in names for names in takes.values()):
            who = f"{', '.join(concepts)} does not take" if concepts else "nothing here takes"
            shown = value if isinstance(value, str) else f"{value:g}"
            raise NegotiationError(
                f"--{setting} {shown}: {who} it; try leaving it out (the logit equilibrium and "
                "its follower take it)"
            )
    precision = given.get("precision")
    if isinstance(precision, float) and math.isfinite(precision) and precision > MANY_STEPS:
        from .tables import notices

        notices().print(
            f"--precision {precision:g}: the way there from 0 takes many steps, perhaps hours, and "
            "what is played hardly changes on it; try --concept perfect_bayesian, or "
            f"--precision {MANY_STEPS:g}",
            soft_wrap=True,
        )
    return {
        name: {key: value for key, value in given.items() if value is not None and key in names}
        for name, names in takes.items()
    }


def assignments(text: str, option: str) -> dict[str, str]:
    """Return ``us=sensitive,japan=guardian`` as a mapping; commas in parentheses part nothing.

    Raises ``NegotiationError`` for anything of another form.
    """
    from ...engine.strategy_choice import split_list

    found: dict[str, str] = {}
    for item in split_list(text):
        name, separator, value = (piece.strip() for piece in item.partition("="))
        if not separator or not name or not value:
            raise NegotiationError(
                f"{option} {text!r}: {item!r} is not of the form player=name"
                f"; try {option} us=..,japan=.."
            )
        if name in found:
            raise NegotiationError(f"{option} {text!r} names {name} twice; try one of the two")
        found[name] = value
    return found
