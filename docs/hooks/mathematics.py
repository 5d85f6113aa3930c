"""Turns the TeX of a page into MathML while the site is built.

Browsers draw MathML themselves, so a page needs no script. TeX that the converter does not know
stops the build instead of reaching a reader, and so does money taken for TeX.
"""

from __future__ import annotations

import html
import re
from typing import Any

from latex2mathml.converter import convert
from mkdocs.exceptions import PluginError

# What pymdownx.arithmatex makes of $...$ and $$...$$.
_FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\(?P<open>[(\[])(?P<tex>.*?)\\[)\]]</(?P=tag)>',
    re.DOTALL,
)


def on_page_content(page_html: str, page: Any, **_: Any) -> str:
    def drawn(match: re.Match[str]) -> str:
        tex = html.unescape(match["tex"]).strip()
        try:
            return mathml(tex, display=match["open"] == "[")
        except ValueError as error:
            raise PluginError(f"{page.file.src_uri}: {error}") from error

    return _FORMULA.sub(drawn, page_html)


# What the converter lacks, in words that it knows.
_SPOKEN = {
    r"\\arg(?![A-Za-z])": r"\\operatorname{arg}",
    r"\\(begin|end)\{aligned\}": r"\\\1{split}",
}
_LIMITS_BELOW = re.compile(r"\\(max|min|lim|sup|inf)\s*_")
# A function's name and an argument without brackets, which would stick together.
_NAME_AND_ARGUMENT = re.compile(r"(<mi>(?:ln|log|exp|sin|cos|tan)</mi>)(?=<m(?!o))")


def mathml(tex: str, *, display: bool) -> str:
    """Return a formula as MathML.

    Raises ``ValueError`` for TeX that the converter would copy out instead of drawing.
    """
    if re.match(r"(bn|tn|\d[\d.,]*(bn|tn))\b", tex):
        raise ValueError(f"money taken for TeX, write \\$ for its sign: {tex}")
    if len(re.findall(r"(?<!\\)\{", tex)) != len(re.findall(r"(?<!\\)\}", tex)):
        raise ValueError(f"TeX whose braces do not match: {tex}")
    spoken = _LIMITS_BELOW.sub(r"\\\1\\limits_", tex) if display else tex
    for theirs, ours in _SPOKEN.items():
        spoken = re.sub(theirs, ours, spoken)
    try:
        drawn = convert(spoken, display="block" if display else "inline")
    except Exception as error:  # the converter has a class for each mistake
        raise ValueError(f"TeX that cannot be read: {tex} ({type(error).__name__})") from error
    if "\\" in drawn or re.search(r">&(amp;)?<", drawn):
        raise ValueError(f"TeX that the converter does not know: {tex}")
    drawn = _NAME_AND_ARGUMENT.sub(r'\1<mspace width="0.17em" />', drawn)
    return f'<div class="formula">{drawn}</div>' if display else drawn
