"""Writes the published ranking into its page, from the result that the experiment saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from negotiation.cli.console.standings import ranks_words
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
        f"| {row['low']:+.2f} to {row['high']:+.2f} | {ranks_words(ranks_in(row['not_from']))} "
        f"| {row['as_us']:+.2f} | {row['as_partner']:+.2f} | {row['regret']:.2f} "
        f"| {row['deals']:.2f} | {row['rank_again']:.0f} |"
        for row in result.rows
    ]
    return "\n".join([result.finding, "", HEAD, *rows])


def ranks_in(listed: str | float) -> list[int]:
    """Return the ranks of a cell such as ``2, 3, 7``."""
    return [int(rank) for rank in str(listed).split(",") if rank.strip()]


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    if page.file.src_uri != PAGE:
        return markdown
    if MARK not in markdown:
        raise PluginError(f"{PAGE} does not say where the ranking goes")
    return markdown.replace(MARK, as_markdown(load(DATA, ExperimentResult)))
