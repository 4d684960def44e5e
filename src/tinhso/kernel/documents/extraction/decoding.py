"""Bytes into letters: which encoding a text came in, read or refused by name."""

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress

from tinhso.kernel.documents.extraction.contracts import Note, UnreadableError
from tinhso.kernel.documents.extraction.legacy import Encoding, from_tcvn3, from_vni
from tinhso.kernel.documents.extraction.syllables import is_syllable, likeness, marked_words

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BOM_16 = (b"\xff\xfe", b"\xfe\xff")
SURE = 0.9
"""Part of the marked words that must be syllables before an encoding is believed."""
APART = 0.3
"""How much less the next best encoding must fit."""
ENOUGH = 3
"""Marked words below which nothing can be told."""
# Letters that only Unicode Vietnamese has; Latin-1 has all the others too.
UNICODE_ONLY = re.compile(r"[ăđơưĂĐƠƯẠ-ỹ]|[\u0300\u0301\u0303\u0309\u0323]")
NOTES: dict[str, str] = {"TCVN3": "from_tcvn3", "VNI": "from_vni"}
# 0x80 to 0x9F are typographic marks in Windows-1258; the other two have none there.
MARKS = bytes(range(0x80, 0xA0))


def decode(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """Return the letters of a text file, and what was converted.

    UTF-8, UTF-16 with its mark, Windows-1258, TCVN3 and VNI are read. Raises UnreadableError for
    several encodings in one file, for one that can't be told, and for control characters.
    """
    text, notes = _decode(data)
    control = CONTROL.search(text)
    if control:
        raise UnreadableError("control", line=text[: control.start()].count("\n") + 1)
    return text, notes


def _decode(data: bytes) -> tuple[str, tuple[Note, ...]]:
    if data.startswith(BOM_16):
        try:
            return data.decode("utf-16"), (Note("from_utf16"),)
        except UnicodeDecodeError:
            raise UnreadableError("unknown") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _of_one_byte(data, error.start)
    text, notes = mend_fonts(text)
    if not notes and not unicodedata.is_normalized("NFC", text):
        notes = (Note("composed"),)
    return text, notes


def _of_one_byte(data: bytes, start: int) -> tuple[str, tuple[Note, ...]]:
    """Read bytes that are no UTF-8 from `start` on in the encoding that makes syllables of them."""
    line = data[:start].count(b"\n") + 1
    if b"\x00" in data[:1024]:
        raise UnreadableError("unknown")
    if _has_utf8(data):
        raise UnreadableError("mixed_encodings", line=line)
    latin = data.decode("latin-1")
    candidates: list[tuple[str, str]] = []
    with suppress(UnicodeDecodeError):
        candidates.append(("from_windows_1258", data.decode("cp1258")))
    plain = data.translate(None, MARKS)
    if all(byte < 0x80 for byte in plain) and candidates:
        return candidates[0][1], (Note("from_windows_1258"),)
    if len(plain) == len(data):
        candidates += [("from_tcvn3", from_tcvn3(latin)), ("from_vni", from_vni(latin))]
    composed = [(note, unicodedata.normalize("NFC", text)) for note, text in candidates]
    ranked = sorted(((likeness(text), note, text) for note, text in composed), reverse=True)
    if not ranked or len(marked_words(ranked[0][2])) < ENOUGH or ranked[0][0] < SURE:
        raise UnreadableError("unknown_encoding", line=line)
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < APART:
        raise UnreadableError("unknown_encoding", line=line)
    return ranked[0][2], (Note(ranked[0][1]),)


def _has_utf8(data: bytes) -> bool:
    """Return whether some line is Vietnamese in UTF-8: the file then holds two encodings."""
    for line in data.split(b"\n"):
        if line.isascii():
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if UNICODE_ONLY.search(unicodedata.normalize("NFC", text)):
            return True
    return False


def mend_fonts(text: str) -> tuple[str, tuple[Note, ...]]:
    """Return text typed for fonts of TCVN3 or VNI in Unicode, and a note of it; other text as is.

    Such text is Unicode already, of the wrong letters (“Th¸i Nguyªn”). Raises UnreadableError
    when only some of its lines are.
    """
    found: dict[Encoding, list[int]] = {"TCVN3": [], "VNI": []}
    unicode_lines = False
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isascii():
            continue
        encoding = typed_for(line)
        if encoding:
            found[encoding].append(number)
        elif UNICODE_ONLY.search(line):
            unicode_lines = True
    used = [encoding for encoding, lines in found.items() if lines]
    if not used:
        return text, ()
    first = min(found[encoding][0] for encoding in used)
    if len(used) > 1 or unicode_lines:
        raise UnreadableError("mixed_fonts", line=first, encoding=" và ".join(used))
    reader: Callable[[str], str] = from_tcvn3 if used[0] == "TCVN3" else from_vni
    return reader(text), (Note(NOTES[used[0]]),)


def typed_for(line: str) -> Encoding | None:
    """Return for which font's encoding a line was typed; None for Unicode and where unsure."""
    if UNICODE_ONLY.search(line):
        return None
    words = marked_words(line)
    if len(words) < ENOUGH:
        return None
    as_is = sum(map(is_syllable, words)) / len(words)
    readings: list[tuple[float, Encoding]] = [
        (likeness(from_tcvn3(line)), "TCVN3"),
        (likeness(from_vni(line)), "VNI"),
    ]
    best, encoding = max(readings)
    return encoding if best >= SURE and best - min(readings)[0] >= APART > as_is - 0.1 else None
