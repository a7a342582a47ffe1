"""Tests of what records become that are restored as they stood."""
