"""Whom the tags of other programs mean: they hold no white space, and often no hyphen either."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from custlove.reports.people.contact_index import Directory, KnownPerson
from custlove.rules.names import fold, without_titles, words
from custlove.services.imports.records import Who

_JOINTS = re.compile(r"[-_.]+")


def bare(tag: str) -> str:
    """A tag without the sign before it."""
    return tag.strip().lstrip("@#+%&")


class Handles:
    """The people who are there, as tags name them."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    @cached_property
    def _words(self) -> Mapping[str, Sequence[KnownPerson]]:
        """The people of each word of a name, without titles."""
        found: dict[str, list[KnownPerson]] = {}
        for known in self._directory.people.values():
            for word in {word for name in known.names for word in without_titles(words(name))}:
                found.setdefault(word, []).append(known)
        return found

    def near(self, tag: str) -> list[str]:
        """The handles of those whose names a tag is a word of, where several can be meant."""
        return sorted(known.handle for known in self._words.get(fold(bare(tag)), ()))

    def who(self, tag: str, *, by_word: bool = False) -> Who | None:
        """The person whose handle it is (anna_karenina is anna-karenina), or whose full name if only one has it.

        `by_word`: where tags are people, a word of a name is enough.
        """
        word = bare(tag)
        handle = _JOINTS.sub("-", fold(word))
        known = self._directory.by_handle(word) or self._directory.by_handle(handle)
        several: Sequence[KnownPerson] = [] if known else self._directory.by_full_name(_JOINTS.sub(" ", word))
        if by_word and not several:
            several = self._words.get(fold(word), [])
        if known is None and len(several) == 1:
            known = several[0]
        return Who(handle=known.handle, name=word) if known else None


def spoken(tag: str) -> str:
    """The name that a tag stands for: anna_karenina is Anna Karenina."""
    words = _JOINTS.sub(" ", bare(tag)).split()
    return " ".join(word.capitalize() if word.islower() else word for word in words)
