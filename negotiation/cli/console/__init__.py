"""What every command shares: guarding against errors, options, tables."""
