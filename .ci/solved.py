"""Checks that the object of ``negotiation solve --json`` is whole, as an outside reader would.

python .ci/solved.py [--private] FILE

With --private the object must tell of a solution with private information.
"""

import json
import sys
from pathlib import Path

solved = json.loads(Path(sys.argv[-1]).read_text(encoding="utf-8"))
assert {"scenario", "fingerprint", "seed", "solutions"} <= set(solved), sorted(solved)
assert solved["scenario"] == "june_deadline"
assert solved["solutions"]
for solution in solved["solutions"]:
    assert {"concept", "player_types", "agreement", "payoffs", "certificate"} <= set(solution)
    for payoff in solution["payoffs"].values():
        assert abs(sum(payoff["parts"].values()) - payoff["total"]) < 1e-6, payoff
    print(
        solution["concept"],
        solution["player_types"],
        "max gain of a deviation, $bn:",
        solution["certificate"]["max_gain_busd"],
    )
if "--private" in sys.argv:
    (private,) = solved["private"]
    agreed = private["expectations"]["agreed_by"]["overall"]
    assert 0.0 < agreed[0] <= agreed[-1] <= 1.0, agreed
    assert private["expectations"]["residual"] < 1e-6, private["expectations"]["residual"]
    assert set(private["certificate"]["at_start_busd"]) == {"us", "japan"}
    print("agreement by the end of each round:", [round(chance, 3) for chance in agreed])
