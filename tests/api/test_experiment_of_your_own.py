"""The researcher's page: its scripts run in full, one after the other, and find what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import negotiation as ng

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "experiment_of_your_own.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r'```python title="(\w+\.py)"\n(.*?)```', PAGE, flags=re.DOTALL))
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("own")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        for name, text in FILES.items():
            exec(compile(text, name, "exec"), {"__name__": "__main__"})
    return made


def test_the_page_shows_the_files() -> None:
    for path in (DOCS / "examples").glob("*.py"):
        assert FILES[path.name] == path.read_text(encoding="utf-8")


def test_the_first_script_is_short_and_needs_one_import() -> None:
    lines = [line for line in FILES["two_numbers.py"].splitlines() if line]
    assert len(lines) <= 12
    assert [line for line in lines if "import" in line] == ["import negotiation as ng"]


def test_it_finds_what_the_page_says(folder: Path) -> None:
    frame = pd.read_csv(folder / "two_numbers.csv").query("player == 'uk'")
    groups = ["type_uk", "careful.mandate_weight", "eager.prior"]
    deal = frame.groupby(groups)["agreement_probability"].mean()
    careful = deal["careful"].unstack()
    assert (careful.loc[3.0] < careful.loc[0.8] - 0.05).all()
    assert (careful.max(axis="columns") - careful.min(axis="columns") < 0.02).all()
    assert (frame["concept"] == "logit").all()


def test_it_leaves_the_figures_and_the_table(folder: Path) -> None:
    for name in ("deal_date.svg", "two_numbers.svg"):
        assert (folder / name).read_text(encoding="utf-8").startswith("<svg")
    assert r"\begin{tabular}" in (folder / "two_numbers.tex").read_text(encoding="utf-8")


def test_results_are_kept_with_their_receipts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {}
    exec(compile(BLOCKS[1], "keep", "exec"), scope)
    again = scope["again"]
    assert isinstance(again, ng.Solution)
    assert dict(again.receipt.changes) == {"market.yield_impact": "0.2"}
    base = ng.load("uk_may_2025")
    assert again.receipt.scenario_fingerprint != base.fingerprint


def test_several_scenarios_give_one_table() -> None:
    script = BLOCKS[0].replace('"june_deadline", "no_card", "hard_deadline"', '"uk_may_2025",')
    scope: dict[str, list[dict[str, object]]] = {}
    exec(compile(script, "several", "exec"), scope)
    assert {row["scenario"] for row in scope["rows"]} == {"uk_may_2025"}
