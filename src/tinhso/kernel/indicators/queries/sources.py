"""What figures refer to: their indicator, their area, and the words that say them."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection
from django.db.models import JSONField

from tinhso.kernel.documents.models import Citation, Document
from tinhso.kernel.indicators.models import Indicator, Observation
from tinhso.kernel.units.models import Unit

Row = TypeVar("Row", Indicator, Unit)
LONG = {"text", "words"}
_OF_CITATION = Citation._meta.concrete_fields  # noqa: SLF001 - Django documents it
_OF_DOCUMENT = tuple(
    one
    for one in Document._meta.concrete_fields  # noqa: SLF001 - as above
    if one.attname not in LONG
)
WORDS = """
SELECT {citation}, {document} FROM documents_citation c
JOIN documents_document d ON d.id = c.document_id WHERE c.id = ANY(%(cited)s)
""".format(
    citation=", ".join(f"c.{one.column}" for one in _OF_CITATION),
    document=", ".join(f"d.{one.column}" for one in _OF_DOCUMENT),
)


def with_sources(
    figures: Collection[Observation],
    indicators: Iterable[Indicator] = (),
    areas: Iterable[Unit] = (),
) -> None:
    """Read what figures refer to, as far as it isn't known: the words that say them above all."""
    of_indicator = _with(indicators, Indicator, {one.indicator_id for one in figures})
    of_area = _with(areas, Unit, {one.area_id for one in figures})
    words = words_of({one.citation_id for one in figures if one.citation_id is not None})
    set_indicator = Observation.indicator.field.set_cached_value
    set_area = Observation.area.field.set_cached_value
    set_words = Observation.citation.field.set_cached_value
    for one in figures:
        set_indicator(one, of_indicator[one.indicator_id])
        set_area(one, of_area[one.area_id])
        if one.citation_id is not None:
            set_words(one, words[one.citation_id])


def words_of(cited: Collection[int]) -> dict[int, Citation]:
    """Return citations by id with their documents, whose text is not read; one query.

    A document that many figures cite is made once.
    """
    if not cited:
        return {}
    found: dict[int, Citation] = {}
    documents: dict[int, Document] = {}
    names = [one.attname for one in _OF_CITATION]
    with connection.cursor() as cursor:
        cursor.execute(WORDS, {"cited": list(cited)})
        for row in cursor.fetchall():
            one = Citation.from_db(connection.alias, names, row[: len(names)])
            if one.document_id not in documents:
                documents[one.document_id] = _document(row[len(names) :])
            Citation.document.field.set_cached_value(one, documents[one.document_id])
            found[one.pk] = one
    return found


def _document(row: Sequence[Any]) -> Document:
    values = [
        json.loads(value) if isinstance(field, JSONField) else value
        for field, value in zip(_OF_DOCUMENT, row, strict=True)
    ]
    names = [one.attname for one in _OF_DOCUMENT]
    return Document.from_db(connection.alias, names, values)


def _with(known: Iterable[Row], model: type[Row], asked: Collection[int]) -> dict[int, Row]:
    held = {one.pk: one for one in known}
    missing = [pk for pk in asked if pk not in held]
    return held | model.objects.in_bulk(missing) if missing else held
