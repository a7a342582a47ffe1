"""custlove: a relationship journal for people who live from a few dozen good customer relationships."""

__version__ = "0.1.0"
__all__ = ("Journal", "__version__", "forget", "open_journal")

# Whoever checks types takes it for true; importing it from typing would cost a prompt more than all the rest of it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from custlove.api import Journal, forget, open_journal
else:

    def __getattr__(name: str) -> object:
        """What a program of one's own asks for is loaded when it is asked for: it costs more than any report."""
        if name in ("Journal", "forget", "open_journal"):
            from custlove import api

            return getattr(api, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
