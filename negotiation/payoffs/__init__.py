"""What a government counts: one part of its payoff, one file, formulas beside parameters."""
