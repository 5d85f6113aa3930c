"""Tournaments: every strategy against every other, in both seats, as every type, many times."""
