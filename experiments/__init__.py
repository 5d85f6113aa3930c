"""Experiments: one question, one file."""
