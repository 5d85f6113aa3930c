"""The talks."""
