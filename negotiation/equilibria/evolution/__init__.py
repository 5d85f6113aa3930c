"""Evolution of the meta-game: which strategies spread where what earns more is copied more."""
