"""Accuracy: predictions against annotated articles, as figures and as readable mistakes."""
