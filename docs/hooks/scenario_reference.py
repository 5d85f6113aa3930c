"""Writes the reference of scenario files into the page about them, from the schema itself."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from mkdocs.exceptions import PluginError

_MARK = "<!-- reference -->"


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    if page.file.src_uri != "scenarios.md":
        return markdown
    if markdown.count(_MARK) != 1:
        raise PluginError(f"scenarios.md needs one line {_MARK}, where the reference goes")
    reference: str = import_module("negotiation.scenario.reference").as_markdown()
    return markdown.replace(_MARK, reference)
