"""Vietnamese names: folding for search and the order of the dictionary.

PostgreSQL here has no ICU, so that both are computed in Python and stored beside the name.
"""

import re
import unicodedata

# The order of the Vietnamese alphabet (TCVN 6909 follows it in dictionaries): the base letter
# decides first over the whole name, the tone only between names that are otherwise the same.
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
NOT_WORDS = re.compile(r"[^0-9a-z]+")


def fold(text: str) -> str:
    """Return `text` in small letters without diacritics, words parted by one blank."""
    letters = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return NOT_WORDS.sub(" ", bare).strip()


def normalise(text: str) -> str:
    """Return `text` composed (NFC), in small letters, with single blanks; diacritics stay."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def sort_key(text: str) -> str:
    """Return a text whose byte order is the Vietnamese dictionary's order of `text`.

    Syllables are compared first by letters (a ă â b ... đ ... y), then by tones in the order
    level, huyền, hỏi, ngã, sắc, nặng. Compare it under the collation "C".
    """
    letters: list[str] = []
    tones: list[str] = []
    for syllable in normalise(text).split():
        tone = 0
        for letter in syllable:
            shape, mark = _letter(letter)
            letters.append(shape)
            tone = mark or tone
        letters.append(" ")
        tones.append(str(tone))
    return "".join(letters).strip() + "\x01" + "".join(tones)


def _letter(letter: str) -> tuple[str, int]:
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = max((TONES.get(mark, 0) for mark in marks), default=0)
    composed = unicodedata.normalize("NFC", base + "".join(m for m in marks if m not in TONES))
    place = LETTERS.find(composed)
    if place >= 0:
        return chr(ord("A") + place), tone
    return (base if base.isdigit() else chr(ord("!") + ord(base) % 14)), tone
