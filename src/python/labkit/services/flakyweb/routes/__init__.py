"""The routes of the server: one file a theme, and the table that finds them."""
