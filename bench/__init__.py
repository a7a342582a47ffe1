"""The benchmark: `python bench/run.py`. Not part of the program."""
