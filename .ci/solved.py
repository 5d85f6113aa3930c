"""Checks that the object of ``negotiation solve --json`` is whole, as an outside reader would.

python .ci/solved.py [--private] FILE

With --private the object must tell of a solution with private information.
"""

import json
import sys
from pathlib import Path

solved = json.loads(Path(sys.argv[-1]).read_text(encoding="utf-8"))
assert (solved["format"], solved["kind"]) == (2, "solution"), sorted(solved)
assert solved["receipt"]["scenario"] == "june_deadline"
assert solved["cases"]
for case in solved["cases"]:
    for payoff in case["payoffs"].values():
        assert abs(sum(payoff["parts"].values()) - payoff["total"]) < 1e-6, payoff
    print(
        case["concept"],
        case["player_types"],
        "max gain of a deviation, $bn:",
        case["certificate"]["max_gain_busd"],
    )
assert set(solved["mean_payoffs"]) == {"us", "japan"}
if "--private" in sys.argv:
    agreed = solved["expectations"]["agreed_by"]["overall"]
    assert 0.0 < agreed[0] <= agreed[-1] <= 1.0, agreed
    assert solved["expectations"]["residual"] < 1e-6, solved["expectations"]["residual"]
    assert set(solved["private_certificate"]["at_start_busd"]) == {"us", "japan"}
    print("agreement by the end of each round:", [round(chance, 3) for chance in agreed])
