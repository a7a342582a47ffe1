"""A journal to ask, written by the services."""

from tests.services.conftest import change, with_anna

__all__ = ["change", "with_anna"]
