import codecs
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custlove.exchange.text import encodings

TEXT = "Zoë Müller\r\nGrüße aus Łódź?\r\n"
WESTERN = "Zoë Müller… „Grüße“\nJosé\n"


def read(data: bytes) -> str:
    return "".join(map(encodings.mended, encodings.lines(io.BytesIO(data))))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_found_out_with_and_without_a_mark(encoding: str) -> None:
    assert read(TEXT.encode(encoding)) == TEXT.replace("\r\n", "\n")


def test_sixteen_bits_with_the_high_one_first_have_their_mark() -> None:
    assert read(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT.replace("\r\n", "\n")


def test_what_is_no_unicode_is_windows_and_else_latin() -> None:
    assert read(WESTERN.encode("cp1252")) == WESTERN
    assert read("\x81é\x9f".encode("latin-1")) == "\x81é\x9f"
    assert encodings.detected(io.BytesIO(b"plain")) == "utf-8"


def test_one_damaged_line_does_not_spoil_a_file() -> None:
    good = "Zoë, Müller, José, Łódź\n".encode()
    assert (
        read(good + "Jürgen\n".encode("cp1252") + good) == "Zoë, Müller, José, Łódź\nJürgen\nZoë, Müller, José, Łódź\n"
    )


def test_a_letter_on_the_edge_of_a_block_is_whole() -> None:
    data = ("a" * (encodings._HEAD - 1) + "ü" + "b" * (encodings._BLOCK - 1) + "é").encode()
    assert encodings.detected(io.BytesIO(data)) == "utf-8"


def test_a_line_without_an_end_comes_in_pieces() -> None:
    pieces = list(encodings.lines(io.BytesIO(b"x" * (encodings.LONGEST * 2 + 5))))
    assert [len(piece) for piece in pieces] == [encodings.LONGEST, encodings.LONGEST, 5]


def test_it_tells_how_far_it_came() -> None:
    told: list[int] = []
    data = b"line\n" * 5000
    list(encodings.lines(io.BytesIO(data), told.append))
    assert sum(told) == len(data)


LETTERS = st.characters(codec="utf-8", exclude_characters="\0\r")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")


@settings(max_examples=60)
@given(st.text(LETTERS), st.sampled_from(ENCODINGS))
def test_any_text_comes_back_from_any_unicode(text: str, encoding: str) -> None:
    text = text.lstrip("\ufeff")
    # By the first bytes: a text of zeros and such is nobody's address book.
    if encoding == "utf-8" and text.encode().startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    assert read(text.encode(encoding)) == text


@settings(max_examples=60)
@given(st.text(st.sampled_from("aäöüßéèñ€“” \n"), min_size=1))
def test_western_text_comes_back_from_windows(text: str) -> None:
    data = text.encode("cp1252")
    # A letter with an accent before two curly quotes is a letter of UTF-8 by chance: then the rest decides.
    if re.search(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", data) is None:
        assert read(data) == text


def test_damaged_utf_8_is_told_from_windows_by_what_there_is_more_of() -> None:
    assert read("Jörg\n".encode() + b"M\xfcller") == "Jörg\nMüller"
    assert read(b"J\xf6rg M\xfcller, " + "ö".encode()) == "Jörg Müller, Ã¶"
