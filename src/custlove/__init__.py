"""custlove: a relationship journal for people who live from a few dozen good customer relationships."""

__version__ = "0.1.0"
