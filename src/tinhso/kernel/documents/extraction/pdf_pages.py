"""The pages of a PDF into lines and tables."""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice, pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page as Drawn
from pdfplumber.utils.exceptions import PdfminerException

from tinhso.kernel.documents import rules
from tinhso.kernel.documents.extraction import limits
from tinhso.kernel.documents.extraction.contracts import Note, UnreadableError
from tinhso.kernel.documents.extraction.decoding import NOTES, mend_fonts
from tinhso.kernel.documents.extraction.legacy import (
    VNI,
    Encoding,
    draws_capitals,
    encoding_of_font,
    from_tcvn3,
)
from tinhso.kernel.documents.extraction.pdf_lines import (
    MARKER,
    Grid,
    Line,
    Page,
    assemble,
    without_running_heads,
)

PICTURE_PAGE = 0.5
"""Part of a page that its picture covers when it is a scan."""
SCAN_LETTERS = 200
"""Letters below which such a page is a scan: an electronic signature stamps some on it."""
UNMAPPED = 0.2
"""Part of the letters whose code is unknown from which on a text is worth nothing."""
CELL_GAP = 2.0
"""Width, in heights of a letter, of a gap that parts cells."""
PRIVATE_BULLETS = {"\uf0b7", "\uf02d", "\uf0a7", "\uf0fc", "\uf0d8"}
# What pdfminer raises on files that are cut off or written badly.
DAMAGE = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, OSError)

Char = dict[str, Any]


def read_pages(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """Return the text of a PDF and what was noticed; raise UnreadableError."""
    reader = _Reader()
    with _damage_told(), pdfplumber.open(io.BytesIO(data)) as pdf:
        found = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), limits.PAGES + 1))
        if found > limits.PAGES:
            raise UnreadableError("too_many_pages", limit=limits.PAGES)
        for page in pdf.pages:
            reader.read(page)
            page.close()
    if not reader.pages:
        raise UnreadableError("broken_pdf")
    if not reader.letters or len(reader.scans) == len(reader.pages):
        raise UnreadableError("scanned" if reader.pictures else "no_words")
    if reader.unmapped > UNMAPPED * reader.letters:
        raise UnreadableError("unmapped_pdf")
    heads = without_running_heads(reader.pages)
    text = rules.normalise(assemble(reader.pages))
    notes = [Note("pages", {"count": len(reader.pages)})]
    if reader.converted:
        notes += [Note(NOTES[encoding]) for encoding in sorted(reader.converted)]
    else:
        mended, told = mend_fonts(text)
        text, notes = rules.normalise(mended), [*notes, *told]
    if reader.scans:
        notes.append(Note("blank_pages", {"pages": ", ".join(map(str, reader.scans))}))
    if heads:
        notes.append(Note("running_heads"))
    return text, tuple(notes)


@contextmanager
def _damage_told() -> Iterator[None]:
    """Turn what the library raises into what a reader can be told."""
    try:
        yield
    except UnreadableError:
        raise
    except PdfminerException as error:
        raise UnreadableError(_told(error.args[0])) from None
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise UnreadableError("locked_pdf") from None
    except DAMAGE:
        raise UnreadableError("broken_pdf") from None


def _told(error: object) -> str:
    """Return which sentence fits what the library under pdfplumber raised."""
    if isinstance(error, PDFPasswordIncorrect | PDFEncryptionError):
        return "locked_pdf"
    return "heavy_pdf" if isinstance(error, MemoryError | RecursionError) else "broken_pdf"


class _Reader:
    """Reads page after page, and counts what tells whether the text is worth anything."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.letters = 0
        self.unmapped = 0
        self.pictures = False
        self.scans: list[int] = []
        self.converted: set[Encoding] = set()

    def read(self, drawn: Drawn) -> None:
        """Read one page."""
        page = Page(len(self.pages) + 1)
        self.pages.append(page)
        chars = list(_once(char for char in drawn.objects.get("char", []) if _seen(char, drawn)))
        self._judge(drawn, chars, page.number)
        drawn.objects["char"] = self._converted(chars)
        if not chars:
            return
        grids = _grids(drawn)
        boxes = [box for box, _grid in grids]
        outside = drawn.filter(lambda thing: not any(_within(thing, box) for box in boxes))
        lines = [
            _line(one)
            for one in outside.extract_text_lines(return_chars=True, x_tolerance_ratio=0.15)
        ]
        page.blocks = sorted([*lines, *(grid for _box, grid in grids)], key=lambda block: block.top)

    def _judge(self, drawn: Drawn, chars: list[Char], number: int) -> None:
        self.letters += len(chars)
        self.unmapped += sum(_is_unmapped(char["text"]) for char in chars)
        covered = max((_area(picture) for picture in drawn.images), default=0.0)
        self.pictures = self.pictures or bool(drawn.images)
        if not chars or (
            covered > PICTURE_PAGE * float(drawn.width) * float(drawn.height)
            and len(chars) < SCAN_LETTERS
        ):
            self.scans.append(number)

    def _converted(self, chars: list[Char]) -> list[Char]:
        """Return letters in Unicode, those of old fonts converted, a VNI letter with its mark."""
        found: list[Char] = []
        for char in chars:
            letter = char["text"]
            font = char["fontname"]
            encoding = encoding_of_font(font)
            if encoding == "TCVN3":
                char["text"] = from_tcvn3(letter, capitals=draws_capitals(font))
            elif encoding == "VNI":
                before = found[-1] if found and found[-1].get("typed") else None
                pair = f"{before['typed']}{letter}" if before else ""
                if before and len(pair) == 2 and pair in VNI:
                    before |= {"text": VNI[pair], "x1": char["x1"], "typed": ""}
                    continue
                char |= {"typed": letter, "text": VNI.get(letter, letter)}
            elif _is_unmapped(letter):
                char["text"] = "•" if letter in PRIVATE_BULLETS else "\ufffd"
            if encoding and not letter.isascii():
                self.converted.add(encoding)
            found.append(char)
        return found


def _seen(char: Char, drawn: Drawn) -> bool:
    """Return whether a letter stands upright on the page."""
    return bool(char["upright"] and char["x1"] > 0 and char["x0"] < drawn.width)


def _once(chars: Iterable[Char]) -> Iterator[Char]:
    """Yield letters but those drawn again at the same place, as some print bold."""
    places: set[tuple[str, int, int]] = set()
    for char in chars:
        near = {
            (char["text"], round(char["x0"] + across), round(char["top"] + down))
            for across in (-0.5, 0.5)
            for down in (-0.5, 0.5)
        }
        if places.isdisjoint(near):
            yield char
        places |= near


def _is_unmapped(letter: str) -> bool:
    return letter.startswith("(cid:") or "\ue000" <= letter[:1] <= "\uf8ff"


def _area(thing: Char) -> float:
    return float(thing["width"]) * float(thing["height"])


def _within(thing: Char, box: tuple[float, float, float, float]) -> bool:
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _grids(drawn: Drawn) -> list[tuple[tuple[float, float, float, float], Grid]]:
    """Return the ruled tables of a page with the boxes they fill."""
    if len(drawn.edges) < 6:
        return []
    found = []
    for table in drawn.find_tables():
        rows = tuple(tuple(cell or "" for cell in row) for row in table.extract())
        if len(rows) > 1 and len(rows[0]) > 1:
            found.append((table.bbox, Grid(rows, table.bbox[1])))
    return found


def _line(found: dict[str, Any]) -> Line:
    chars: list[Char] = found["chars"]
    sizes = sorted(char["size"] for char in chars)
    size = float(sizes[len(sizes) // 2])
    bold = sum("bold" in char["fontname"].lower() for char in chars) > len(chars) / 2
    return Line(
        cells=_cells(found["text"], chars, size),
        x0=float(found["x0"]),
        x1=float(found["x1"]),
        top=float(found["top"]),
        size=size,
        bold=bold,
    )


def _cells(text: str, chars: list[Char], size: float) -> tuple[str, ...]:
    """Return a line's words cut at gaps that part cells; a number before its item is no cell."""
    letters = [char for char in chars if char["text"].strip()]
    cuts, told = [], 0
    for before, after in pairwise(letters):
        told += len(before["text"])
        if after["x0"] - before["x1"] > CELL_GAP * size:
            cuts.append(told)
    if not cuts:
        return (text,)
    cells, start, seen = [], 0, 0
    for place, letter in enumerate(text):
        if seen in cuts and not letter.isspace():
            cells.append(text[start:place].strip())
            cuts.remove(seen)
            start = place
        seen += not letter.isspace()
    cells.append(text[start:].strip())
    if len(cells) > 1 and MARKER.fullmatch(cells[0] + " "):
        cells[:2] = [f"{cells[0]} {cells[1]}"]
    return tuple(cells)
