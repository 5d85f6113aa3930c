"""Looking for several equilibria, and an equilibrium that comes back from its file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_play_and_estimate import SMALL, negotiation

QUICK = ("--grid", "5", "--offers", "4")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def test_one_equilibrium_is_told_as_one(folder: Path) -> None:
    done = negotiation("equilibria", "small.toml", "--precision", "0.5", *QUICK, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "one and the same equilibrium" in " ".join(done.stdout.split())
    assert "1 (logit path)" in done.stdout
    assert "hinted" in done.stdout


def test_the_object_for_machines_says_the_same(folder: Path) -> None:
    done = negotiation(
        "equilibria", "small.toml", "--precision", "0.5", *QUICK, "--json", cwd=folder
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["format"], told["kind"]) == (2, "equilibria")
    (one,) = told["found"]
    assert one["is_principal"]
    assert len(one["selections"]) == told["tried"] > 10
    for by_type in one["first_moves"].values():
        for chances in by_type.values():
            assert sum(chances.values()) == pytest.approx(1.0)
    assert one["agreed_by"] == sorted(one["agreed_by"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--precision", "0"), "positive number"),
        (("--precision", "nan"), "positive number"),
        (("--grid", "4"), "odd number"),
        (("--offers", "0"), "from 1 to 2000"),
        (("--offers", "100000000"), "from 1 to 2000"),
    ],
)
def test_bad_settings_are_refused(folder: Path, options: tuple[str, str], message: str) -> None:
    done = negotiation("equilibria", "small.toml", *options, cwd=folder)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_an_equilibrium_comes_back_from_its_file(folder: Path) -> None:
    solve = ("solve", "small.toml")
    saved = negotiation(
        *solve, "--concept", "logit", *QUICK, "--save", "kept.npz", "--json", cwd=folder
    )
    assert saved.returncode == 0, saved.stderr
    shown = negotiation(*solve, "--from", "kept.npz", "--json", cwd=folder)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout == saved.stdout
    wrong = negotiation(*solve, "--from", "kept.npz", "--concept", "nash", cwd=folder)
    assert wrong.returncode == 2
    assert "kept.npz holds logit" in " ".join(wrong.stderr.split())
    other = ("--from", "kept.npz", "--concept", "logit", "--precision", "7")
    refused = negotiation(*solve, *other, cwd=folder)
    assert refused.returncode == 2
    assert "--precision: kept.npz is solved already" in " ".join(refused.stderr.split())


def test_what_cannot_be_kept_or_shown_is_refused(folder: Path) -> None:
    refused = {
        ("small.toml", "--save", "x.npz"): "not subgame_perfect",
        ("small.toml", "--from", "none.npz"): "there is no file",
        ("small.toml", "--from", "small.toml"): "not a whole saved profile",
    }
    for options, message in refused.items():
        done = negotiation("solve", *options, cwd=folder)
        assert done.returncode == 2, options
        assert message in " ".join(done.stderr.split())
        assert "Traceback" not in done.stderr
    assert not (folder / "x.npz").exists()


def test_a_perfect_bayesian_one_comes_back_as_what_it_is(folder: Path) -> None:
    solve = ("solve", "small.toml")
    given = ("--concept", "perfect_bayesian", *QUICK, "--precision", "4")
    saved = negotiation(*solve, *given, "--save", "perfect.npz", "--json", cwd=folder)
    assert saved.returncode == 0, saved.stderr
    shown = negotiation(*solve, "--from", "perfect.npz", "--json", cwd=folder)
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout)["concept"] == "perfect_bayesian"
    assert "on each rung of the ladder" in shown.stdout
    assert '"concept":"logit"' not in shown.stdout
    assert shown.stdout == saved.stdout
