"""Many matches of the same two strategies, advanced together a stage at a time.

The readable engine is `engine.matches`; this one plays the same rules with the same draws, so that
match m of a seed is the same match here and there. It asks a strategy once for all matches that
stand at the same public node, and compiled loops do what is left for each match: draw and go on.
"""
