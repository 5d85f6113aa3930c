"""Gives the keys of a scenario file a page of their own, written from the schema itself."""

from __future__ import annotations

from typing import Any

from mkdocs.structure.files import File, Files

from negotiation.scenario.reference import as_markdown

PAGE = "scenario_reference.md"


def on_files(files: Files, config: Any) -> Files:
    files.append(File.generated(config, PAGE, content=as_markdown()))
    return files
