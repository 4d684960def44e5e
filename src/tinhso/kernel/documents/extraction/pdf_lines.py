"""Lines of a PDF into paragraphs: by margins, gaps and letters, as a reader's eye does it. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from tinhso.kernel.documents.extraction.assembling import Assembly

# What begins a paragraph wherever it stands at the head of a line.
MARKER = re.compile(
    r"[-–—•*+]\s|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]+\.\s"
    r"|(?:Điều|Chương|Phần|Mục)\s\w+[.:]?"
)
BULLET = re.compile(r"[-–—•*+]\s+")
PAGE_NUMBER = re.compile(r"(?:Trang|Page)?\s*[-–]?\s*(\d{1,4})\s*(?:/\s*\d{1,4})?\s*[-–]?$", re.I)
BROKEN_WORD = re.compile(r"(?<![\w-])([a-z]{2,})-$")
HEADING_SIZE = 1.15
"""How much larger than the body's the letters of a heading are."""
HEADING_LENGTH = 250
"""Letters beyond which large type is no heading."""
GAP = 1.35
"""How much wider than usual a step between lines is that begins a paragraph."""
INDENT = 0.8
"""First-line indent in heights of a letter."""
FEW = 5
"""Lines below which a page's own margins tell nothing."""
EDGES = 2
"""Lines at the top and at the bottom of a page among which running heads are looked for."""


@dataclass(frozen=True)
class Line:
    """A line of a page, in points from its top left corner; `cells` are parted by wide gaps."""

    cells: tuple[str, ...]
    x0: float
    x1: float
    top: float
    size: float
    bold: bool = False

    @property
    def text(self) -> str:
        """The words of the line."""
        return " ".join(self.cells)


@dataclass(frozen=True)
class Grid:
    """A table with ruled cells."""

    rows: tuple[tuple[str, ...], ...]
    top: float


@dataclass
class Page:
    """A page: lines and tables from top to bottom, and the margins of its lines."""

    number: int
    blocks: list[Line | Grid] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """The lines alone."""
        return [block for block in self.blocks if isinstance(block, Line)]


def without_running_heads(pages: Sequence[Page]) -> bool:
    """Take page numbers and lines that repeat at the edges away; return whether any were."""
    edges = [_edges(page) for page in pages]
    numbers = [
        (line, int(found[1]) - page.number)
        for page, lines in zip(pages, edges, strict=True)
        for line in lines
        if (found := PAGE_NUMBER.match(line.text))
    ]
    steady = {
        shift
        for shift, times in Counter(shift for _line, shift in numbers).items()
        if times > 1 or (shift == 0 and len(pages) == 1)
    }
    gone = {id(line) for line, shift in numbers if shift in steady}
    shapes = Counter(shape for lines in edges for shape in {_shape(line) for line in lines})
    often = {shape for shape, times in shapes.items() if times > 2 and 2 * times > len(pages)}
    gone |= {id(line) for lines in edges for line in lines if _shape(line) in often}
    for page in pages:
        page.blocks = [block for block in page.blocks if id(block) not in gone]
    return bool(gone)


def _edges(page: Page) -> list[Line]:
    """Return the lines among a page's first and last blocks."""
    ends = page.blocks[:EDGES] + page.blocks[EDGES:][-EDGES:]
    return [block for block in ends if isinstance(block, Line)]


def _shape(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / 4)


def assemble(pages: Sequence[Page]) -> str:
    """Return the text of the pages, paragraphs joined across lines and pages."""
    lines = [line for page in pages for line in page.lines]
    body = _body_size(lines)
    step = _usual_step(pages)
    margins = _margins(lines)
    sizes = sorted({round(line.size) for line in lines if line.size > body * HEADING_SIZE})[::-1]
    hyphenated = {word.lower() for line in lines for word in re.findall(r"\w+-\w+", line.text)}
    out = _Writer(body, sizes, hyphenated)
    for page in pages:
        left, right = _margins(page.lines) if len(page.lines) >= FEW else margins
        before: Line | None = None  # the line above on this page
        for block in page.blocks:
            if isinstance(block, Grid):
                out.table(block)
                before = None
                continue
            begins = _begins(block, out.last, before, left, right, step)
            out.line(block, begins=begins)
            before = block
    return out.finished()


def _begins(
    line: Line, last: Line | None, above: Line | None, left: float, right: float, step: float
) -> bool:
    """Return whether a line begins a paragraph; `last` is the one before, on any page."""
    if last is None or len(line.cells) > 1 or len(last.cells) > 1 or MARKER.match(line.text):
        return True
    if abs(line.size - last.size) > 0.8 or line.bold != last.bold:
        return True
    if above is not None and line.top - above.top > GAP * step:
        return True
    if _centred(line, left, right) and _centred(last, left, right):
        return False
    # A line under an item's first may be indented to stand under its words.
    indented = line.x0 - left > INDENT * line.size and last.x0 < line.x0 - 1
    if indented and not MARKER.match(last.text):
        return True
    # Where the next word would have fitted, the line was ended on purpose.
    first = line.text.split(" ", 1)[0]
    wide = (line.x1 - line.x0) / max(1, len(line.text)) * (len(first) + 1)
    return last.x1 + wide < right - 0.5 * line.size


def _centred(line: Line, left: float, right: float) -> bool:
    return (
        line.x0 - left > 1.5 * line.size
        and abs((line.x0 - left) - (right - line.x1)) < 2 * line.size
    )


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    if not lines:
        return 0.0, 0.0
    return min(line.x0 for line in lines), max(line.x1 for line in lines)


def _body_size(lines: Sequence[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return min(letters, key=lambda size: (-letters[size], size)) if letters else 0.0


def _usual_step(pages: Iterable[Page]) -> float:
    steps = [
        low.top - high.top
        for page in pages
        for high, low in pairwise(page.lines)
        if 0 < low.top - high.top < 4 * high.size
    ]
    return median(steps) if steps else 0.0


class _Writer:
    """Gathers lines into paragraphs and hands them on."""

    def __init__(self, body: float, sizes: Sequence[int], hyphenated: set[str]) -> None:
        self._assembly = Assembly()
        self._body = body
        self._sizes = sizes
        self._hyphenated = hyphenated
        self._words = ""
        self._size = 0.0
        self._rows: list[tuple[str, ...]] = []
        self._grid: list[tuple[str, ...]] = []
        self.last: Line | None = None

    def line(self, line: Line, *, begins: bool) -> None:
        """Add a line, to the paragraph before it unless it begins its own."""
        self._end_grid()
        if len(line.cells) > 1:
            self._end_words()
            self._rows.append(line.cells)
        elif begins or not self._words:
            self._end_words()
            self._end_rows()
            self._words, self._size = line.text, line.size
        else:
            self._words = self._joined(self._words, line.text)
        self.last = line

    def table(self, grid: Grid) -> None:
        """Add a table; one that goes on from the page before is added to it."""
        self._end_words()
        self._end_rows()
        if self._grid and len(self._grid[0]) == len(grid.rows[0]):
            again = grid.rows[0] == self._grid[0]
            self._grid += grid.rows[1:] if again else grid.rows
        else:
            self._end_grid()
            self._grid = list(grid.rows)
        self.last = None

    def finished(self) -> str:
        """Return the whole text."""
        self._end_words()
        self._end_rows()
        self._end_grid()
        return self._assembly.text

    def _joined(self, before: str, after: str) -> str:
        broken = BROKEN_WORD.search(before)
        following = re.match(r"[a-z]{2,}", after)
        if before.endswith("\u00ad"):
            return before[:-1] + after
        if broken and following:
            whole = f"{broken[1]}-{following[0]}"
            return before + after if whole in self._hyphenated else before[:-1] + after
        if re.search(r"\w-$", before) and re.match(r"\w", after):
            return before + after
        return f"{before} {after}"

    def _end_words(self) -> None:
        words, self._words = self._words, ""
        if not words:
            return
        if self._size > self._body * HEADING_SIZE and len(words) <= HEADING_LENGTH:
            self._assembly.heading(words, self._sizes.index(round(self._size)) + 1)
        elif BULLET.match(words):
            self._assembly.item(BULLET.sub("", words, count=1))
        else:
            self._assembly.paragraph(words)

    def _end_rows(self) -> None:
        """End lines of cells that only gaps part: a table where their number is the same."""
        rows, self._rows = self._rows, []
        if len(rows) > 1 and len({len(row) for row in rows}) == 1:
            self._assembly.table(rows)
        else:
            for row in rows:
                self._assembly.paragraph(" ".join(row))

    def _end_grid(self) -> None:
        grid, self._grid = self._grid, []
        if grid:
            self._assembly.table(grid)
