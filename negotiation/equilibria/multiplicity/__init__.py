"""More than one equilibrium: looking for others, and saying which of them differ."""
