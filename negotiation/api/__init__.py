"""The public functions, one a file: each takes names, paths or objects, and checks them.

All of them stand in ``negotiation`` itself. What lies behind them is free to move.
"""
