"""A hand-out: one HTML file with the drawing, its caption, its words and its receipt.

It loads nothing: no script, no font, no address. Marks that carry words show them when pointed at.
The drawing's own title is the visible one.
"""

from __future__ import annotations

import re
from html import escape

from ...results.receipt import Receipt

_STYLE = """
body { font: 16px/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; color: #1f2328;
  max-width: 1500px; margin: 2rem auto; padding: 0 1rem; }
figure { margin: 0; overflow-x: auto; }
svg { max-width: 100%; height: auto; }
figcaption, details { max-width: 60rem; margin-top: 1rem; }
table { border-collapse: collapse; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: .15rem 1.5rem .15rem 0;
  overflow-wrap: anywhere; }
th { font-weight: normal; color: #5b6168; white-space: nowrap; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""


def page(*, svg: str, title: str, caption: str, alt_text: str, receipt: Receipt, drawn: str) -> str:
    """Return the page; ``drawn`` names the drawing libraries and their versions."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1 class="unseen">{escape(title)}</h1>
<figure>
{inline(svg, alt_text)}
<figcaption>{escape(caption)}</figcaption>
</figure>
<details>
<summary>The picture in words</summary>
<p>{escape(alt_text)}</p>
</details>
<details open>
<summary>What it was made from</summary>
{receipt_table(receipt, drawn)}
</details>
</main>
</body>
</html>
"""


def receipt_table(receipt: Receipt, drawn: str) -> str:
    """Return what a result was made from, as a table."""
    rows = [
        ("scenario", receipt.scenario),
        ("changes to it", _listed(receipt.changes) or "none"),
        ("scenario fingerprint", receipt.scenario_fingerprint),
        ("game fingerprint", receipt.game_fingerprint),
        ("seed", "none" if receipt.seed is None else str(receipt.seed)),
        ("versions", _listed(receipt.versions)),
        ("drawn with", drawn),
        ("parameters", _listed(receipt.parameters) or "none"),
    ]
    table = "\n".join(
        f"<tr><th scope='row'>{escape(name)}</th><td>{escape(value)}</td></tr>"
        for name, value in rows
    )
    return f"<table>\n{table}\n</table>"


def _listed(entries: object) -> str:
    assert hasattr(entries, "items")
    return ", ".join(f"{name} {_shown(value)}" for name, value in sorted(entries.items()))


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def inline(svg: str, alt_text: str) -> str:
    """Return the drawing as an element of the page, with a text for those who cannot see it.

    Inside HTML the drawing needs no namespace. Words of a mark become its hint.
    """
    plain = re.sub(r' xmlns(?::\w+)?="[^"]*"', "", svg)
    hinted = re.sub(
        r'<path aria-label="([^"]*)"([^>]*?)/?>(?:</path>)?',
        r"<path\2><title>\1</title></path>",
        plain,
    )
    return hinted.replace("<svg ", f'<svg role="img" aria-label="{escape(alt_text)}" ', 1)
