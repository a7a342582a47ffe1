"""What happens in one change: the one door through which the journal is written."""
