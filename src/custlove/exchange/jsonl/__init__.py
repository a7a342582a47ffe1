"""The lossless export: JSON Lines, out and in."""
