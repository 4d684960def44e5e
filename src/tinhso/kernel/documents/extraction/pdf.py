"""PDF: the layer of text."""

from tinhso.kernel.documents.extraction.contracts import Extracted, UnreadableError


def read_pdf(data: bytes) -> Extracted:
    """Read the text layer."""
    raise UnreadableError("heavy_pdf")
