"""Experiments: one file, one question. Run one with ``negotiation experiment NAME``."""
