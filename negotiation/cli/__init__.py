"""The command line: one command, one file, found by name. Heavy things are imported late."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer


def main() -> None:
    """Run the command line; errors that a user can mend end without a traceback."""
    try:
        application()()
    except KeyboardInterrupt:  # before a command was there to say so
        raise SystemExit(130) from None


def application() -> typer.Typer:
    """Return the command-line application with every command of this package."""
    import typer

    from .console.guarding import guarded

    app = typer.Typer(
        name="negotiation",
        help="Did Japan have a card? A model of the US-Japan tariff talks of 2025.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    def options(
        version: bool = typer.Option(
            False, "--version", is_eager=True, callback=_tell_version, help="Print the version."
        ),
    ) -> None:
        """Take what stands before a command."""

    app.callback(help=app.info.help)(options)
    app.command(name="version", help="Print the version.")(_version)
    for name in commands():
        module = importlib.import_module(f".{name}", __name__)
        app.command(name=name.replace("_", "-"))(guarded(module.command))
    return app


def commands() -> tuple[str, ...]:
    """Return the names of the commands: the files of this package."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.ispkg))


def _tell_version(wanted: bool) -> None:
    if wanted:
        _version()
        raise SystemExit(0)


def _version() -> None:
    from .. import __version__

    print(__version__)
