r"""A sheet as HTML, LaTeX or Markdown, its text escaped: what it says is no markup.

>>> sheet = Sheet(
...     title="R & D", headings=("who", "$bn"), rows=(("a_b", "-1.5"),), numeric=(False, True)
... )
>>> print(as_markdown(sheet))
**R & D**
<BLANKLINE>
| who | $bn |
| --- | ---: |
| a\_b | -1.5 |
>>> as_latex(sheet).splitlines()[1:3]
['  \\caption{R \\& D}', '  \\begin{tabular}{lr}']
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from .sheet import Sheet

LONG = 40
"""Texts of more letters wrap in LaTeX."""

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "±": r"$\pm$",
    "\N{MINUS SIGN}": "$-$",
}
_NUMBER = re.compile(r"-(?=\d)")


def as_markdown(sheet: Sheet) -> str:
    """Return a sheet as Markdown: its title, the table, its caption."""
    head = ["| " + " | ".join(map(_markdown, sheet.headings)) + " |"]
    head += ["| " + " | ".join("---:" if one else "---" for one in sheet.numeric) + " |"]
    rows = ["| " + " | ".join(map(_markdown, row)) + " |" for row in sheet.rows]
    blocks = [f"**{_markdown(sheet.title)}**"] if sheet.title else []
    blocks += ["\n".join(head + rows)]
    blocks += [_markdown(sheet.caption)] if sheet.caption else []
    return "\n\n".join(blocks)


def as_latex(sheet: Sheet) -> str:
    """Return a sheet as a LaTeX table, for a document that loads ``booktabs``."""
    lines = [r"\begin{table}", *([rf"  \caption{{{_latex(sheet.title)}}}"] if sheet.title else [])]
    lines += [rf"  \begin{{tabular}}{{{_columns(sheet)}}}"]
    lines += [r"    \toprule", _latex_row(sheet.headings), r"    \midrule"]
    for n, group in enumerate(sheet.groups):
        if n and len(sheet.groups) < len(sheet.rows):
            lines.append(r"    \addlinespace")
        for row in group:
            lines.append(_latex_row(row, sheet.numeric))
    lines += [r"    \bottomrule", r"  \end{tabular}"]
    lines += [rf"  \par\footnotesize {_latex(sheet.caption)}"] if sheet.caption else []
    return "\n".join([*lines, r"\end{table}"])


def as_html(sheets: Iterable[Sheet | str], title: str = "") -> str:
    """Return sheets and sentences as HTML that needs no style of its own, for a notebook."""
    blocks = [f"<p><strong>{html.escape(title)}</strong></p>"] if title else []
    for one in sheets:
        blocks.append(f"<p>{html.escape(one)}</p>" if isinstance(one, str) else _html_table(one))
    return "\n".join(["<div>", *blocks, "</div>"])


def _html_table(sheet: Sheet) -> str:
    ways = ["right" if one else "left" for one in sheet.numeric]

    def line(cells: Iterable[str], tag: str) -> str:
        told = "".join(
            f'<{tag} style="text-align: {way}">{_html(cell)}</{tag}>'
            for way, cell in zip(ways, cells, strict=True)
        )
        return f"<tr>{told}</tr>"

    blocks = [f"<caption>{html.escape(sheet.title)}</caption>"] if sheet.title else []
    blocks += [f"<thead>{line(sheet.headings, 'th')}</thead>", "<tbody>"]
    blocks += [line(row, "td") for row in sheet.rows]
    note = f"\n<p>{html.escape(sheet.caption)}</p>" if sheet.caption else ""
    return "\n".join(["<table>", *blocks, "</tbody>", "</table>"]) + note


def _html(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _markdown(text: str) -> str:
    escaped = re.sub(r"([\\`*_\[\]|~])", r"\\\1", html.escape(text, quote=False))
    return escaped.replace("&amp;", "&").replace("\n", "<br>")


def _latex(text: str) -> str:
    return "".join(_LATEX.get(letter, letter) for letter in " ".join(text.split()))


def _columns(sheet: Sheet) -> str:
    """Return the kinds of the columns; long texts share what the page leaves to them."""
    longest = [max(map(len, column), default=0) for column in zip(*sheet.rows, strict=True)]
    is_long = [size > LONG for size in longest] or [False for _ in sheet.headings]
    part = 0.6 / max(sum(is_long), 1)
    kinds = zip(sheet.numeric, is_long, strict=True)
    return "".join(
        "r" if number else rf"p{{{part:.2g}\linewidth}}" if long else "l" for number, long in kinds
    )


def _latex_row(cells: Iterable[str], numeric: Iterable[bool] = ()) -> str:
    ways = list(numeric)
    told = [
        _NUMBER.sub("$-$", _latex(cell)) if ways and ways[n] else _latex(cell)
        for n, cell in enumerate(cells)
    ]
    return f"    {' & '.join(told)} \\\\"
