"""Toponym resolution: of all places that bear a mention's name, the one that the article means. Pure."""
