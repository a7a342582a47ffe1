"""Texts: encodings, lines, JSON, Markdown."""
