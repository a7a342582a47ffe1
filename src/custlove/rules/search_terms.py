"""What is searched for: words, phrases and phone numbers, as a query of the index, and where they stand in a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from custlove import folding

_TYPED = re.compile(r'"([^"]*)"|([^\s"]+)')
_LIKE_A_NUMBER = re.compile(r"[+()/.\-\d]+")
_NUMBER = r"\+?[\d(][\d()/.\- ]*\d"
# Where the scripts are whose signs stay when a text is folded: from Devanagari to Vedic.
_WITH_SIGNS = (0x0900, 0x1D00)
# How many letters stand before the first hit of what is shown, and behind it, at most.
_BEFORE, _BEHIND = 24, 120

Mark = tuple[int, int]


class Term(NamedTuple):
    """What has to be there: words, one behind the other; `whole`: the last of them is whole, not only begun.

    `number`: or these digits, in a phone number. `typed` is what was typed.
    """

    typed: tuple[str, ...]
    whole: bool = False
    number: str = ""


class Snippet(NamedTuple):
    """The words around what was found, and where it stands in them: from, up to, in characters."""

    text: str
    marks: Sequence[Mark]


class _Word(NamedTuple):
    text: str
    begin: int
    end: int


def terms(typed: Iterable[str]) -> list[Term]:
    """What is searched for; what has neither a letter nor a digit is left out. In quotation marks it is a phrase."""
    found: list[Term] = []
    numbers: list[str] = []
    for text in typed:
        for phrase, word in _TYPED.findall(text):
            if _LIKE_A_NUMBER.fullmatch(word):
                numbers.append(word)
                continue
            found += [*_number(numbers), *_term(phrase or word, whole=bool(phrase))]
            numbers = []
    return [*found, *_number(numbers)]


def _term(typed: str, *, whole: bool) -> list[Term]:
    return [Term((typed,), whole)] if _is_searchable(typed) else []


def _number(words: Sequence[str]) -> list[Term]:
    """Digits in groups may be a phone number, whatever stands between them."""
    number = folding.looked_up_number("".join(words))
    if number:
        return [Term(tuple(filter(_is_searchable, words)), number=number)]
    return [Term((word,)) for word in words if _is_searchable(word)]


def _is_searchable(text: str) -> bool:
    """Whether a letter or a digit is left when it is folded: the index keeps no others."""
    return any(unicodedata.category(letter)[0] in "LN" for letter in folding.search_text(text))


def query(wanted: Iterable[Term]) -> str:
    """Terms as an FTS5 query; nothing that was typed is an operator."""
    return " AND ".join(map(_expression, wanted))


def phrase(typed: str) -> str:
    """Whole words, one behind the other, as an FTS5 query."""
    return _expression(Term((typed,), whole=True))


def _expression(term: Term) -> str:
    said = " AND ".join(_words(folding.spaced(each), whole=term.whole) for each in term.typed)
    others = [each for each in map(_joined, term.typed) if each and not term.whole]
    if term.number:
        others.append(term.number)
    if not others:
        return said if len(term.typed) == 1 else f"({said})"
    return f"({' OR '.join((f'({said})', *(_words(each, whole=False) for each in others)))})"


def _words(folded: str, *, whole: bool) -> str:
    # A NUL would end the query.
    return '"' + folded.replace('"', " ").replace("\0", " ") + ('"' if whole else '"*')


def _joined(typed: str) -> str:
    """A word with apostrophes as one, as the index has it too."""
    plain = folding.fold(typed)
    return folding.spaced(folding.joined(plain)) if re.search(folding.WITH_APOSTROPHES, plain) else ""


def snippet(text: str, wanted: Sequence[Term]) -> Snippet | None:
    """The words around the first hit in a text, with all that are among them; None where there is none."""
    shown = unicodedata.normalize("NFC", text)
    found = marks(shown, wanted)
    if not found:
        return None
    begin, end = _window(shown, found[0])
    head, tail = "… " if begin else "", " …" if end < len(shown) else ""
    moved = len(head) - begin
    inside = [(first + moved, min(last, end) + moved) for first, last in found if first < end]
    return Snippet(f"{head}{shown[begin:end]}{tail}", inside)


def beginning(text: str) -> Snippet:
    """The first words of a text, with nothing marked: where only the index knows why it was found."""
    shown = unicodedata.normalize("NFC", text)
    _, end = _window(shown, (0, 0))
    return Snippet(f"{shown[:end]} …" if end < len(shown) else shown, ())


def _window(text: str, mark: Mark) -> Mark:
    """From a few words before a mark to some behind it, without parting words where there are blanks."""
    begin = 0
    if mark[0] > _BEFORE:
        blank = text.find(" ", mark[0] - _BEFORE, mark[0])
        begin = mark[0] - _BEFORE // 2 if blank < 0 else blank + 1
    end = max(begin + _BEHIND, mark[1])
    if end >= len(text):
        return begin, len(text)
    blank = text.rfind(" ", max(mark[1], end - _BEFORE), end)
    return begin, end if blank < 0 else blank


def marks(text: str, wanted: Iterable[Term]) -> list[Mark]:
    """Where terms stand in a text (in NFC), in its order and without overlaps: from, up to."""
    folded, places = _folded(text)
    words = list(_words_in(folded))
    found = sorted({
        (places[begin], places[end - 1] + 1) for term in wanted for begin, end in _found(folded, words, term)
    })  # fmt: skip
    apart: list[Mark] = []
    for begin, end in found:
        if apart and begin < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((begin, end))
    return apart


def _found(folded: str, words: Sequence[_Word], term: Term) -> Iterator[Mark]:
    for typed in term.typed:
        wanted, joined = _wanted(typed)
        yield from _standing(words, wanted, whole=term.whole)
        for each in re.finditer(folding.WITH_APOSTROPHES, folded) if "'" in folded else ():
            if folding.joined(each[0]).startswith(joined):
                yield each.span()
    if term.number:
        for each in re.finditer(_NUMBER, folded):
            if term.number in folding.number(each[0]):
                yield each.span()


@cache
def _wanted(typed: str) -> tuple[tuple[str, ...], str]:
    """The words of what was typed, and all of it as one without apostrophes."""
    folded = folding.fold(typed)
    return tuple(each.text for each in _words_in(folded)), folding.joined(folded)


def _standing(words: Sequence[_Word], wanted: Sequence[str], *, whole: bool) -> Iterator[Mark]:
    if not wanted:
        return
    *first, end = wanted
    for at, word in enumerate(words[len(first) :]):
        begun = word.text == end if whole else word.text.startswith(end)
        if begun and all(words[at + place].text == each for place, each in enumerate(first)):
            yield words[at].begin, word.end


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """A text folded letter by letter, and of which letter each comes."""
    if text.isascii():
        return text.lower(), range(len(text))
    folded, places = [], []
    for place, letter in enumerate(text):
        plain = _folded_letter(letter)
        folded.append(plain)
        places += [place] * len(plain)
    return "".join(folded), places


@cache
def _folded_letter(letter: str) -> str:
    return folding.letters(letter)


def _words_in(folded: str) -> Iterator[_Word]:
    """The words of a folded text as the index parts them."""
    parts = re.compile(r"[^\W_]+") if folded.isascii() else _parts()
    return (_Word(each[0], *each.span()) for each in parts.finditer(folded))


@cache
def _parts() -> re.Pattern[str]:
    signs = "".join(letter for letter in map(chr, range(*_WITH_SIGNS)) if unicodedata.category(letter)[0] == "M")
    return re.compile(f"{folding.UNSPACED}|(?:(?!{folding.UNSPACED})[^\\W_][{signs}]*)+")
