"""What the project's promises of speed cost, measured."""
