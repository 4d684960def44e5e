"""Where paragraphs and sentences of a report begin and end."""

import re
from collections.abc import Iterator

_LINES = re.compile(r"[^\n\r]+")
_ENDS = re.compile(
    r"(?:[.!?](?=[\"”’)\]]*\s)|…(?=[\"”’)\]]*\s|[A-ZĐÀ-Ỹ])|\.\.\.)[\"”’)\]]*\s*(?=[\"“‘(\[+*-]?\s?[A-ZĐÀ-Ỹ])"
)
# What a point ends that is no sentence: TP. Hồ Chí Minh, PGS. TS., 1. Tăng trưởng, a. ...
_ABBREVIATED = re.compile(
    r"(?:\b(?:TP|Tp|T|TX|Tx|TT|Tr|P|Q|H|PGS|GS|TS|ThS|BS|CN|KS|Đ|đ/c|Đ/c|Mr|Ms|Dr|St|No|VD|vv|tr)"
    r"|^\s*(?:\d+\.)*\d+|^\s*[a-zđA-ZĐ]|^\s*[IVX]+)\.\s*$"
)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of each line that holds something."""
    for line in _LINES.finditer(text):
        yield line.start(), line.end()


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the offsets of each sentence of a paragraph of `text`."""
    begun = start
    for found in _ENDS.finditer(text, start, end):
        if _ABBREVIATED.search(text, max(begun, found.end() - 12), found.end()):
            continue
        yield begun, found.end()
        begun = found.end()
    if begun < end:
        yield begun, end
