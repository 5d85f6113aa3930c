"""Options that several commands share, and their reading."""

from __future__ import annotations

from typing import Annotated

import typer

from ...foundations.errors import NegotiationError, nearest

ScenarioName = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="Name or path; see `scenarios`.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]
Seed = Annotated[int, typer.Option(help="Seed of every draw.", min=0, max=2**63 - 1)]
Types = Annotated[
    str, typer.Option(metavar="PLAYER=TYPE,..", help="Types, e.g. us=sensitive,japan=guardian.")
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


def assignments(text: str, option: str) -> dict[str, str]:
    """Return ``us=sensitive,japan=guardian`` as a mapping.

    Raises ``NegotiationError`` for anything of another form.
    """
    found: dict[str, str] = {}
    for item in filter(None, (piece.strip() for piece in text.split(","))):
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
