"""Logit and perfect Bayesian equilibrium of small games, on the tree of public histories."""
