"""A report's words as they are compared: without diacritics, shorthand written out, in pieces."""

import itertools
import math
from collections.abc import Mapping, Set
from typing import Final

from tinhso.kernel.units.names import fold

# How people shorten words in messages, after folding. One syllable each, so that order stays.
SHORTHAND: Final[Mapping[str, str]] = {
    "ko": "khong",
    "kg": "khong",
    "hok": "khong",
    "dc": "duoc",
    "dk": "duoc",
    "dg": "duong",
    "bt": "binh thuong",
    "nc": "nuoc",
    "ng": "nguoi",
    "ngta": "nguoi ta",
    "mn": "moi nguoi",
    "vs": "voi",
    "j": "gi",
    "cx": "cung",
    "wa": "qua",
    "trc": "truoc",
    "hnay": "hom nay",
    "hqua": "hom qua",
    "th": "tieu hoc",
    "xm": "xe may",
    "oto": "o to",
    "ubnd": "uy ban",
    "bv": "benh vien",
    "tdp": "to dan pho",
    "nvh": "nha van hoa",
}
SIZES: Final = (3, 4, 5)
NETWORKS: Final = frozenset({"3g", "4g", "5g"})


def plain(text: str) -> str:
    """Return a text in small letters without diacritics, with usual shorthand written out."""
    return " ".join(SHORTHAND.get(word, word) for word in fold(text).split())


def pieces(text: str) -> frozenset[str]:
    """Return the runs of 3, 4 and 5 letters that stand in a plain text.

    A slip of the finger changes the few runs that hold it and leaves the others.
    """
    return frozenset(text[at : at + size] for size in SIZES for at in range(len(text) - size + 1))


def shared(mine: Set[str], theirs: Set[str]) -> float:
    """Return the cosine of two sets, from 0 (nothing shared) to 1 (the same)."""
    if not (mine and theirs):
        return 0.0
    return len(mine & theirs) / math.sqrt(len(mine) * len(theirs))


def cosine(mine: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    """Return how much two weightings point the same way, from 0 (nothing shared) to 1."""
    together = math.fsum(weight * theirs.get(key, 0.0) for key, weight in mine.items())
    if not together:
        return 0.0
    return min(1.0, together / math.sqrt(_square(mine) * _square(theirs)))


def _square(weights: Mapping[str, float]) -> float:
    return math.fsum(weight * weight for weight in weights.values())


def tokens(text: str) -> frozenset[str]:
    """Return the syllables of a text and its pairs of neighbours, as in {"o", "ga", "o ga"}.

    Numbers are left out, for they are somebody's, or a date; "4g" is a word.
    """
    syllables = [word for word in plain(text).split() if word.isalpha() or word in NETWORKS]
    return frozenset(syllables) | {f"{a} {b}" for a, b in itertools.pairwise(syllables)}
