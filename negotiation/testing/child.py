"""The process in which a user's strategy is asked: `python -m negotiation.testing.child`.

It reads one JSON object, what to check and how, and writes one on each line: ``beat`` twice a
second as long as Python runs, ``trial`` before each situation, ``verdict`` after each law,
``error`` for input that cannot be checked, ``done`` at the end. What the strategy prints goes to
standard error.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

BEAT_SECONDS = 0.5
"""How often the process says that it is alive."""


def main() -> None:
    """Check what standard input names."""
    request = json.loads(sys.stdin.readline())
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    speaking = threading.Lock()

    def say(**line: Any) -> None:
        with speaking:
            channel.write(json.dumps(line) + "\n")
            channel.flush()

    def beat() -> None:
        try:
            while True:
                say(beat=True)
                threading.Event().wait(BEAT_SECONDS)
        except OSError:  # nobody listens any more
            os._exit(1)

    threading.Thread(target=beat, daemon=True).start()
    for line in lines(request, say):
        say(**line)
    os._exit(0)  # a thread that never answered is not waited for


def lines(request: dict[str, Any], say: Any) -> Iterator[dict[str, Any]]:
    """Yield what there is to say about a request."""
    from ..foundations.errors import NegotiationError
    from .subjects import subject
    from .verdicts import check_claims, replayed, verdicts

    def watch(code: str) -> None:
        say(trial=code)

    try:
        folder = Path(str(request["strategy"])).parent
        sys.path.insert(0, str(folder))
        found = subject(request["strategy"])
        check_claims(found.claims, found.name)
        yield {"name": found.name, "claims": sorted(found.claims)}
        seconds, replay = request["seconds"], request["command"]
        if request.get("replay"):
            verdict = replayed(found.build, request["replay"], seconds=seconds, replay=replay)
            yield {"verdict": asdict(verdict)}
        else:
            for verdict in verdicts(
                found.build,
                found.claims,
                examples=request["examples"],
                seed=request["seed"],
                seconds=seconds,
                replay=replay,
                watch=watch,
            ):
                yield {"verdict": asdict(verdict)}
    except NegotiationError as error:
        yield {"error": str(error)}
        return
    yield {"done": True}


if __name__ == "__main__":
    main()
