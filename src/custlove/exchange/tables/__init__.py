"""Tables: CSV in and out."""
