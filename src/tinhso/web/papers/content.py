"""A report as content: sections of sentences, tables and charts, in both languages. Pure.

The page, DOCX and PDF are drawn from this and from nothing else, and its hash says that two
editions are the same. A sentence keeps its pattern apart from what fills it, so that changed
figures can be told from changed words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from tinhso.kernel.declarations import fingerprint

CONTENT_VERSION = 1


@dataclass(frozen=True)
class Both:
    """Words in Vietnamese and in English; both may be empty."""

    vi: str
    en: str

    def of(self, language: str) -> str:
        """Return the English words for `en` and its variants, else the Vietnamese ones."""
        return self.en if language.startswith("en") else self.vi

    def __bool__(self) -> bool:
        return bool(self.vi or self.en)


NOTHING = Both("", "")


@dataclass(frozen=True)
class Value:
    """What fills a place of a pattern; `data` where it was read or computed, not merely named."""

    name: str
    words: Both
    data: bool = True


@dataclass(frozen=True)
class Sentence:
    """One sentence: a pattern with {places}, what fills them, and the numbers of its sources.

    One that `joins` stands in the paragraph of the sentence before it.
    """

    id: str
    pattern: Both
    values: tuple[Value, ...] = ()
    sources: tuple[int, ...] = ()
    joins: bool = False
    type: Literal["sentence"] = "sentence"

    def words(self, language: str) -> str:
        """Return the sentence as it is read, without the marks of its sources."""
        filled = {one.name: one.words.of(language) for one in self.values}
        said = self.pattern.of(language).format_map(filled)
        return said[:1].upper() + said[1:]


@dataclass(frozen=True)
class Cell:
    """One cell: words, their sources, and for a standing its `state` (ok, warn, bad, none)."""

    words: Both
    data: bool = True
    sources: tuple[int, ...] = ()
    state: str = ""


@dataclass(frozen=True)
class Column:
    """A column's head; `right` for numbers, `share` of the width beside the other columns'."""

    title: Both
    right: bool = False
    share: int = 10


@dataclass(frozen=True)
class Row:
    """A line of a table; the first cell names it."""

    id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table with its caption above and the notes that its marks ask for below."""

    id: str
    title: Both
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Both, ...] = ()
    type: Literal["table"] = "table"


@dataclass(frozen=True)
class Mark:
    """One point of a chart: `on` a day (ISO), `value` in the unit shown, as decimal digits."""

    on: str
    value: str
    label: Both
    period: Both
    group: int
    estimate: bool = False
    aside: bool = False


@dataclass(frozen=True)
class Goal:
    """A target in a chart."""

    on: str
    value: str
    label: Both


@dataclass(frozen=True)
class Chart:
    """A series to be drawn; `breaks` are days (ISO) on which boundaries changed."""

    id: str
    title: Both
    marks: tuple[Mark, ...]
    goals: tuple[Goal, ...] = ()
    breaks: tuple[str, ...] = ()
    ranks: bool = False
    break_label: Both = NOTHING
    type: Literal["chart"] = "chart"


@dataclass(frozen=True)
class Bar:
    """One bar: `value` as decimal digits, not below zero, and how it is written."""

    name: Both
    value: str
    label: Both


@dataclass(frozen=True)
class Bars:
    """Amounts of named things, one under another."""

    id: str
    title: Both
    bars: tuple[Bar, ...]
    type: Literal["bars"] = "bars"


@dataclass(frozen=True)
class Pillar:
    """What happened on one day (ISO): a value of each series, as decimal digits."""

    on: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Days:
    """Amounts day by day, of one or two series that stand beside each other."""

    id: str
    title: Both
    series: tuple[Both, ...]
    days: tuple[Pillar, ...]
    type: Literal["days"] = "days"


Block = Annotated[Sentence | Table | Chart | Bars | Days, Field(discriminator="type")]


@dataclass(frozen=True)
class Section:
    """A titled part; `level` 1 is numbered I, II, III, level 2 is numbered 1, 2, 3 within it.

    What is `annexed` stands after the signature.
    """

    id: str
    level: int
    title: Both
    blocks: tuple[Block, ...] = ()
    annexed: bool = False


@dataclass(frozen=True)
class Source:
    """A document that figures rest on, under its number in this report."""

    number: int
    code: str
    title: Both
    details: Both


@dataclass(frozen=True)
class Head:
    """What the state's format asks for (Decree 30/2020/NĐ-CP, Appendix I).

    `number` and `date` hold dots where the office fills in by hand; `signer` is the line over the
    signature, `post` that of the post, both without a name.
    """

    issuer: tuple[str, ...]
    number: str
    place: str
    date: str
    kind: Both
    subject: Both
    signer: str
    post: str
    recipients: tuple[str, ...]
    draft: Both


@dataclass(frozen=True)
class Basis:
    """What the content was made of: the instant at which the data is read, and fingerprints.

    Figures and targets are kept with the time at which they were held, so the instant fixes them.
    Titles, resolutions and wording are declared files: `declared` and `wording` are their hashes.
    """

    as_of: str
    declared: str
    wording: str
    version: int = CONTENT_VERSION


@dataclass(frozen=True)
class Report:
    """A whole report; `scope` as in addresses, such as "resolution:dai-hoi-20".

    `seal` is the pattern under which a paper gives the hash of its content ({sha256}); `notice`
    stands on every page, and is empty but in a demonstration.
    """

    scope: str
    span: str
    head: Head
    basis: Basis
    sections: tuple[Section, ...]
    annex: Both
    annex_title: Both
    sources_title: Both
    sources: tuple[Source, ...]
    seal: Both
    notice: Both = NOTHING


_ADAPTER = TypeAdapter(Report)


def as_json(report: Report) -> dict[str, Any]:
    """Return the content as JSON; `from_json` gives back the same report."""
    content: dict[str, Any] = _ADAPTER.dump_python(report, mode="json")
    return content


def from_json(content: Mapping[str, Any]) -> Report:
    """Return the report that was kept; raise pydantic.ValidationError for anything else."""
    return _ADAPTER.validate_python(content)


def content_hash(report: Report) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of the content's canonical JSON (RFC 8785)."""
    return fingerprint(as_json(report))
