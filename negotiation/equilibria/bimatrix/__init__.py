"""Nash equilibria of bimatrix games: exact enumeration, and Nashpy as a second opinion."""
