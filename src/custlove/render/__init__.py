"""Rows into tables, plain lines, CSV and JSON."""
