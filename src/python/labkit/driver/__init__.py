"""The judge's half of the subject: starting it, talking to it, limiting it, ending it."""
