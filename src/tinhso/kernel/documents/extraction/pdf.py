"""PDF files, read in a process of their own that may use so much memory and time and no more.

A PDF of a few kilobytes can unpack to gigabytes or keep its reader busy for hours; what is read
from it isn't worth the server it would take along.
"""

import json
import subprocess
import sys

from tinhso.kernel.documents.extraction.contracts import Extracted, Note, UnreadableError

CHILD = "tinhso.kernel.documents.extraction.pdf_child"


def read_pdf(data: bytes) -> Extracted:
    """Read the text layer of a PDF; raise UnreadableError."""
    # Nothing of the server's secrets goes along: only where Python finds its modules.
    done = subprocess.run(  # noqa: S603 - our own module, and the file comes by its input
        [sys.executable, "-m", CHILD],
        input=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": ":".join(filter(None, sys.path)), "PYTHONHASHSEED": "0"},
        check=False,
    )
    if done.returncode:  # ended by its limits, or by a fault in the library under it
        raise UnreadableError("heavy_pdf")
    told = json.loads(done.stdout)
    if "refused" in told:
        raise UnreadableError(told["refused"], **told["values"])
    notes = tuple(Note(one["code"], one["values"]) for one in told["notes"])
    return Extracted(told["text"], "pdf", notes)
