"""Laws that every strategy owes, and Hypothesis generators of what strategies meet.

A law is one file on the shelf `laws`. `negotiation check my_strategy.py` tries them all on a
strategy of one's own, and so does the pytest plugin. The games, scenarios, histories, packages and
information sets of `generators`, the random games behind them and the transforms that leave a game
what it is are there for tests of one's own.
"""
