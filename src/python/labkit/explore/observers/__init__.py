"""Watch a replay and put it into words."""
