"""Toponym recognition: text in, mentions out; a tagger's spans, corrected by the gazetteer."""
