"""Many articles: the guard through which every article runs."""
