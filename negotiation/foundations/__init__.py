"""The ground floor: errors, frozen records, fingerprints, random streams, tolerances, the shelf."""
