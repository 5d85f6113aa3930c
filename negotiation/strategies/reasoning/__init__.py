"""What several strategies think alike: what packages are worth, and how to say so at the table."""
