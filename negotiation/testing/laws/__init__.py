"""The laws of strategies, one a file: those that bind all, and what each claim means."""
