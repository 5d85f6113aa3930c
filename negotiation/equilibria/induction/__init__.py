"""Exact backward induction: the arithmetic shared by the concepts that need it."""
