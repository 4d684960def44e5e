"""A text put together of headings, paragraphs, items and rows, so that each stands on a line."""

import re
import unicodedata
from collections.abc import Sequence

from tinhso.kernel.documents import rules

DEEPEST = 6
# What shows nothing and would split a word for whoever searches or cites it.
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f]")
BLANKS = re.compile(r"\s+")
# A word that is pushed together with a mark of ours would change what its line is.
MARK = re.compile(r"^(?:#{1,6}|[-*•+]) ")


def line_of(words: str) -> str:
    """Return words as one line: blanks made one, what can't be seen left out, composed."""
    return unicodedata.normalize("NFC", BLANKS.sub(" ", UNSEEN.sub("", words)).strip())


class Assembly:
    """Gathers the lines of one text, in order."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._in_list = False

    def heading(self, words: str, level: int) -> None:
        """Add a heading; level 1 is the highest."""
        words = line_of(words)
        if words:
            self._add("#" * max(1, min(level, DEEPEST)) + " " + MARK.sub("", words))

    def paragraph(self, words: str) -> None:
        """Add a paragraph."""
        words = line_of(words)
        if words:
            self._add(words)

    def item(self, words: str, mark: str = "-") -> None:
        """Add an item of a list with its mark: "-", or its number as it is shown."""
        words = line_of(words)
        if not words:
            return
        line = f"{mark} {words}" if mark != "-" or not MARK.match(words) else words
        if self._in_list:
            self._lines.append(line)
        else:
            self._add(line)
        self._in_list = True

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table.

        One row or one column is no table but a way to lay out: its cells become paragraphs.
        """
        told = [[line_of(cell) for cell in row] for row in rows]
        told = [row for row in told if any(row)]
        if len(told) < 2 or all(sum(map(bool, row)) < 2 for row in told):
            for row in told:
                for cell in row:
                    self.paragraph(cell)
            return
        self._add("\n".join("\t".join(row).rstrip() for row in told))

    @property
    def text(self) -> str:
        """The whole, normalised."""
        return rules.normalise("\n".join(self._lines))

    def _add(self, line: str) -> None:
        if self._lines:
            self._lines.append("")
        self._lines.append(line)
        self._in_list = False
