"""Word's automatic numbers, which stand nowhere in its text: “Điều 1.”, “a)”, “II.2.”."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

VALUE = qn("w:val")
LEVELS = 9
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
HIGHEST = 3999  # the last Roman number


@dataclass
class Level:
    """How numbers of a level begin and look: `text` is like "%1.%2."."""

    start: int = 1
    format: str = "decimal"
    text: str = ""


@dataclass
class Scheme:
    """An abstract numbering with its counters, shared by the lists that use it."""

    levels: dict[int, Level] = field(default_factory=dict)
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts as Word does, paragraph after paragraph; `used` once a number was written out."""

    def __init__(self, document: Document) -> None:
        self.used = False
        self._schemes: dict[str, Scheme] = defaultdict(Scheme)
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._begun: set[str] = set()
        for relation in document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
                self._read(relation.target_part.element)

    def _read(self, root: Element) -> None:
        for abstract in root.iterfind(qn("w:abstractNum")):
            scheme = self._schemes[abstract.get(qn("w:abstractNumId"), "")]
            for level in abstract.iterfind(qn("w:lvl")):
                scheme.levels[_number(level.get(qn("w:ilvl")))] = Level(
                    _number(_value(level, "w:start"), 1),
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText"),
                )
        for one in root.iterfind(qn("w:num")):
            starts = {
                _number(change.get(qn("w:ilvl"))): _number(_value(change, "w:startOverride"))
                for change in one.iterfind(qn("w:lvlOverride"))
                if change.find(qn("w:startOverride")) is not None
            }
            self._lists[one.get(qn("w:numId"), "")] = (_value(one, "w:abstractNumId"), starts)

    def mark(self, paragraph: Element, styles: list[Element]) -> str:
        """Return what stands before a paragraph, having counted it: "", "-" or its number."""
        named, level = _list_of(paragraph, styles)
        if named not in self._lists:
            return ""
        abstract, starts = self._lists[named]
        scheme = self._schemes[abstract]
        if named not in self._begun:
            self._begun.add(named)
            for changed, start in starts.items():
                scheme.counters[changed] = start - 1
        shape = scheme.levels.get(level, Level(format="bullet"))
        if shape.format == "bullet":
            return "-"
        scheme.counters[level] = scheme.counters.get(level, shape.start - 1) + 1
        for deeper in range(level + 1, LEVELS):
            scheme.counters.pop(deeper, None)
        if shape.format == "none":
            return ""
        told = re.sub(r"%([1-9])", lambda found: _counted(scheme, int(found[1]) - 1), shape.text)
        self.used = self.used or bool(told.strip())
        return told.strip()


def _list_of(paragraph: Element, styles: list[Element]) -> tuple[str, int]:
    """Return the list a paragraph belongs to ("0" and "" are none), and its level."""
    named, level = "", ""
    for holder in (paragraph, *styles):
        numbered = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbered is not None:
            named = named or _value(numbered, "w:numId")
            level = level or _value(numbered, "w:ilvl")
        if named:
            break
    return named, min(_number(level), LEVELS - 1)


def _counted(scheme: Scheme, level: int) -> str:
    shape = scheme.levels.get(level, Level())
    return formatted(scheme.counters.get(level, shape.start), shape.format)


def formatted(number: int, shape: str) -> str:
    """Return a number as Word's format of that name writes it (ECMA-376-1, 17.18.59)."""
    if shape in ("lowerRoman", "upperRoman") and 0 < number <= HIGHEST:
        told = ""
        for worth, letters in ROMAN:
            told += letters * (number // worth)
            number %= worth
        return told if shape == "upperRoman" else told.lower()
    if shape in ("lowerLetter", "upperLetter") and 0 < number <= HIGHEST:
        told = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return told if shape == "lowerLetter" else told.upper()
    return f"{number:02}" if shape == "decimalZero" else str(number)


def _value(parent: Element, name: str) -> str:
    child = parent.find(qn(name))
    return "" if child is None else str(child.get(VALUE) or "")


def _number(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise
