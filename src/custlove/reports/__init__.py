"""The read side: one module per question, standard-library sqlite3 into named tuples."""
