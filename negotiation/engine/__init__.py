"""Playing the talks: the Mesa model, matches and their records. Mesa lives here."""
