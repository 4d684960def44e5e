"""Packed files looked at before they are opened: what is declared, and whether that is sane."""

import io
import zipfile
import zlib

from tinhso.kernel.documents.extraction import limits
from tinhso.kernel.documents.extraction.contracts import UnreadableError

XML = (".xml", ".rels")
# What Python's reader of zip files raises on damaged ones.
DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError)
# A part of Open Packaging has no document type (ECMA-376-2, 8.1.4): entities are for bombs.
DOCTYPE = ("<!DOCTYPE", "<!ENTITY")


def check_sizes(data: bytes) -> None:
    """Raise UnreadableError for a packed file that would unpack to something absurd.

    The declared sizes are enough: Python's reader of zip files stops at them, and a part that
    holds more then fails its checksum.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            _judge(parts)
            for part in parts:
                if part.filename.endswith(XML) and _declares(packed.read(part)):
                    raise UnreadableError("bomb")
    except DAMAGE:
        raise UnreadableError("broken_docx") from None


def _judge(parts: list[zipfile.ZipInfo]) -> None:
    xml = sum(part.file_size for part in parts if part.filename.endswith(XML))
    swollen = any(
        part.file_size > limits.RATIO_FROM
        and part.file_size > limits.PACKED_RATIO * max(1, part.compress_size)
        for part in parts
    )
    if (
        swollen
        or len(parts) > limits.PARTS
        or xml > limits.UNPACKED_XML
        or sum(part.file_size for part in parts) > limits.UNPACKED
    ):
        raise UnreadableError("bomb")


def _declares(part: bytes) -> bool:
    return any(
        word.encode(encoding) in part
        for word in DOCTYPE
        for encoding in ("ascii", "utf-16-le", "utf-16-be")
    )
