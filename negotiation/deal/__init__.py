"""The deal: issues, packages and the deal space."""
