"""Candidates for a name: the embedded gazetteer, the online fallback, and the two in a row."""
