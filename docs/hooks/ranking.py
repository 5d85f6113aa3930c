"""Writes the published ranking into its page, from the result that the experiment saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.storage import load

PAGE = "ranking.md"
MARK = "<!-- the ranking stands here -->"
DATA = Path(__file__).parents[1] / "data" / "which_strategy_wins.json"
HEAD = (
    "| | strategy | score | 95 % | not separated from | as the US | as Japan | regret | deals "
    "| again |\n"
    "|---:|---|---:|---|---|---:|---:|---:|---:|---:|"
)


def as_markdown(result: ExperimentResult) -> str:
    """Return the finding and the table of the ranking."""
    rows = [
        f"| {row['rank']:.0f} | {str(row['strategy']).replace('_', ' ')} | {row['score']:+.2f} "
        f"| {row['low']:+.2f} to {row['high']:+.2f} | {in_short(str(row['not_from']))} "
        f"| {row['as_us']:+.2f} | {row['as_partner']:+.2f} | {row['regret']:.2f} "
        f"| {row['deals']:.2f} | {row['rank_again']:.0f} |"
        for row in result.rows
    ]
    return "\n".join([result.finding, "", HEAD, *rows])


def in_short(ranks: str) -> str:
    """Return ranks with runs of three and more in short: ``2, 3, 4, 7`` as ``2-4, 7``."""
    runs: list[list[int]] = []
    for rank in (int(piece) for piece in ranks.split(",") if piece.strip()):
        if runs and rank == runs[-1][-1] + 1:
            runs[-1].append(rank)
        else:
            runs.append([rank])
    return ", ".join(
        f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    if page.file.src_uri != PAGE:
        return markdown
    if MARK not in markdown:
        raise PluginError(f"{PAGE} does not say where the ranking goes")
    return markdown.replace(MARK, as_markdown(load(DATA, ExperimentResult)))
