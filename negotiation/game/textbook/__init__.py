"""Games of the textbooks on private information, in the compiled form of the talks."""
