"""What earlier imports brought: the keys of their records, and those that wait in the inbox."""

from collections.abc import Mapping
from typing import Any

from custlove.services.restore.origin import Origin, put
from custlove.store.bulk import Bulk


def imported(bulk: Bulk, origin: Origin, fields: dict[str, Any]) -> bool:
    """A record of a source, and what it became; False where the source and the key are there already."""
    if not bulk.claim("imported", source=fields["source"], key=fields["key"]):
        return False
    uid = fields.pop("of", None)
    # No row has the number 0: what it became was removed since, and its number may be another's one day.
    fields["row_id"] = (0 if uid is None else bulk.identified(fields["noun"], uid)) or 0
    bulk.put("imported", origin.line, {"id": bulk.number("imported", origin.id), **fields})
    return True


def inbox(bulk: Bulk, origin: Origin, fields: Mapping[str, Any]) -> bool:
    """A record that waits for somebody it can be given to; False where the source and the key are there already."""
    if not bulk.claim("inbox", source=fields["source"], key=fields["key"]):
        return False
    put(bulk, "inbox", origin, **fields)
    return True
