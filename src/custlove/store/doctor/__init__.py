"""Whether a journal is sound, and mending it: `examine.examine` is the way in."""
