"""Runs one schedule: who runs, who waits, when it ends. Knows nothing of Python's modules and of any search."""
