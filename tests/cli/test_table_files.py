"""Tables taken away as CSV, LaTeX, Markdown and HTML: nothing in them is markup."""

from __future__ import annotations

import csv
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import negotiation as ng
from negotiation.cli.console.table_files import TableFiles
from negotiation.foundations.errors import CannotWrite, NegotiationError
from negotiation.results.sheet import Sheet
from negotiation.results.sheet_formats import as_html, as_latex, as_markdown
from tests.pictures.example_run import example_run
from tests.pictures.example_tournament import example_tournament

NASTY = "<b>a_b</b> & 50% of $1 | #~^{x}\\ *y* `z` [l](m)"


def nasty() -> Sheet:
    return Sheet(
        title=NASTY, headings=("who", NASTY), rows=((NASTY, "-1.5"),), numeric=(False, True)
    )


def test_latex_escapes_what_is_markup() -> None:
    text = as_latex(nasty())
    escaped = (
        r"\textless{}b\textgreater{}a\_b\textless{}/b\textgreater{} \& 50\% of \$1 | "
        r"\#\textasciitilde{}\textasciicircum{}\{x\}\textbackslash{} *y* `z` [l](m)"
    )
    assert text.count(escaped) == 3
    assert rf"{escaped} & $-$1.5 \\" in text
    assert text.count("{") == text.count("}")
    assert text.startswith(r"\begin{table}")
    assert text.endswith(r"\end{table}")


def test_markdown_escapes_what_is_markup() -> None:
    lines = as_markdown(nasty()).splitlines()
    row = lines[-1]
    assert row.replace(r"\|", "").count("|") == 3
    assert r"&lt;b&gt;a\_b&lt;/b&gt; & 50% of $1 \|" in row
    assert r"\*y\* \`z\` \[l\](m)" in row
    assert row.endswith("| -1.5 |")


class Reader(HTMLParser):
    """Reads the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - not asked for
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("kind", ["sheet", "solution", "run", "tournament", "experiment"])
def test_notebooks_get_tables_whose_text_is_escaped(kind: str) -> None:
    run = example_run()
    experiment = ng.ExperimentResult(
        name="mine",
        question=NASTY,
        design="",
        columns={"a": NASTY, "b": "a change"},
        rows=({"a": NASTY, "b": 1.0},),
        finding=NASTY,
        receipts=(),
        formats={"b": "change"},
    )
    case = run.solutions[0].cases[0]
    bad = replace(case, player_types={"us": NASTY, "japan": "guardian"})
    page = {
        "sheet": lambda: as_html([nasty(), NASTY], NASTY),
        "solution": replace(run.solutions[0], cases=(bad,))._repr_html_,
        "run": replace(run, title=NASTY)._repr_html_,
        "tournament": replace(example_tournament(), scenario=NASTY)._repr_html_,
        "experiment": experiment._repr_html_,
    }[kind]()
    reader = Reader()
    reader.feed(page)
    assert "b" not in reader.tags
    assert "table" in reader.tags
    assert "<b>a" in reader.text


def test_csv_keeps_all_digits_and_the_others_what_is_printed(tmp_path: Path) -> None:
    run = example_run()
    files = TableFiles(tmp_path / "a.csv", tmp_path / "a.tex", tmp_path / "a.md")
    files.check()
    sheets = run.solutions[0].sheets()
    assert files.write(run.to_rows(), ["a sentence", *sheets]) == files.asked
    rows = list(csv.DictReader((tmp_path / "a.csv").open()))
    assert [float(row["total"]) for row in rows] == [row["total"] for row in run.to_rows()]
    assert (tmp_path / "a.tex").read_text().count(r"\begin{table}") == len(sheets)
    assert "a sentence" not in (tmp_path / "a.md").read_text()
    for cell in sheets[1].rows[0][2:]:
        assert f"| {cell} |" in (tmp_path / "a.md").read_text()


def test_rows_with_other_columns_become_one_table(tmp_path: Path) -> None:
    TableFiles(csv=tmp_path / "a.csv").write([{"a": 1}, {"b": 2}], [])
    assert (tmp_path / "a.csv").read_text() == "a,b\n1,\n,2\n"


def test_what_cannot_be_written_is_told_before_any_work(tmp_path: Path) -> None:
    same = tmp_path / "a"
    with pytest.raises(NegotiationError, match="--csv and --latex would both go to"):
        TableFiles(csv=same, latex=same).check()
    with pytest.raises(CannotWrite):
        TableFiles(markdown=tmp_path).check()


def test_an_experiment_names_how_a_column_is_shown() -> None:
    table = ng.ExperimentTable(
        name="t",
        title="",
        columns=dict.fromkeys(("prior", "worth", "level", "count"), "a number"),
        rows=(
            {"prior": 0.3, "worth": 1.5, "level": -2.25, "count": 3.0},
            {"prior": 0.99, "worth": -0.001, "level": 2.25, "count": 4.0},
        ),
        formats={"prior": "percent", "worth": "change"},
    )
    assert table.sheet().rows == (("30%", "+1.50", "-2.25", "3"), ("99%", "0.00", "2.25", "4"))
    for formats, said in (({"x": "change"}, "no column 'x'"), ({"prior": "%"}, "'%'; try change")):
        with pytest.raises(ValueError, match=said):
            replace(table, formats=formats)
