"""What takes long, told in a line now and then where there is no terminal to draw on."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import Any

from rich.status import Status

SELDOM = 30.0
"""So many seconds pass from line to line."""


class InLines(Status):
    """A status that is not drawn: it prints what is being done, and for how long, once in a while.

    Work that is done sooner says nothing.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        Status.__init__(self, *arguments, **options)
        self._over = threading.Event()
        self._since = time.monotonic()

    def start(self) -> None:
        """Begin to tell."""
        self._over.clear()
        self._since = time.monotonic()
        threading.Thread(target=self._tell, daemon=True).start()

    def stop(self) -> None:
        """Say nothing more."""
        self._over.set()

    def _tell(self) -> None:
        while not self._over.wait(SELDOM):
            with contextlib.suppress(OSError, ValueError):  # whoever read it is gone
                seconds = time.monotonic() - self._since
                self.console.print(f"{self.status} ({seconds:.0f} s)", soft_wrap=True)
