"""A journal to ask, written by the services."""

from tests.services.conftest import change

__all__ = ["change"]
