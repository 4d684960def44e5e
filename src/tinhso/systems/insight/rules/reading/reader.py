"""Reads a whole report: paragraph by paragraph, each sentence in what was said before it."""

import re
from dataclasses import replace
from typing import Any

from tinhso.systems.insight.rules.claims import Claim, Oddity, Reading, Span
from tinhso.systems.insight.rules.reading import oddities, sentence
from tinhso.systems.insight.rules.reading.folding import Composed, folded
from tinhso.systems.insight.rules.reading.headings import Headings, plans, reported
from tinhso.systems.insight.rules.reading.lexicon import Lexicon
from tinhso.systems.insight.rules.reading.periods import Period
from tinhso.systems.insight.rules.reading.scanning import Scan
from tinhso.systems.insight.rules.reading.scene import Scene
from tinhso.systems.insight.rules.reading.sentences import paragraphs, sentences
from tinhso.systems.insight.rules.reading.subjects import Subject
from tinhso.systems.insight.rules.reading.timing import Clock, own_periods

# What can hold a figure: a digit, or a number in words before a thing that is counted.
_FIGURE = re.compile(
    r"\d|thứ (?:nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
    r"|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|một) (?:xã|huyện|khu|cụm|thành|dự|sản|hộ)"
)
_DATED = re.compile(
    r"\d/((?:19|20)\d\d)(?![\d/])"
    r"|(?<!đến )(?<!hết )(?<!tới )(?<!vào )(?<!trước )(?<!tiêu )(?<!cho )(?<!sánh )(?<!định )"
    r"\bnăm ((?:19|20)\d\d)(?!\s?[-/]\s?\d)"
)


class Reader:
    """Reads texts into claims with one lexicon; reading changes nothing in it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def read(self, text: str) -> Reading:
        """Return every claim and oddity of `text`, in the order of the text.

        Offsets are those of `text` as it was given, also where its letters are decomposed.
        """
        composed = Composed(text)
        reading = _Course(composed.text, self.lexicon).run()
        return reading if composed.text is text else _at_home(reading, composed, text)


class _Course:
    """One reading of one text."""

    def __init__(self, original: str, lexicon: Lexicon) -> None:
        self.original, self.text, self.lexicon = original, folded(original), lexicon
        self.clock, self.headings = Clock(), Headings()
        self.claims: list[Claim] = []
        self.odd: list[Oddity] = list(oddities.spam(self.text, original, lexicon.spam))
        self._named: list[Period] = []  # the periods of a line without figures
        self._told: Subject | None = None
        self._written: list[int | None] = []

    def run(self) -> Reading:
        """Read line by line."""
        for start, end in paragraphs(self.original):
            line = self.text[start:end].strip()
            if line:
                self._line(line, start, end)
        self.odd.sort(key=lambda odd: odd.start)
        return Reading(tuple(self.claims), tuple(self.odd))

    def _line(self, line: str, start: int, end: int) -> None:
        self.headings.enter(line, self.original[start:end])
        self.clock.turn_page(keep=bool(self.headings.intro))
        self._named, self._told = [], None
        if _FIGURE.search(self.text, start, end):
            context = self.headings.context
            for begin, stop in sentences(self.original, start, end):
                self.clock.year_here = None
                if _FIGURE.search(self.text, begin, stop):
                    self._sentence(begin, stop, context + self.text[start:begin])
        if self.headings.entitles(line):
            self._entitle(line, self.text.index(line, start))
            if self.headings.parts(line, self.original[start:end]):
                self.clock.part()
        self.headings.leave(line)
        if self.headings.intro == line:
            self.clock.listed = self.clock.now

    def _entitle(self, line: str, start: int) -> None:
        """Let a title or a heading say of which period the lines below are."""
        ends = start + reported(line)
        told = [period for period in self._named if period.start < ends]
        if not self.headings.begun:
            promised = [period for period in self._named if period.start >= ends]
            self.clock.promise(promised or (told if plans(line) else []))
        self.clock.head(
            told or self._named,
            chapter=self.headings.chapter,
            headed=self.headings.begun,
            aims=self.headings.kind == "target",
        )

    def _sentence(self, begin: int, stop: int, context: str) -> None:
        items = Scan(self.text, self.original, begin, stop, self.lexicon).run()
        if not any(item.what == "figure" for item in items):
            for item in own_periods(items, of_plans=True):
                self.clock.hear(item.says)
                self._named.append(item.says)
            return
        self.odd.extend(oddities.slips(items, self.original))
        scene = Scene(
            text=self.text,
            original=self.original,
            span=Span(begin, stop),
            context=context,
            kind=self.headings.kind,
            clock=self.clock,
            written_in=self._written_in,
            lexicon=self.lexicon,
            told=self._told,
        )
        self.claims.extend(sentence.read(items, scene))
        self._told = scene.told
        self.headings.begun = True

    def _written_in(self) -> int | None:
        """Return the last year that the report speaks of as present: of a date, of "năm ..."."""
        if not self._written:
            years = [int(found[1] or found[2]) for found in _DATED.finditer(self.text)]
            self._written.append(max(years, default=None))
        return self._written[0]


def _at_home(reading: Reading, composed: Composed, text: str) -> Reading:
    """Return the reading with the offsets and quotes of the text as it was given."""

    def placed(one: Claim | Oddity) -> dict[str, Any]:
        start, end = composed.before(one.start), composed.before(one.end)
        return {"start": start, "end": end, "quote": text[start:end]}

    claims = (
        replace(
            claim,
            **placed(claim),
            sentence=Span(
                composed.before(claim.sentence.start), composed.before(claim.sentence.end)
            ),
        )
        for claim in reading.claims
    )
    return Reading(tuple(claims), tuple(replace(odd, **placed(odd)) for odd in reading.oddities))
