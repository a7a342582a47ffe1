"""The sample journal: a consultant's year, made up."""
