"""Mapped articles to files for people and programs: the map page, GeoJSON, CSV."""
