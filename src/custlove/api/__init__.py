"""The journal from a program of one's own: `with custlove.open_journal() as journal:`.

Looking takes no write lock and cannot change anything. Writing is one change of the history, under the words that the
caller gives, kept when the block ends and taken back by `custlove undo`; anything raised inside leaves the journal as
it was. What is written goes through the services, as the commands do, and answers what they answer under --json.
"""

from custlove.api.forgetting import forget
from custlove.api.journal import Journal, open_journal

__all__ = ["Journal", "forget", "open_journal"]
