"""A report: one HTML file of a run with all its pictures in reading order, inline.

It loads nothing: no script, no font, no address. In the dark the page is dark and its pictures
stand on white sheets; where the window is narrow they scroll sideways and stay legible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from ...results.run import Run
from ..picture import Picture
from .page import inline, receipt_table
from .saving import as_svg, drawn_with

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --muted: #5b6168; --ground: #ffffff;
  --line: #d8dbdf; --link: #1d4f9f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --muted: #a4abb3; --ground: #15181c; --line: #3a4047; --link: #9fc0f5; }
}
body { font: 17px/1.55 "Liberation Sans", Arial, Helvetica, sans-serif; color: var(--ink);
  background: var(--ground); max-width: 78rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
a { color: var(--link); }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .5rem 0; }
h2 { font-size: 1.3rem; margin: 3rem 0 .6rem; }
p, dl, figcaption, details, nav { max-width: 46rem; }
dt { font-weight: bold; margin-top: .7rem; }
dd { margin: 0; }
@media (min-width: 44rem) {
  dl { display: grid; grid-template-columns: 6rem 1fr; column-gap: 1rem; row-gap: .6rem; }
  dt { margin: 0; }
}
code { font: .9em "Liberation Mono", Consolas, monospace; }
section { margin-top: 2.5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  margin: 0; }
figure { margin: 0 0 .5rem; }
.sheet { background: #ffffff; border: 1px solid var(--line); border-radius: 4px; overflow-x: auto; }
.sheet svg { display: block; width: 100%; height: auto; min-width: 52rem; }
figcaption { margin-top: .7rem; }
details { margin-top: .5rem; color: var(--muted); }
table { border-collapse: collapse; font-size: 14px; max-width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .15rem 1rem .15rem 0;
  overflow-wrap: anywhere; }
th { font-weight: normal; color: var(--muted); min-width: 7rem; }
@media print { figure, dl { break-inside: avoid; } .sheet { border: 0; overflow: visible; }
  .sheet svg { min-width: 0; } }
"""


def in_order(pictures: Mapping[str, Picture]) -> dict[str, Picture]:
    """Return pictures in reading order."""
    return dict(sorted(pictures.items(), key=lambda item: (item[1].place, item[0])))


def report(run: Run, pictures: Mapping[str, Picture], answer: Sequence[str]) -> str:
    """Return the page; ``answer`` are lines, each with its heading before a colon.

    The same run gives the same page.
    """
    ordered = in_order(pictures)
    contents = "\n".join(
        f'<li><a href="#{name}">{escape(picture.title)}</a></li>'
        for name, picture in ordered.items()
    )
    figures = "\n".join(_figure(run, name, picture) for name, picture in ordered.items())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(run.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{escape(run.title)}</h1>
<p>{escape(run.story)}</p>
<h2>In short</h2>
<dl>
{_listed(answer)}
</dl>
<nav aria-label="Pictures">
<h2>Pictures</h2>
<ol>
{contents}
</ol>
</nav>
{figures}
<h2>What it was made from</h2>
{receipt_table(run.record.receipt, drawn_with())}
</main>
</body>
</html>
"""


def _listed(answer: Sequence[str]) -> str:
    items = []
    for line in answer:
        heading, _, rest = line.partition(":")
        told = re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(rest.strip()))
        items.append(f"<dt>{escape(heading)}</dt><dd>{told}</dd>")
    return "\n".join(items)


def _figure(run: Run, name: str, picture: Picture) -> str:
    # In one page names of parts must differ from picture to picture.
    svg = re.sub(r'(id="|url\(#)(part\d+)', rf"\g<1>{name}-\g<2>", as_svg(picture.draw(run)))
    words = picture.alt_text(run)
    return f"""<section id="{name}">
<h2 class="unseen">{escape(picture.title)}</h2>
<figure>
<div class="sheet" tabindex="0" role="region" aria-label="{escape(picture.title)}">
{inline(svg, words)}
</div>
<figcaption>{escape(picture.caption(run))}</figcaption>
</figure>
<details>
<summary>The picture in words</summary>
<p>{escape(words)}</p>
</details>
</section>"""
