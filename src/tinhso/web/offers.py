"""The data that rooms and systems offer to everyone: what it is, its columns, where to get it.

Whoever has data for others calls `register` in its AppConfig.ready(). The data page and the
catalogue for data portals show what is offered at the moment they are asked.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tinhso.kernel.declarations import Text


@dataclass(frozen=True)
class Column:
    """One column of the files: its name as it stands in them, and what it holds."""

    name: str
    meaning: Text


@dataclass(frozen=True)
class File:
    """One way to get the data: `form` is a key of `FORMS`, `href` a path on this site."""

    form: str
    href: str


FORMS = {
    "csv": "CSV",
    "xlsx": "Excel",
    "json": "JSON",
    "geojson": "GeoJSON",
    "atom": "Atom",
    "sdmx-json": "SDMX-JSON",
    "sdmx-csv": "SDMX-CSV",
}


@dataclass(frozen=True)
class Offer:
    """One dataset.

    `theme` is a code of the EU's data themes (ECON, GOVE, ...), `periodicity` one of its
    frequencies (IRREG, UPDATE_CONT, ...), as DCAT-AP 3.0 asks. `first` and `last` are the days that
    the data speak of, `changed` when they last changed; each None where that isn't known.
    """

    code: str
    title: Text
    description: Text
    theme: str
    periodicity: str
    files: tuple[File, ...]
    columns: tuple[Column, ...]
    page: str
    keywords: tuple[Text, ...] = ()
    first: date | None = None
    last: date | None = None
    changed: datetime | None = None


Offering = Callable[[], Iterable[Offer]]

_offerings: dict[str, tuple[int, Offering]] = {}


def register(room: str, offering: Offering, *, order: int = 50) -> None:
    """Make known what a room offers; raise ValueError when two offer under one name."""
    if _offerings.get(room, (order, offering)) != (order, offering):
        raise ValueError(f"two rooms offer data as “{room}”: rename one")
    _offerings[room] = (order, offering)


def offered() -> list[Offer]:
    """Return everything offered now, by the order that rooms gave."""
    offerings = sorted(_offerings.values(), key=lambda found: found[0])
    return [offer for _order, offering in offerings for offer in offering()]
