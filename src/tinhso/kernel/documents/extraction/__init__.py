"""Files into text: one normalised text with stable offsets, whatever the file was. Pure.

    extracted = extract(data, "bao-cao.docx")
    extracted.text, extracted.kind, extracted.notes, extracted.tables

The same bytes always give the same text, so that a citation's offsets can be checked by anybody
who has the file. `VERSION` names the reader; a document keeps which one read it.
"""

from tinhso.kernel.documents.extraction import limits
from tinhso.kernel.documents.extraction.contracts import (
    VERSION,
    Extracted,
    Note,
    UnreadableError,
)
from tinhso.kernel.documents.extraction.reading import extract

__all__ = ["VERSION", "Extracted", "Note", "UnreadableError", "extract", "limits"]
