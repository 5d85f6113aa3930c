"""Checks that a built site asks for nothing that is not in its own folder.

    python docs/hooks/offline.py site

Links that a reader follows may lead anywhere; what a browser loads by itself may not.
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

# What a browser loads without being asked, by tag; the relations of <link> that load nothing.
_LOADS = {
    "audio": "src", "embed": "src", "iframe": "src", "img": "src", "input": "src", "link": "href",
    "object": "data", "script": "src", "source": "src", "track": "src", "video": "src",
}  # fmt: skip
_ONLY_SAYS = {"alternate", "author", "canonical", "license", "next", "prev"}
_REMOTE = re.compile(r"^\s*(https?:)?//", re.IGNORECASE)
_STYLE_LOADS = re.compile(r"""(?:url\(\s*['"]?|@import\s+['"])\s*((?:https?:)?//[^'")\s]+)""")


class _Loads(HTMLParser):
    """Collects the remote addresses that one page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.remote: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        relation = set(given.get("rel", "").lower().split())
        if not (tag == "link" and relation & _ONLY_SAYS):
            self._take(given.get(_LOADS.get(tag, ""), ""))
        for part in given.get("srcset", "").split(","):
            self._take(part)
        self.remote += _STYLE_LOADS.findall(given.get("style", ""))
        self._style = tag == "style"

    def handle_endtag(self, _tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if self._style:
            self.remote += _STYLE_LOADS.findall(data)

    def _take(self, address: str) -> None:
        if _REMOTE.match(address):
            self.remote.append(address.strip())


def remote_loads(site: Path) -> list[str]:
    """Return what the pages and styles of a site would load from elsewhere, with the file."""
    found = []
    for path in sorted(site.rglob("*")):
        if path.suffix in {".html", ".svg"}:
            reader = _Loads()
            reader.feed(path.read_text(encoding="utf-8"))
            addresses = reader.remote
        elif path.suffix == ".css":
            addresses = _STYLE_LOADS.findall(path.read_text(encoding="utf-8"))
        else:
            continue
        found += [f"{path.relative_to(site).as_posix()}: {address}" for address in addresses]
    return found


def main() -> None:
    """Check the site named on the command line."""
    site = Path(sys.argv[1])
    pages = len(list(site.rglob("*.html")))
    if not pages:
        sys.exit(f"there is no page in {site}")
    found = remote_loads(site)
    if found:
        sys.exit("\n".join(["the site would load from elsewhere:", *found]))
    print(f"{pages} pages, nothing loaded from elsewhere.")


if __name__ == "__main__":
    main()
