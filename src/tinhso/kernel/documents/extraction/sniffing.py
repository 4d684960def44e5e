"""What a file is, told by its bytes: names lie, and a wrong reader tells nonsense."""

import io
import re
import zipfile

from tinhso.kernel.documents.extraction.contracts import Kind, UnreadableError

PDF_WITHIN = 1024
"""Readers of PDF allow so many bytes before its mark (ISO 32000-1, annex H.3.4.1)."""
WEB_PAGE = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|main|article|section|div|table|title|meta|h[1-6]|p)\b",
    re.IGNORECASE | re.DOTALL,
)
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
PICTURE_BOXES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"\xfd7zXZ")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes) -> Kind:
    """Return what the bytes are; raise UnreadableError naming what can't be read as a document."""
    if b"%PDF-" in data[:PDF_WITHIN]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    if data.startswith(OLE):
        raise UnreadableError(_old_office(data))
    if data.startswith(rb"{\rtf"):
        raise UnreadableError("rich_text")
    if data.startswith(PICTURES) or data[4:12] in PICTURE_BOXES or data[8:12] == b"WEBP":
        raise UnreadableError("picture")
    if data.startswith(ARCHIVES):
        raise UnreadableError("archive")
    return "html" if WEB_PAGE.match(_opening(data)) else "text"


def _opening(data: bytes) -> bytes:
    """Return the first letters as bytes of ASCII, whichever Unicode encoding they came in."""
    for mark in BOMS:
        if data.startswith(mark):
            rest = data[len(mark) : 4096]
            return rest if mark == BOMS[0] else rest.replace(b"\x00", b"")
    return data[:4096]


def _packed(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # A Word file that was cut off on its way keeps its beginning, which names its parts.
        raise UnreadableError("broken_docx" if b"word/" in data else "archive") from None
    if "word/document.xml" in names:
        return "docx"
    for part, code in (
        ("xl/workbook.xml", "excel"),
        ("ppt/presentation.xml", "powerpoint"),
        ("content.xml", "open_document"),
        ("[Content_Types].xml", "broken_docx"),
    ):
        if part in names:
            raise UnreadableError(code)
    raise UnreadableError("archive")


def _old_office(data: bytes) -> str:
    """Return which sentence fits a file of Office before 2007, or one under a password."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return "locked_office"
    return "old_word" if holds("WordDocument") else "old_office"
