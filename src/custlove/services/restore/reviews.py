"""Looks back, and what was intended then."""

from typing import TYPE_CHECKING, Any

from custlove.errors import Refused
from custlove.rules.reviews import MOST_INTENTIONS
from custlove.services.restore.origin import Origin, not_before, put
from custlove.store.bulk import Bulk
from custlove.store.rows import new_uid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def review(bulk: Bulk, origin: Origin, fields: dict[str, Any]) -> None:
    """A look back, and what was intended then; raises Refused where its days contradict, or it intends too much."""
    intentions: Sequence[Mapping[str, Any]] = fields.pop("intentions", ())
    not_before({**fields, "on": fields["day"]}, "since", "on")
    if origin.by_hand and len(intentions) > MOST_INTENTIONS:
        raise Refused(f"there are {MOST_INTENTIONS} intentions at most")
    number = put(bulk, "review", origin, **fields)
    for intention in intentions:
        _intention(bulk, origin, number, {"made_on": fields["day"], **intention})


def _intention(bulk: Bulk, origin: Origin, review_id: int, fields: dict[str, Any]) -> None:
    not_before(fields, "made_on", "settled_on")
    if ("outcome" in fields) != ("settled_on" in fields):
        raise Refused("an outcome goes with settled_on")
    uid = fields.pop("uid", None) or new_uid()
    number = bulk.number("intention", fields.pop("id", None), uid)
    bulk.put("intention", origin.line, {**fields, "id": number, "uid": uid, "review_id": review_id})
