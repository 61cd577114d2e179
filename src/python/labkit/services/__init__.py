"""Local servers that labs talk to."""
