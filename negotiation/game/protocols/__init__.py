"""The shelf of protocols: one file each, found by name."""
