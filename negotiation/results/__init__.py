"""What comes out: solutions, records of play, their receipts; saved and loaded without loss."""
