"""Gives the command line a page of its own, written from the commands themselves.

A command's words are its docstring, an option's words its help: what ``--help`` prints.
"""

from __future__ import annotations

from inspect import cleandoc
from pathlib import Path
from typing import Any

import typer
from mkdocs.structure.files import File, Files

from negotiation.cli import application

PAGE = "commands.md"
PROGRAM = "negotiation"
_VALUE = {int: "N", float: "NUMBER", Path: "PATH", str: "TEXT"}
"""What stands for the value of an option that does not name it."""
_HEAD = """# Commands

What the program `negotiation` can do, command by command. `negotiation COMMAND --help` prints the
same. Results go to standard output, progress and notes to standard error; `--json` prints one
object for programs ([described here](json.md)).

| exit code | means |
|---|---|
| 0 | done |
| 1 | the answer is no: a law is broken, a check failed |
| 2 | something in what was asked has to be mended; the message says what to try |
| 3 | a library is missing; the message says how to install it |
| 4 | a file cannot be written |
| 130 | interrupted |
"""


def as_markdown() -> str:
    """Return the page: a list of the commands, then each with its arguments and options."""
    named: dict[str, Any] = dict(sorted(_commands().items()))
    lines = [_HEAD, "| command | what it does |", "|---|---|"]
    lines += [f"| [`{name}`](#{name}) | {_first_sentence(one)} |" for name, one in named.items()]
    for name, one in named.items():
        lines += ["", f"## {name}", "", cleandoc(one.help or ""), "", "```text"]
        lines += [f"{PROGRAM} {' '.join([name, *_usage(one)])}", "```", ""]
        rows = [_row(given) for given in one.params if not given.hidden]
        if rows:
            lines += ["| | what it is | default |", "|---|---|---|", *rows]
    return "\n".join(lines) + "\n"


def _commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(application())
    found: dict[str, Any] = {name: one for name, one in group.commands.items() if not one.hidden}
    return found


def _first_sentence(command: Any) -> str:
    return _cell(cleandoc(command.help or "").partition("\n\n")[0])


def _usage(command: Any) -> list[str]:
    """Return what follows a command's name: its arguments, and that it has options."""
    words = [_argument(one) for one in command.params if not _is_option(one)]
    return [*words, "[OPTIONS]"] if any(map(_is_option, command.params)) else words


def _row(given: Any) -> str:
    """Return the row of an argument or an option."""
    if _is_option(given):
        value = "" if given.is_flag else f" {given.metavar or _value_of(given)}"
        name = ", ".join(f"`{one}{value}`" for one in [*given.opts, *given.secondary_opts])
    else:
        name = f"`{_argument(given)}`"
    return f"| {name} | {_cell(given.help or '')} | {_default(given)} |"


def _is_option(given: Any) -> bool:
    return any(name.startswith("-") for name in given.opts)


def _argument(given: Any) -> str:
    name = (given.metavar or given.name.upper()).strip("[]")
    name = f"{name}..." if given.nargs == -1 or given.multiple else name
    return name if given.required else f"[{name}]"


def _value_of(given: Any) -> str:
    kind = given.type_descriptor.annotation
    inner = getattr(kind, "__args__", (kind,))[0]
    return _VALUE.get(inner, "VALUE")


def _default(given: Any) -> str:
    if given.required:
        return "required"
    if given.is_flag if _is_option(given) else False:
        return "off" if not given.default else "on"
    if given.default in (None, "", ()) or callable(given.default):
        return ""
    return f"`{given.default}`"


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def on_files(files: Files, config: Any) -> Files:
    files.append(File.generated(config, PAGE, content=as_markdown()))
    return files
