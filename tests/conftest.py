"""Settings of every test: how Hypothesis searches."""

from __future__ import annotations

import os

from hypothesis import settings

# Solving takes as long as it takes. On a server the same examples are tried every time, so that a
# red light is always about the change that met it.
settings.register_profile("laws", deadline=None, max_examples=50, print_blob=True)
settings.register_profile("server", settings.get_profile("laws"), derandomize=True)
settings.load_profile("server" if os.environ.get("CI") else "laws")
