"""The certificate of a private-information solution as its reader meets it: words and JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from negotiation.cli.console.private import certified
from negotiation.equilibria.certificates.private import MATCHES, certify
from negotiation.equilibria.logit import Logit
from negotiation.game.textbook.beer_quiche import BEER, QUICHE, beer_quiche
from negotiation.results.exact_certificate import ExactCertificate
from negotiation.results.private_certificate import PrivateCertificate
from negotiation.results.sampled_deviations import SampledDeviations
from negotiation.results.storage import as_saved
from tests.certificates.test_intuitive_criterion import Pooling
from tests.generators import random_game

ROOT = Path(__file__).resolve().parents[2]


def pooling(breakfast: int, *, small: int = 3_000) -> PrivateCertificate:
    game = beer_quiche(strong=0.9)
    return certify(game, Pooling(game, breakfast), np.zeros((2, 2, 1)), small=small)


def test_the_exact_certificate_is_told_in_few_sentences() -> None:
    lines = certified(pooling(BEER))
    (line,) = [one for one in lines if one.startswith("- exactly, at all 4 information sets")]
    assert "sender weak 0.0000, sender strong 0.0000, receiver only 0.0000" in line
    assert not any("sampled talks" in line for line in lines)
    assert lines[-1] == (
        "intuitive criterion: not violated; 1 unexpected action judged at every move stage that "
        "play from the prior reaches, on the game's tree"
    )


def test_single_deviations_of_a_large_game_are_told_by_kind() -> None:
    found = pooling(BEER, small=0)
    assert found.sampled is not None
    (line,) = [one for one in certified(found) if one.startswith("- one deviation where ")]
    assert f"by kind: move {found.sampled.by_kind_busd['move']:.2f}" in line
    assert f"where {MATCHES} sampled talks go, {found.sampled.tried:,} tried" in line
    assert not any(one.startswith("- exactly") for one in certified(found))


@pytest.mark.parametrize("small", [3_000, 0])
def test_a_violation_is_told_after_the_verdict(small: int) -> None:
    verdict, violation = certified(pooling(QUICHE, small=small))[-2:]
    assert verdict.startswith("intuitive criterion: 1 violation; 1 unexpected action judged ")
    assert "beer costs weak at least 1 $bn" in violation


def test_offers_outside_the_menu_are_told_where_there_are_any() -> None:
    game = random_game(1, rounds=1, packages=4, postures=False)
    for offers in (2, 4):
        profile = Logit(precision=1.0, grid=21, offers=offers).profile(game)
        found = certify(game, profile, profile.value())
        told = [line for line in certified(found) if "one offer outside the menu" in line]
        assert len(told) == (offers < 4)
        assert all(f"{found.packages_tried:,} tried" in line for line in told)


def test_the_object_holds_the_whole_certificate() -> None:
    game = random_game(1, rounds=1, packages=2, postures=False)
    solution = Logit(precision=1.0, grid=21, method="beliefs").solve(game)
    found = json.loads(as_saved(solution))["private_certificate"]
    certificate = solution.private_certificate
    assert certificate is not None
    assert certificate.exact is not None
    assert set(found) == {field.name for field in fields(PrivateCertificate)}
    assert found["exact"]["max_gain_busd"] == certificate.exact.max_gain_busd
    assert found["sampled"] is None
    assert found["residual"] == certificate.residual
    assert found["unsolved"] == 0


@pytest.mark.parametrize("kept", [PrivateCertificate, SampledDeviations, ExactCertificate])
def test_every_key_is_documented(kept: type) -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    assert [f.name for f in fields(kept) if f"`{f.name}`" not in page] == []
