"""What becomes of the records of a file: who they are about, whether they came in before, what is written."""
