"""Word."""

from tinhso.kernel.documents.extraction.contracts import Extracted, UnreadableError


def read_word(data: bytes) -> Extracted:
    """Read a Word file."""
    raise UnreadableError("broken_docx")
