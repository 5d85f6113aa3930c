"""Why the card pays in the base scenario: the threat behind the hint, by way of the last word.

The card works if, and only if, a threat would stress the market and stress would change what the US
does when the talks fail. The hint's own effect on the market adds little.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.equilibria.views.outcomes import follow
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load

CALM_HINT = """
[card.postures.hinted]
market_pressure = { value = 0.0, source = "counterfactual" }
"""
CALM_CARD = f"""{CALM_HINT}
[card.postures.threatened]
market_pressure = {{ value = 0.0, range = [0.0, 0.6], source = "counterfactual" }}
[card.postures.selling]
market_pressure = {{ value = 0.0, range = [0.0, 0.8], source = "counterfactual" }}
"""
NEVER_EXECUTED = """
[no_deal.extend]
execution_probability = { value = 0.0, source = "counterfactual" }
[no_deal.execute]
allowed = false
"""
ALWAYS_EXECUTED = "[no_deal.extend]\nallowed = false\n"


def worth_to_japan(change: str, folder: Path) -> dict[tuple[str, ...], float]:
    """Return Japan's payoff with the card less that without it, both after a change, by types."""
    values = []
    for base in ("june_deadline", "no_card"):
        path = folder / f"{base}_changed.toml"
        path.write_text(f'inherits = "{base}"\ntitle = "changed"\n{change}')
        game = compile_game(load(str(path)))
        profile = SubgamePerfect().profile(game)
        values.append(
            {
                tuple(game.type_names(pair).values()): float(profile.value(pair)[1])
                for pair in game.type_pairs
            }
        )
    return {types: values[0][types] - values[1][types] for types in values[0]}


def test_the_card_pays_every_type_pair_in_the_base(tmp_path: Path) -> None:
    assert all(worth > 3.0 for worth in worth_to_japan("", tmp_path).values())


def test_most_of_it_stays_if_the_hint_itself_leaves_the_market_calm(tmp_path: Path) -> None:
    base, calm = worth_to_japan("", tmp_path), worth_to_japan(CALM_HINT, tmp_path)
    assert all(calm[types] > 0.6 * base[types] for types in base)


@pytest.mark.parametrize("change", [CALM_CARD, NEVER_EXECUTED, ALWAYS_EXECUTED])
def test_little_is_left_without_the_market_or_without_a_choice_at_the_end(
    change: str, tmp_path: Path
) -> None:
    base, changed = worth_to_japan("", tmp_path), worth_to_japan(change, tmp_path)
    assert all(abs(changed[types]) < 0.25 * base[types] for types in base)


def test_nobody_sells_in_equilibrium() -> None:
    game = compile_game(load("june_deadline"))
    profile = SubgamePerfect().profile(game)
    for pair in game.type_pairs:
        outcomes, _ = follow(game, profile, pair)
        assert all(o.public_state["japan_posture"] != "selling" for o in outcomes)
        assert any(o.public_state["japan_posture"] == "hinted" for o in outcomes)
