"""Solution concepts: one file each. Every answer carries a certificate from independent code."""
