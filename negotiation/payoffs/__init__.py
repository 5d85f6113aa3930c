"""What a government counts: tariffs, Treasury, elections, relations, delay."""
