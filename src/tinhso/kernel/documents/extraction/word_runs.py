"""The runs of a Word file's paragraphs: their letters, each in the encoding of its font."""

from collections.abc import Iterator
from itertools import groupby

from docx.oxml.ns import nsmap, qn
from lxml.etree import _Element as Element

from tinhso.kernel.documents.extraction.legacy import Encoding, encoding_of_font, read_as
from tinhso.kernel.documents.extraction.word_styles import Styles

COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
NAMESPACES = {**nsmap, "v": "urn:schemas-microsoft-com:vml"}
# Words that were deleted, that a field is made of, or that stand twice for older readers.
SKIPPED = {
    qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:delText"), qn("w:pPr"), qn("w:rPr"),
    qn("w:txbxContent"), f"{COMPATIBLE}Fallback",
}  # fmt: skip
LETTERS = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}


class Runs:
    """Reads runs; `converted` holds the encodings that were met."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.converted: set[Encoding] = set()

    def words(self, paragraph: Element, style: str) -> str:
        """Return the words of a paragraph."""
        letters = [
            (self._styles.font(run, style), piece)
            for run in _runs(paragraph)
            for piece in _pieces(run)
        ]
        told = []
        # A VNI letter and its mark may stand in two runs: what one font draws is read as one.
        for font, together in groupby(letters, key=lambda one: one[0]):
            piece = "".join(letter for _font, letter in together)
            encoding = encoding_of_font(font)
            if encoding and not piece.isascii():
                self.converted.add(encoding)
                piece = read_as(encoding, piece, font=font)
            elif encoding == "TCVN3":
                piece = read_as(encoding, piece, font=font)
            told.append(piece)
        return "".join(told)

    def boxes(self, paragraph: Element) -> Iterator[Element]:
        """Yield the contents of text boxes anchored in a paragraph, each once."""
        for box in paragraph.iter(qn("w:txbxContent")):
            between = []
            for above in box.iterancestors():
                if above is paragraph:
                    break
                between.append(above.tag)
            if f"{COMPATIBLE}Fallback" not in between and qn("w:txbxContent") not in between:
                yield box


def _runs(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == qn("w:r"):
            if child.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is None:
                yield child
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            yield from _runs(child)


def _pieces(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in LETTERS:
            yield LETTERS[child.tag]


def count(root: Element, name: str) -> int:
    """Return how many elements of a name ("w:ins") stand below."""
    prefix, _, local = name.partition(":")
    return sum(1 for _ in root.iter(f"{{{NAMESPACES[prefix]}}}{local}"))


def whole(number: str | None) -> int:
    """Return a number of columns; 1 where none is told."""
    return int(number) if number and number.isdecimal() and len(number) < 4 else 1
