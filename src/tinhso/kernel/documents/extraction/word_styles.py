"""The styles of a Word file: what a paragraph or a run is by its style, and in which font."""

import re

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
DEEPEST_CHAIN = 20  # styles that stand on one another; a circle ends here too
FONTS = (qn("w:ascii"), qn("w:hAnsi"))
NAMED = qn("w:val")


class Styles:
    """Styles by their id, each with those it stands on."""

    def __init__(self, document: Document) -> None:
        root = document.styles.element
        self._by_id = {
            style.get(qn("w:styleId"), ""): style for style in root.iterfind(qn("w:style"))
        }
        self._default = next(
            (
                name
                for name, style in self._by_id.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1"
            ),
            "",
        )
        fonts = root.find(
            f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}"
        )
        self._default_font = _font(fonts)

    def of_paragraph(self, paragraph: Element) -> str:
        """Return the id of a paragraph's style."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._default if named is None else named.get(NAMED, "")

    def chain(self, style: str) -> list[Element]:
        """Return a style and those it stands on, itself first."""
        found: list[Element] = []
        while style in self._by_id and len(found) < DEEPEST_CHAIN:
            found.append(self._by_id[style])
            below = found[-1].find(qn("w:basedOn"))
            style = "" if below is None else below.get(NAMED, "")
        return found

    def heading_level(self, paragraph: Element, style: str) -> int:
        """Return 1 to 9 for a heading, 0 for other paragraphs."""
        for holder in (paragraph, *self.chain(style)):
            level = holder.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            depth = "" if level is None else level.get(NAMED, "")
            if depth.isdecimal() and len(depth) == 1:
                return (int(depth) + 1) % 10  # 9 is the level of the body
            named = holder.find(qn("w:name"))
            name = "" if named is None else named.get(NAMED, "")
            if name.lower() == "title":
                return 1
            if found := HEADING.match(name):
                return int(found[1])
        return 0

    def font(self, run: Element, paragraph_style: str) -> str:
        """Return the name of the font that a run's Latin letters are drawn in; "" if unnamed."""
        properties = run.find(qn("w:rPr"))
        holders = []
        if properties is not None:
            if own := _font(properties.find(qn("w:rFonts"))):
                return own
            named = properties.find(qn("w:rStyle"))
            holders += self.chain(named.get(NAMED, "")) if named is not None else []
        for holder in (*holders, *self.chain(paragraph_style)):
            if found := _font(holder.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")):
                return found
        return self._default_font


def _font(fonts: Element | None) -> str:
    if fonts is None:
        return ""
    return next((fonts.get(name) for name in FONTS if fonts.get(name)), "") or ""
