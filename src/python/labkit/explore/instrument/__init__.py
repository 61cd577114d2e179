"""The front end: puts a point before every operation on shared state in the scenario's own source."""
