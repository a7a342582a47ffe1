"""What a shell offers at TAB: one answerer for all shells, loaded in place of the command line, and their scripts."""
