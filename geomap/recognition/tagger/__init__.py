"""The project's own tagger of names: word-form features, a small network in numpy, constrained decoding."""
