"""Ways of negotiating: one file each, found by name."""
