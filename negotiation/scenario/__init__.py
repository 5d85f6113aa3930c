"""Scenario files: found, inherited, validated and compiled to a game."""
