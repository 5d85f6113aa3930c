"""Borders to other systems, as text formats they read."""
