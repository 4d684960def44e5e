"""Vietnamese names: folding for search, agreement with what was typed, and the dictionary's order.

PostgreSQL here has no ICU, so that these are computed in Python; folded words and sort keys are
stored beside the name.
"""

import re
import unicodedata

# The order of the Vietnamese alphabet: over the whole name the letters decide first, the tones
# (level, huyền, hỏi, ngã, sắc, nặng) only between names that are otherwise the same.
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
NOT_FOLDED = re.compile(r"[^0-9a-z]+")
NOT_WORDS = re.compile(r"[\W_]+")

# How people shorten kinds of areas in addresses.
SHORTENED = {
    "p": "phường",
    "x": "xã",
    "tt": "thị trấn",
    "tx": "thị xã",
    "tp": "thành phố",
    "h": "huyện",
    "q": "quận",
    "t": "tỉnh",
}
BODIES = ("ubnd ", "ủy ban nhân dân ", "uỷ ban nhân dân ")


def fold(text: str) -> str:
    """Return `text` in small letters without diacritics, words parted by one blank."""
    letters = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return NOT_FOLDED.sub(" ", bare).strip()


def words(text: str) -> str:
    """Return `text` in small letters, words parted by one blank, with its diacritics.

    A People's Committee is searched by its area, and shortened kinds of areas at the beginning
    are written out: "P. Gia Sàng" and "UBND phường Gia Sàng" are both "phường gia sàng".
    """
    plain = NOT_WORDS.sub(" ", unicodedata.normalize("NFC", text).lower()).strip()
    for body in BODIES:
        plain = plain.removeprefix(body)
    first, _, rest = plain.partition(" ")
    return f"{SHORTENED[first]} {rest}" if rest and first in SHORTENED else plain


def agrees(typed: str, name: str) -> bool:
    """Return whether `typed` is `name`.

    Typed without any diacritics it agrees with all names of those letters; typed with them it
    must be the same, wherever the tones were set ("Hoà" is "Hòa").
    """
    mine, theirs = words(typed), words(name)
    if fold(typed) == NOT_WORDS.sub(" ", typed.lower()).strip():
        return fold(mine) == fold(theirs)
    return list(map(_spelled, mine.split())) == list(map(_spelled, theirs.split()))


def sort_key(text: str) -> str:
    """Return a text whose byte order is the Vietnamese dictionary's order of `text`.

    Compare it under the collation "C".
    """
    syllables = [_spelled(one) for one in NOT_WORDS.sub(" ", text.lower()).split()]
    letters = " ".join("".join(map(_place, spelled)) for spelled, _tone in syllables)
    return letters + "\x01" + "".join(str(tone) for _spelled, tone in syllables)


def _spelled(syllable: str) -> tuple[str, int]:
    """Return a syllable's letters without its tone, and the tone."""
    marks = unicodedata.normalize("NFD", syllable)
    tone = max((TONES.get(mark, 0) for mark in marks), default=0)
    letters = "".join(mark for mark in marks if mark not in TONES)
    return unicodedata.normalize("NFC", letters), tone


def _place(letter: str) -> str:
    """Return a letter's place in the alphabet as one byte, digits before letters."""
    place = LETTERS.find(letter)
    return chr(ord("A") + place) if place >= 0 else letter if letter.isdigit() else "!"
