"""What a sentence is read in, and what its parts hand on to one another."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tinhso.systems.insight.rules.claims import Claim, Kind, Span
from tinhso.systems.insight.rules.reading.items import Item
from tinhso.systems.insight.rules.reading.lexicon import Lexicon
from tinhso.systems.insight.rules.reading.periods import Period
from tinhso.systems.insight.rules.reading.subjects import Subject
from tinhso.systems.insight.rules.reading.timing import Clock
from tinhso.systems.insight.rules.reading.words import DONE

_DONE = re.compile(DONE)


@dataclass(slots=True)
class Scene:
    """What a sentence is read in.

    Attributes:
        text: the whole text, folded.
        original: the whole text as it was written.
        span: where the sentence stands.
        context: folded: title, headings, and the paragraph up to the sentence.
        kind: how sure the headings are: "Mục tiêu đến năm 2025:".
        clock: what was said of time so far.
        written_in: gives the report's own year: later ones lie ahead of it.
        lexicon: the words of the catalogue.
        told: what the sentence before measured first, and then this one.
    """

    text: str
    original: str
    span: Span
    context: str
    kind: Kind | None
    clock: Clock
    written_in: Callable[[], int | None]
    lexicon: Lexicon
    told: Subject | None = None

    @property
    def sight(self) -> str:
        """The context with the sentence."""
        return self.context + self.text[self.span.start : self.span.end]

    @property
    def done(self) -> bool:
        """Whether the sentence speaks of targets as reached: then they are facts."""
        return bool(_DONE.search(self.text, self.span.start, self.span.end))


@dataclass(slots=True)
class State:
    """What the parts of a sentence hand on.

    Attributes:
        subject: what the last figure measured.
        first: what the first one measured.
        outside: the subject from before the bracket that is open.
        pending: the items of a part without a figure: its subject may be stated later.
        frame_kind: how sure the sentence is from its first words on.
        chain_kind: how sure it is of the subject spoken of.
        shared: the direction of the last figure by its unit: a list may share one verb.
        spoken: a subject has been named.
        base: what the sentence says first that all is measured against.
        last_base: what the last figure was measured against; its parts are too.
        in_parts: parts of a whole are told ("trong đó").
        timeless: a figure without a period came before: those behind have none either.
        carries: a figure took the period of what stands above: those behind have it too.
        planned: the bracket that is open tells what was planned: "(KH: 7,5%)".
        place: the place that the sentence is of.
        queue: periods that figures take in turn ("lần lượt").
        turns: subjects that figures take in turn.
        behind: the statement that "và" joins to the one that is read.
        dated_behind: the last period stood behind its figure.
        claims: what was read so far.
        undated: places of claims since the last semicolon that may take the year at the list's end.
    """

    subject: Subject | None = None
    first: Subject | None = None
    outside: Subject | None = None
    pending: list[Item] = field(default_factory=list)
    frame_kind: Kind | None = None
    chain_kind: Kind | None = None
    shared: dict[str | None, int] = field(default_factory=dict)
    spoken: bool = False
    base: Period | None = None
    last_base: Period | None = None
    in_parts: bool = False
    timeless: bool = False
    carries: bool = False
    planned: bool = False
    place: str | None = None
    queue: list[str] = field(default_factory=list)
    turns: list[list[Item]] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)
    undated: list[int] = field(default_factory=list)
    dated_behind: bool = False
    claims: list[Claim] = field(default_factory=list)
