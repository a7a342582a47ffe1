"""The command line: the program, the registry of its commands, what has to be quick."""
