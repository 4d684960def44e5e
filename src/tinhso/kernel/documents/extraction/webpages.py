"""Web pages: what was written on them, without what leads around."""

import re

from lxml import etree, html

from tinhso.kernel.documents.extraction.assembling import Assembly
from tinhso.kernel.documents.extraction.contracts import Extracted, Note, UnreadableError
from tinhso.kernel.documents.extraction.decoding import decode
from tinhso.kernel.documents.extraction.grids import filled

NAME = re.compile(r"\w+")
LEFT_OUT = frozenset(
    NAME.findall(
        "script style noscript template nav footer aside form button select textarea input iframe "
        "object embed svg math canvas video audio picture head dialog menu"
    )
)
APART = frozenset(
    NAME.findall(
        "address article blockquote body caption center dd details div dl dt fieldset figcaption "
        "figure header hr html legend li main ol p pre section summary table tbody td tfoot th "
        "thead tr ul h1 h2 h3 h4 h5 h6"
    )
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
DECLARED = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
TOO_DEEP = "Excessive depth"


def read_page(data: bytes) -> Extracted:
    """Read a page: its `main`, or its only `article`, else all of its body.

    Nothing is fetched, no entity of its own expanded, and a page too deep to be read whole is
    refused with UnreadableError rather than cut off.
    """
    words, notes = decode(data)
    # Decoded above: what the page says of its own encoding is no longer true.
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, huge_tree=False
    )
    try:
        root = html.document_fromstring(words.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise UnreadableError("no_words") from None
    if any(TOO_DEEP in error.message for error in parser.error_log):
        raise UnreadableError("broken_html")
    reader = _Reader()
    reader.read(_body(root))
    if reader.left_out:
        notes = (*notes, Note("left_out"))
    return Extracted(reader.assembly.text, "html", notes)


def _body(root: html.HtmlElement) -> html.HtmlElement:
    for name in ("main", "article"):
        found = root.findall(f".//{name}")
        if len(found) == 1 and found[0].text_content().strip():
            return found[0]
    body = root.find("body")
    return root if body is None else body


class _Reader:
    """Walks a page in its order; words that stand loose in a block make a paragraph."""

    def __init__(self) -> None:
        self.assembly = Assembly()
        self.left_out = False
        self._loose: list[str] = []
        self._item = ""

    def read(self, element: html.HtmlElement) -> None:
        """Read what stands in a block."""
        self._loose.append(element.text or "")
        for child in element:
            self._child(child)
            self._loose.append(child.tail or "")
        self._end()

    def _child(self, child: html.HtmlElement) -> None:
        name = child.tag
        if not isinstance(name, str):
            return  # a processing instruction
        if name in LEFT_OUT or _hidden(child):
            self.left_out = True
        elif name == "br":
            self._loose.append("\n")
        elif name in HEADINGS:
            self._end()
            self.assembly.heading(_words(child), HEADINGS[name])
        elif name == "table" and not child.findall(".//table"):
            self._end()
            self._table(child)
        elif name == "li":
            self._end()
            self._listed(child)
        elif name in APART:
            self._end()
            self.read(child)
        elif any(inner.tag in APART for inner in child.iter() if inner is not child):
            self._end()  # a block inside a span: still a block
            self.read(child)
        else:
            self._loose.append(_words(child))

    def _listed(self, item: html.HtmlElement) -> None:
        parent = item.getparent()
        self._item = "-"
        if parent is not None and parent.tag == "ol":
            before = sum(1 for _ in item.itersiblings("li", preceding=True))
            start = parent.get("start", "1")
            self._item = f"{(int(start) if start.isdecimal() else 1) + before}."
        self.read(item)
        self._item = ""

    def _table(self, table: html.HtmlElement) -> None:
        caption = table.find("caption")
        if caption is not None:
            self.assembly.paragraph(_words(caption))
        cells = [
            [
                (_words(cell), _whole(cell.get("colspan")), _whole(cell.get("rowspan")))
                for cell in row
                if cell.tag in ("td", "th")
            ]
            for row in table.iter("tr")
        ]
        self.assembly.table(filled(cells))

    def _end(self) -> None:
        """End the paragraph of loose words, if there are any."""
        words = "".join(self._loose)
        self._loose = []
        if not words.strip():
            return
        if self._item:
            self.assembly.item(words, self._item)
            self._item = ""
        else:
            self.assembly.paragraph(words)


def _hidden(element: html.HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(HIDDEN.search(element.get("style", "")))


def _whole(number: str | None) -> int:
    return int(number) if number and number.isdecimal() and len(number) < 4 else 1


def _words(element: html.HtmlElement) -> str:
    """Return the words in an element, those left out aside, blocks apart."""
    if element.tag in LEFT_OUT or _hidden(element):
        return ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            apart = child.tag in APART or child.tag == "br"
            parts += [" ", _words(child), " "] if apart else [_words(child)]
        parts.append(child.tail or "")
    return "".join(parts)
