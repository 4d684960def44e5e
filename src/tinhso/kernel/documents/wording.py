"""What reading a file told, in the reader's language."""

from django.utils.translation import gettext

from tinhso.kernel.documents.extraction import Note
from tinhso.kernel.documents.extraction.words import KINDS, SENTENCES


def said(note: Note) -> str:
    """Return a sentence of `extraction.words` in the reader's language, its values filled in."""
    values = {
        name: gettext(value) if isinstance(value, str) and value in KINDS.values() else value
        for name, value in note.values.items()
    }
    return gettext(SENTENCES[note.code]) % values


def kind_said(kind: str) -> str:
    """Return what kind of file this is, in the reader's language; "" for a typed text."""
    return gettext(KINDS[kind]) if kind in KINDS else ""
