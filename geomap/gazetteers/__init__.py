"""From tables of facts to one SQLite file: harvesting, building, checking."""
