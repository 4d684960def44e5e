"""The process that reads one PDF: bytes come in, text goes out as JSON."""

import json
import resource
import sys
from typing import Any

from tinhso.kernel.documents.extraction import limits
from tinhso.kernel.documents.extraction.contracts import UnreadableError


def main() -> int:
    """Read standard input, bounded in memory and time; print what was found."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY, limits.CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_SECONDS, limits.CHILD_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from tinhso.kernel.documents.extraction.pdf_pages import read_pages

    told: dict[str, Any]
    try:
        text, notes = read_pages(sys.stdin.buffer.read())
    except UnreadableError as error:
        told = {"refused": error.note.code, "values": error.note.values}
    except (MemoryError, RecursionError):
        told = {"refused": "heavy_pdf", "values": {}}
    else:
        told = {
            "text": text,
            "notes": [{"code": note.code, "values": note.values} for note in notes],
        }
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
