"""Brings spellings of one word together without moving a single code point."""

import re
import unicodedata
from bisect import bisect_right

_TONES = {
    "oá": "óa", "oà": "òa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oé": "óe", "oè": "òe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uý": "úy", "uỳ": "ùy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
    "tỉ": "tỷ", "quí": "quý", "kĩ": "kỹ", "lí": "lý", "sỹ": "sĩ", "kỉ": "kỷ",
}  # fmt: skip
# "hoá" and "hóa" are one word; "quý" and "toán" are not touched.
_SPELLINGS = re.compile(r"(?:o[áàảãạéèẻẽẹ]|(?<!q)u[ýỳỷỹỵ]|\b(?:tỉ|quí|kĩ|lí|sỹ|kỉ))(?!\w)")
_SIGNS = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "\t": " ", "²": "2"}
)


def lowered(text: str) -> str:
    """Return `text` in lower case, exactly as long as it was."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def folded(text: str) -> str:
    """Return `text` in one spelling: lower case, one place for tones, one dash, one space.

    The answer is as long as `text`, so that offsets in one are offsets in the other.
    """
    low = lowered(text).translate(_SIGNS)
    return _SPELLINGS.sub(lambda found: _TONES[found.group()], low)


class Composed:
    """A text in composed form (NFC) that knows where each code point stood before.

    Web pages and macOS hand out decomposed Vietnamese: "ế" as three code points.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._at: list[int] = []
        self._was: list[int] = []
        if not unicodedata.is_normalized("NFC", text):
            self._compose(text)

    def _compose(self, text: str) -> None:
        pieces: list[str] = []
        length = 0
        start = 0
        for end in range(1, len(text) + 1):
            if end < len(text) and not _begins(text[end]):
                continue
            piece = unicodedata.normalize("NFC", text[start:end])
            if len(piece) != end - start:
                self._at.append(length)
                self._was.append(start)
                self._at.append(length + len(piece))
                self._was.append(end)
            pieces.append(piece)
            length += len(piece)
            start = end
        self.text = "".join(pieces)

    def before(self, offset: int) -> int:
        """Return where `offset` of the composed text stood in the text that was given."""
        place = bisect_right(self._at, offset) - 1
        if place < 0:
            return offset
        return self._was[place] + (offset - self._at[place])


def _begins(char: str) -> bool:
    """Say whether a code point begins a new letter: nothing before it composes with it."""
    return not unicodedata.combining(char) and not "\u1160" <= char <= "\u11ff"
