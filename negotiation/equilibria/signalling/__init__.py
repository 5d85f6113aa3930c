"""Signalling on public beliefs: the arithmetic of logit equilibrium under private information."""
