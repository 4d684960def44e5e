"""Reads a whole report: paragraph by paragraph, each sentence in what was said before it."""

import re
from dataclasses import replace

from tinhso.systems.insight.rules.claims import Claim, Kind, Oddity, Reading, Span
from tinhso.systems.insight.rules.reading import sentence as sentences_read
from tinhso.systems.insight.rules.reading.folding import Composed, folded
from tinhso.systems.insight.rules.reading.items import scan
from tinhso.systems.insight.rules.reading.lexicon import Lexicon
from tinhso.systems.insight.rules.reading.sentences import paragraphs, sentences
from tinhso.systems.insight.rules.reading.timing import Clock, own_periods
from tinhso.systems.insight.rules.reading.words import DONE

# What can hold a figure: a digit, or a number in words before a thing that is counted.
_FIGURE = re.compile(
    r"\d|\b(?:thứ|hạng|vị trí|gấp|thêm|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi)(?= (?:xã|huyện|khu|cụm|thành|dự|sản|hộ)))\b"
)
_ITEM = re.compile(r"\s*(?:[-+*•]|\(?\w{1,2}[).]|\d+(?:\.\d+)*[.)]?)\s")
_HEADING = 160
_NUMBERED = re.compile(r"(?:[ivx]+|\d+(?:\.\d+)*|[a-hđ])\s?[.)/:]\s")
_CHAPTER = re.compile(r"[ivx]+\s?[.)]\s|phần thứ|[a-c]\.\s")
_GOALS = re.compile(
    r"(?:[ivx\d.)\-+*a-h]{1,6}\s+)?(?:các\s+|một số\s+|những\s+|về\s+)?"
    r"(?:mục tiêu|chỉ tiêu|phương hướng|nhiệm vụ trọng tâm|định hướng)"
)
_TARGET = re.compile(r"mục tiêu|chỉ tiêu|phấn đấu|phương hướng|kế hoạch năm")
_DONE = re.compile(DONE)
_DATED = re.compile(
    r"\d/((?:19|20)\d\d)(?![\d/])"
    r"|(?<!đến )(?<!hết )(?<!tới )(?<!vào )(?<!trước )(?<!tiêu )(?<!cho )(?<!sánh )(?<!định )\bnăm ((?:19|20)\d\d)(?!\s?[-/]\s?\d)"
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
        original = composed.text
        low = folded(original)
        clock = Clock()
        ahead = _written_in(low)
        claims: list[Claim] = []
        heading = title = intro = ""
        heading_kind: Kind | None = None
        intro_kind: Kind | None = None
        for start, end in paragraphs(original):
            line = low[start:end].strip()
            if not line:
                continue
            if intro and not _ITEM.match(line):
                intro, intro_kind = "", None
            clock.carried = clock.heard[-1] if clock.heard else None
            if not intro:
                clock.now, clock.is_now = None, False
            if not title:
                title = line
            elif _is_heading(line, original[start:end]):
                heading = line
                if _CHAPTER.match(line) or _GOALS.match(line):
                    heading_kind = "target" if _GOALS.match(line) else None
            context = f"{title}\n{heading}\n{intro}\n"
            found = self._paragraph(
                low, original, start, end, context, intro_kind or heading_kind, clock, ahead
            )
            claims.extend(found)
            if line.endswith(":"):
                intro = line
                intro_kind = "target" if _TARGET.search(line) else intro_kind
        oddities = self._spam(low, original)
        return _at_home(Reading(tuple(claims), oddities), composed, text)

    def _paragraph(
        self,
        low: str,
        original: str,
        start: int,
        end: int,
        context: str,
        kind: Kind | None,
        clock: Clock,
        ahead: int | None,
    ) -> list[Claim]:
        claims: list[Claim] = []
        if not _FIGURE.search(low, start, end):
            return claims
        for begin, stop in sentences(original, start, end):
            clock.year_here = None
            if not _FIGURE.search(low, begin, stop):
                continue
            items = scan(low, original, begin, stop, self.lexicon)
            if not any(item.what == "figure" for item in items):
                for item in own_periods(items):
                    clock.hear(item.says)  # type: ignore[arg-type]
                continue
            scene = sentences_read.Scene(
                text=low,
                original=original,
                span=Span(begin, stop),
                context=context + low[start:begin],
                kind=kind,
                clock=clock,
                done=bool(_DONE.search(low, begin, stop)),
                ahead=ahead,
            )
            claims.extend(sentences_read.read(items, scene, self.lexicon))
        return claims

    def _spam(self, low: str, original: str) -> tuple[Oddity, ...]:
        if self.lexicon.spam is None:
            return ()
        return tuple(
            Oddity("spam", found.start(), found.end(), original[found.start() : found.end()])
            for found in self.lexicon.spam.finditer(low)
        )


def _written_in(low: str) -> int | None:
    """Return the last year of which a report speaks as present: of a date, or of "năm ..." itself."""
    years = [int(found[1] or found[2]) for found in _DATED.finditer(low)]
    return max(years, default=None)


def _is_heading(line: str, original: str) -> bool:
    """Say whether a line heads what follows: short, no full stop, and numbered or in capitals."""
    if len(line) > _HEADING or line.endswith((".", ";", ",")):
        return False
    return bool(_NUMBERED.match(line) or _GOALS.match(line)) or original.isupper()


def _at_home(reading: Reading, composed: Composed, text: str) -> Reading:
    """Return the reading with the offsets of the text as it was given."""
    if composed.text is text:
        return reading
    before = composed.before
    return Reading(
        tuple(
            replace(
                claim,
                start=before(claim.start),
                end=before(claim.end),
                sentence=Span(before(claim.sentence.start), before(claim.sentence.end)),
            )
            for claim in reading.claims
        ),
        tuple(
            replace(odd, start=before(odd.start), end=before(odd.end)) for odd in reading.oddities
        ),
    )
