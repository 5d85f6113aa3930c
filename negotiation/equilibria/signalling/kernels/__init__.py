"""Compiled loops. Nothing here knows of games or results: only arrays and numbers."""
