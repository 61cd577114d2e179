"""Schemas of the files and lines the kit reads and writes, by hand: the same rules as `src/contract`."""
