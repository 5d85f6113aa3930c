"""Laws of issues and packages: the status quo changes nothing, levels are told apart."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.deal import issues as issue_shelf
from negotiation.deal.issue import Issue
from negotiation.deal.issues.assurance import Assurance
from negotiation.deal.issues.pledge import Pledge
from negotiation.deal.issues.purchases import Purchases
from negotiation.deal.issues.quota import Quota
from negotiation.deal.issues.tariff import Tariff
from negotiation.deal.issues.tariff_rate_quota import TariffRateQuota
from negotiation.deal.space import DealSpace
from negotiation.deal.terms import Terms
from negotiation.foundations import shelf
from negotiation.foundations.parameters import UNITS

LAWS = settings(derandomize=True, deadline=None, max_examples=60)

SAMPLES: dict[str, Issue] = {
    "tariff": Tariff(title="cars", sectors=("cars",), levels=(0.275, 0.15, 0.025, 0.5)),
    "tariff_rate_quota": TariffRateQuota(
        title="cars",
        sectors=("cars",),
        levels=(0.0, 50.0, 100.0),
        base_units=101.0,
        in_quota_rate=0.10,
        exporter_share=1.0,
    ),
    "quota": Quota(title="rice", levels=(60.0, 0.0, 150.0)),
    "pledge": Pledge(title="investment", levels=(0.0, 550.0)),
    "purchases": Purchases(title="purchases", levels=(0.0, 4.0, 8.0), farm_share=0.5),
    "assurance": Assurance(title="treasuries", levels=(0.0, 1.0)),
}
MAPPINGS = ("rates", "quotas")
"""Channels that are told by sector."""
CHANNELS = [field.name for field in dataclasses.fields(Terms) if field.name not in MAPPINGS]


def test_every_kind_on_the_shelf_has_a_sample_here() -> None:
    assert set(SAMPLES) == set(shelf.names(issue_shelf))


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_status_quo_changes_nothing(kind: str) -> None:
    issue = SAMPLES[kind]
    terms = issue.terms(issue.status_quo)
    assert issue.status_quo == issue.levels[0]
    assert all(getattr(terms, channel) == 0.0 for channel in CHANNELS)
    assert all(rate == issue.status_quo for rate in terms.rates.values())
    assert all(quota.share == issue.status_quo for quota in terms.quotas.values())


@pytest.mark.parametrize("kind", SAMPLES)
def test_levels_have_labels_and_finite_terms_of_their_own(kind: str) -> None:
    issue = SAMPLES[kind]
    assert len({issue.label(level) for level in issue.levels}) == len(issue.levels)
    found = [issue.terms(level) for level in issue.levels]
    assert len(set(found)) == len(found)
    for terms in found:
        assert all(math.isfinite(getattr(terms, channel)) for channel in CHANNELS)


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_unit_is_known_and_the_levels_carry_it(kind: str) -> None:
    issue = SAMPLES[kind]
    assert issue.unit in UNITS
    (levels,) = (f for f in dataclasses.fields(issue) if f.name == "levels")  # type: ignore[arg-type]
    assert levels.metadata["meaning"].unit == issue.unit


def test_a_share_of_the_purchases_are_farm_goods() -> None:
    bought = SAMPLES["purchases"].terms(8.0)
    assert bought.purchases_busd_per_year == pytest.approx(8.0)
    assert bought.farm_purchases_busd_per_year == pytest.approx(4.0)


def test_a_quota_counts_what_is_added() -> None:
    assert SAMPLES["quota"].terms(150.0).quota_kt == 90.0
    assert SAMPLES["quota"].terms(0.0).quota_kt == -60.0


@pytest.mark.parametrize(
    ("kind", "level", "label"),
    [
        ("tariff", 0.275, "27.5 %"),
        ("tariff", 0.07, "7 %"),
        ("tariff_rate_quota", 0.0, "no quota"),
        ("tariff_rate_quota", 50.0, "50 thousand at 10 %"),
        ("quota", 60.0, "+60 kt"),
        ("pledge", 550.0, "$550bn"),
        ("purchases", 8.0, "$8bn a year"),
        ("assurance", 0.0, "silent"),
        ("assurance", 1.0, "promised"),
    ],
)
def test_labels_read_as_people_say_them(kind: str, level: float, label: str) -> None:
    assert SAMPLES[kind].label(level) == label


spaces = st.lists(st.sampled_from(sorted(SAMPLES)), unique=True, min_size=1).map(
    lambda kinds: DealSpace(issues={kind: SAMPLES[kind] for kind in kinds})
)


@LAWS
@given(spaces)
def test_a_space_holds_every_combination_once_and_the_status_quo_first(space: DealSpace) -> None:
    sizes = [len(issue.levels) for issue in space.issues.values()]
    assert space.count == math.prod(sizes)
    assert not space.level_of[0].any()
    assert len({tuple(row) for row in space.level_of}) == space.count
    assert (space.level_of < np.array(sizes)).all()
    assert not space.level_of.flags.writeable
    assert [len(labels) for labels in space.labels()] == sizes


@LAWS
@given(spaces, st.sampled_from(CHANNELS), st.integers(0, 10**6))
def test_a_channel_is_the_sum_over_the_issues(space: DealSpace, channel: str, where: int) -> None:
    p = where % space.count
    expected = sum(
        getattr(issue.terms(issue.levels[space.level_of[p, n]]), channel)
        for n, issue in enumerate(space.issues.values())
    )
    assert space.total(channel)[p] == pytest.approx(expected, abs=1e-12)
    assert space.total(channel)[0] == 0.0


@LAWS
@given(spaces)
def test_a_rate_is_set_by_its_issue_or_stays_in_force(space: DealSpace) -> None:
    assert (space.rate("steel", 0.25) == 0.25).all()
    rates = space.rate("cars", 0.275)
    assert rates[0] == 0.275
    if "tariff" in space.names:
        n = space.names.index("tariff")
        levels = np.array(SAMPLES["tariff"].levels)
        assert np.array_equal(rates, levels[space.level_of[:, n]])
