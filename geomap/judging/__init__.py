"""People's corrections: kept append-only, and applied to what the next run finds."""
