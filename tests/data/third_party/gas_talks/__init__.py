"""What a package of somebody else's offers to the talks."""
