"""The file: if it is, opening it, its schema steps, its history, its search index."""
