"""Oracles that decide which thread takes the next step. A file each; none touches a thread, a clock or a frame."""
