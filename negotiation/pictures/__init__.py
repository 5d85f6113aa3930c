"""From a saved result to a figure: one picture, one file. Nothing is computed here."""
