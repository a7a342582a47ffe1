"""In and out: files that hold what the journal knows."""
