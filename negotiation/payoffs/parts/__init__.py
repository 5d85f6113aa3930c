"""The shelf of payoff parts that a scenario may add: one kind of part, one file."""
