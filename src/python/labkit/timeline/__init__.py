"""Timelines: a program run under virtual time and recorded as lanes of slots (absent, running, waiting)."""
