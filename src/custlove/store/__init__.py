"""The file: where it is, opening it, its schema steps, its history, its search index."""
