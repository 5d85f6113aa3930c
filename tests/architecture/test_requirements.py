"""The pinned requirements are those of pyproject.toml, and name nothing but packages and hashes."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.reading import CHECKOUT

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
NAME = PROJECT["project"]["name"]
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
BUILD = ["hatchling", "editables"]


def pinned(text: str) -> dict[str, str]:
    """Return the version of each package of a pinned file; ``ValueError`` for any other line."""
    logical = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    versions: dict[str, str] = {}
    for line in filter(str.strip, logical.splitlines()):
        match = re.fullmatch(
            r"([\w.-]+)==([\w.+!-]+)( ; [^\\]+?)?((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*", line
        )
        if match is None:
            raise ValueError(f"not a pinned package with its hashes: {line[:80]}")
        versions[canonicalize_name(match[1])] = match[2]
    return versions


def wanted(*extras: str) -> list[Requirement]:
    """Return what the project and some of its extras ask for, extras of extras included."""
    listed = list(PROJECT["project"]["dependencies"])
    for extra in extras:
        listed += EXTRAS[extra]
    found = []
    for text in listed:
        requirement = Requirement(text)
        if requirement.name == NAME:
            found += wanted(*sorted(requirement.extras))
        else:
            found.append(requirement)
    return found


def unmet(requirements: list[Requirement], versions: dict[str, str]) -> list[str]:
    return sorted(
        {
            f"{requirement} is not pinned: make lock"
            for requirement in requirements
            if versions.get(canonicalize_name(requirement.name), "") not in requirement.specifier
            or canonicalize_name(requirement.name) not in versions
        }
    )


def lock(name: str) -> dict[str, str]:
    return pinned((CHECKOUT / "requirements" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "extras"), [("core.txt", []), ("all.txt", ["all"]), ("dev.txt", ["dev"])]
)
def test_everything_asked_for_is_pinned(name: str, extras: list[str]) -> None:
    assert unmet(wanted(*extras), lock(name)) == []


def test_what_builds_the_project_is_pinned() -> None:
    asked = [Requirement(text) for text in PROJECT["build-system"]["requires"] + BUILD]
    assert unmet(asked, lock("dev.txt")) == []


def test_negmas_is_pinned_as_its_extra_asks_for_it_and_stays_out_of_the_others() -> None:
    asked = [Requirement(text) for text in EXTRAS["negmas"]]
    assert unmet(asked, lock("negmas.txt")) == []
    assert "negmas" not in lock("dev.txt")


def test_the_smaller_sets_are_cut_out_of_the_large_one() -> None:
    core, everything, dev = lock("core.txt"), lock("all.txt"), lock("dev.txt")
    assert core.items() < everything.items() < dev.items()


class TestTheCheckersCanFail:
    HASH = " --hash=sha256:" + "0" * 64

    @pytest.mark.parametrize(
        "line",
        [
            "numpy==1.0",
            "numpy>=1.0" + HASH,
            "--find-links somewhere",
            "--index-url x",
            "numpy @ file" + HASH,
        ],
    )
    def test_other_lines_are_refused(self, line: str) -> None:
        with pytest.raises(ValueError, match="not a pinned package"):
            pinned(f"rich==1.0 \\\n   {self.HASH}\n    # via x\n{line}\n")

    def test_unmet_requirements_are_found(self) -> None:
        versions = pinned(f"Foo-Bar==2.0 ; sys_platform == 'x' \\\n   {self.HASH}\n")
        asked = [Requirement(text) for text in ("foo_bar>=1", "foo-bar<2", "lost")]
        assert len(unmet(asked, versions)) == 2
