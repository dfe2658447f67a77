"""The review page and its loopback server: people check which place a name was taken for, and correct it."""
