"""Whom the tags of other programs mean: they hold no white space, and often no hyphen either."""

import re

from custlove.reports.people.contact_index import Directory
from custlove.rules.names import fold
from custlove.services.imports.records import Who

_JOINTS = re.compile(r"[-_.]+")


def bare(tag: str) -> str:
    """A tag without the sign before it."""
    return tag.strip().lstrip("@#+%&")


class Handles:
    """The people who are there, as tags name them."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def who(self, tag: str) -> Who | None:
        """The person whose handle it is (anna_karenina is anna-karenina), or whose full name if only one has it."""
        word = bare(tag)
        handle = _JOINTS.sub("-", fold(word))
        known = self._directory.by_handle(word) or self._directory.by_handle(handle)
        several = [] if known else self._directory.by_full_name(_JOINTS.sub(" ", word))
        if known is None and len(several) == 1:
            known = several[0]
        return Who(handle=known.handle, name=word) if known else None


def spoken(tag: str) -> str:
    """The name that a tag stands for: anna_karenina is Anna Karenina."""
    words = _JOINTS.sub(" ", bare(tag)).split()
    return " ".join(word.capitalize() if word.islower() else word for word in words)
