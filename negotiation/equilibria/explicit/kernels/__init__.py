"""Compiled loops over the tree of public histories. No file here calls another one's functions."""
