"""Makes docstrings, and the fields that explain themselves, readable as pages.

An example in a docstring becomes a block of Python, which plain Markdown would take for a
quotation. A field made by ``parameter(unit, words)`` gets these words and its unit as its text.
"""

from __future__ import annotations

import ast
import re
from typing import Any

from griffe import Attribute, Docstring, Extension, Object

_EXAMPLE = re.compile(r"(?:^>>> .*\n?)(?:^(?!\s*$).*\n?)*", re.MULTILINE)


def fenced(text: str) -> str:
    """Return a docstring with each run of ``>>>`` lines and their output in a fence."""
    return _EXAMPLE.sub(lambda match: f"```pycon\n{match[0].rstrip()}\n```\n", text)


def meaning(value: str) -> str:
    """Return what ``parameter("bp/$bn", "rise of yields")`` says, as a sentence; or nothing."""
    match ast.parse(value, mode="eval").body:
        case ast.Call(
            func=ast.Name(id="parameter"),
            args=[ast.Constant(value=str(unit)), ast.Constant(value=str(words))],
        ):
            return f"{words[0].upper()}{words[1:]}; unit `{unit}`."
    return ""


class Docstrings(Extension):
    """Rewrites each docstring as it is collected."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Fence the examples of one object."""
        if obj.docstring is not None:
            obj.docstring.value = fenced(obj.docstring.value)

    def on_attribute(self, *, attr: Attribute, **_: Any) -> None:
        """Give a field that explains itself its words."""
        words = meaning(str(attr.value)) if attr.docstring is None and attr.value else ""
        if words:
            attr.docstring = Docstring(words, parent=attr)
            attr.value = None
