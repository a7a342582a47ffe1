"""What the tables and their words are, said for everybody: it imports nothing of the program."""
