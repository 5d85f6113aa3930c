"""Independent judges of solutions. Nothing here imports a solver."""
