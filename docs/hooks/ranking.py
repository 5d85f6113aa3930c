"""Holds the published ranking in its page to the result that the experiment saved.

The table stands in the file itself, so that the page is whole wherever it is read; this writes it:

    python -m docs.hooks.ranking

A published ranking is a dated artefact: it tells of the scenario as it was when it was made, and is
not remade when a number changes. The page says the day, and this module the fingerprint.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from negotiation.cli.console.standings import ranks_words
from negotiation.foundations.wording import day_in_words
from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.storage import load

PAGE = "ranking.md"
MARK = re.compile(
    r"<!-- the ranking of (\d{4}-\d\d-\d\d) begins -->\n(.*?)<!-- the ranking ends -->", re.DOTALL
)
DOCS = Path(__file__).parents[1]
DATA = DOCS / "data" / "which_strategy_wins.json"
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


def made_for(result: ExperimentResult, day: date) -> str:
    """Return the sentence that says when the ranking was made, and of which scenario."""
    made = {(one.scenario, one.scenario_fingerprint) for one in result.receipts}
    if len(made) != 1 or not all(fingerprint for _, fingerprint in made):
        raise PluginError(f"{DATA.name} is not of one scenario with a fingerprint")
    [(scenario, fingerprint)] = made
    return (
        f"Made on {day_in_words(day, year=True)} for `{scenario}` as it was then, of fingerprint "
        f"`{fingerprint}`; where numbers of the scenario have changed since, this table does not "
        "know of it."
    )


def ranks_in(listed: str | float) -> list[int]:
    """Return the ranks of a cell such as ``2, 3, 7``."""
    return [int(rank) for rank in str(listed).split(",") if rank.strip()]


def refreshed(markdown: str) -> str:
    """Return the page with the ranking between its marks as the saved result tells it."""
    found = MARK.search(markdown)
    if found is None:
        raise PluginError(f"{PAGE} does not say where the ranking goes, and of which day it is")
    result = load(DATA, ExperimentResult)
    told = f"{made_for(result, date.fromisoformat(found[1]))}\n\n{as_markdown(result)}"
    return f"{markdown[: found.start(2)]}\n{told}\n\n{markdown[found.end(2) :]}"


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    if page.file.src_uri == PAGE and refreshed(markdown) != markdown:
        raise PluginError(f"{PAGE} is not what {DATA.name} tells; run python -m docs.hooks.ranking")
    return markdown


def main() -> None:
    """Write the ranking into its page."""
    path = DOCS / PAGE
    path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
