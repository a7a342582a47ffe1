"""Lists: one noun, one module."""
