"""The smallest PDF files that show one thing each, written by hand."""

import zlib

A4 = (595, 842)


def pdf(
    pages: list[bytes],
    *,
    font: str = "Helvetica",
    resources: bytes = b"",
    extra: list[bytes] | None = None,
    trailer: bytes = b"",
    squeeze: bool = False,
) -> bytes:
    """Return a PDF whose pages have these contents (ISO 32000-1), letters in Windows-1252."""
    first_page = 4
    kids = b" ".join(b"%d 0 R" % (first_page + 2 * place) for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /"
        + font.encode()
        + b" /FirstChar 0 /LastChar 255 /Widths ["
        + b"500 " * 256
        + b"] /FontDescriptor << /Type /FontDescriptor /FontName /"
        + font.encode()
        + b" /Flags 32 /Ascent 800 /Descent -200 /FontBBox [0 -200 1000 800] >>"
        + b" /Encoding /WinAnsiEncoding >>",
    ]
    for place, content in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            % (*A4, first_page + 2 * place + 1)
            + b" /Resources << /Font << /F 3 0 R >> "
            + resources
            + b" >> >>"
        )
        objects.append(stream(content, squeeze=squeeze))
    objects += extra or []
    written = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer << /Size %d /Root 1 0 R " % (len(objects) + 1)
        + trailer
        + b" >>\nstartxref\n%d\n%%%%EOF\n" % len(written)
    )


def stream(content: bytes, *, more: bytes = b"", squeeze: bool = False) -> bytes:
    """Return a stream object's body."""
    if squeeze:
        content, more = zlib.compress(content, 9), more + b" /Filter /FlateDecode"
    return b"<< /Length %d" % len(content) + more + b" >>\nstream\n" + content + b"\nendstream"


def words(lines: list[str], *, left: int = 72, top: int = 760, size: int = 12) -> bytes:
    """Return the content of a page with these lines, a step of 16 points apart."""
    told = b"BT /F %d Tf 16 TL %d %d Td\n" % (size, left, top)
    for line in lines:
        letters = line.encode("cp1252").replace(b"\\", b"\\\\")
        told += b"(" + letters.replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*\n"
    return told + b"ET\n"


PICTURE = stream(
    b"\x80" * 16,
    more=b" /Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceGray"
    b" /BitsPerComponent 8",
)
WHOLE_PAGE = b"q 595 0 0 842 0 0 cm /P Do Q\n"


def scanned(pages: list[bytes]) -> bytes:
    """Return a PDF each page of which is one picture, with these contents drawn over it."""
    picture = 4 + 2 * len(pages)
    return pdf(
        [WHOLE_PAGE + page for page in pages],
        resources=b"/XObject << /P %d 0 R >>" % picture,
        extra=[PICTURE],
    )
