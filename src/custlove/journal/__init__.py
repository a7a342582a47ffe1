"""The write side: one module of verbs per noun, on the tables of `models`."""
