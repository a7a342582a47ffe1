"""A command a noun: what is written down, corrected and listed."""
