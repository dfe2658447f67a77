"""Quoted areas, narrowed places and areas in quotation marks: text and resolutions in, records out (pure)."""
