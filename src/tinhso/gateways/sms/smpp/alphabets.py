"""The alphabets of SMS and the cutting of long texts (3GPP TS 23.038 and 23.040). Pure.

A text with Vietnamese diacritics needs UCS-2: 70 characters, or 67 in each part of a long one. One
without fits the default alphabet: 160, or 153. No character is cut in two, and the parts of a
letter bear the same reference at every attempt, so that a phone joins them whichever arrived first.
"""

import zlib
from collections.abc import Iterator
from itertools import islice

from smpplib.gsm import GSM_CHARACTER_TABLE

GSM, ASCII, LATIN1, UCS2 = 0, 1, 3, 8
UDH = 0x40
"""In esm_class: the text begins with a user data header."""

ESCAPE = 0x1B
PARTS = 255
# smpplib's table, whose "`" stand for what it leaves out: the section sign, and nothing.
_TABLE = GSM_CHARACTER_TABLE[:128].replace("`", "§") + GSM_CHARACTER_TABLE[128:]
# What is one byte each of the default alphabet, and what takes an escape before it.
_BASIC = {letter: at for at, letter in enumerate(_TABLE[:128]) if at != ESCAPE}
_EXTENDED = {letter: at for at, letter in enumerate(_TABLE[128:]) if letter != "`"}
_LETTERS = {at: letter for letter, at in _BASIC.items()}
_ESCAPED = {at: letter for letter, at in _EXTENDED.items()}


def cut(text: str, reference: str) -> tuple[int, list[bytes]]:
    """Return the data coding and the parts of a text, each with its header where there are several.

    Raises ValueError for more than 255 parts.
    """
    coding, letters, whole, part = _encoded(text)
    if sum(map(len, letters)) <= whole:
        return coding, [b"".join(letters)]
    pieces = list(_joined(letters, part))
    if len(pieces) > PARTS:
        raise ValueError(f"{len(pieces)} parts of a text")
    mark = zlib.crc32(reference.encode()) & 0xFF
    head = bytes([5, 0, 3, mark, len(pieces)])
    return coding, [head + bytes([at]) + piece for at, piece in enumerate(pieces, start=1)]


def decode(coding: int, raw: bytes) -> str:
    """Return the text of a message in one of the alphabets that phones send."""
    if coding == UCS2:
        return raw.decode("utf-16-be", "replace")
    if coding == LATIN1:
        return raw.decode("latin-1")
    if coding == ASCII:
        return raw.decode("ascii", "replace")
    return "".join(_gsm(raw))


def header(raw: bytes) -> tuple[tuple[int, int, int] | None, bytes]:
    """Return (reference, total, number) of a part and its text; None where it is whole.

    Headers that say nothing of parts are passed over; a broken one is taken for text.
    """
    length = raw[0] if raw else 0
    if length + 1 > len(raw):
        return None, raw
    elements, text = raw[1 : 1 + length], raw[1 + length :]
    while len(elements) >= 2:
        kind, size = elements[0], elements[1]
        value, elements = elements[2 : 2 + size], elements[2 + size :]
        if (kind, len(value)) == (0x00, 3):
            return _part(value[0], value[1], value[2]), text
        if (kind, len(value)) == (0x08, 4):
            return _part(value[0] << 8 | value[1], value[2], value[3]), text
    return None, text


def _part(reference: int, total: int, number: int) -> tuple[int, int, int] | None:
    return (reference, total, number) if 1 <= number <= total and total > 1 else None


def _encoded(text: str) -> tuple[int, list[bytes], int, int]:
    """Return coding, the bytes of each character, and how many fit whole and in a part."""
    if all(letter in _BASIC or letter in _EXTENDED for letter in text):
        letters = [
            bytes([_BASIC[letter]]) if letter in _BASIC else bytes([ESCAPE, _EXTENDED[letter]])
            for letter in text
        ]
        return GSM, letters, 160, 153
    return UCS2, [letter.encode("utf-16-be", "replace") for letter in text], 140, 134


def _joined(letters: list[bytes], size: int) -> Iterator[bytes]:
    piece = b""
    for letter in letters:
        if len(piece) + len(letter) > size:
            yield piece
            piece = b""
        piece += letter
    yield piece


def _gsm(raw: bytes) -> Iterator[str]:
    bytes_left = iter(raw)
    for byte in bytes_left:
        if byte == ESCAPE:
            yield from (_ESCAPED.get(after, " ") for after in islice(bytes_left, 1))
        else:
            yield _LETTERS.get(byte, "\ufffd")
