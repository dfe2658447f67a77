"""Inputs to articles: files, folders and standard input, one at a time, each with where it came from."""
