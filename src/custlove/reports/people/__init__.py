"""Who is meant, and how one person stands."""
