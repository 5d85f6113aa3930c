"""The shelf of issues: one kind of issue, one file."""
