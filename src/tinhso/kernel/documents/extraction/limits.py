"""How much is read of one file, and why no more."""

MEGABYTE = 2**20

FILE = 10 * MEGABYTE
"""Bytes of a file: what a report with its pictures needs; the same is said on the upload page."""

UNPACKED = 100 * MEGABYTE
"""Bytes a packed file may hold in all, pictures included: ten times the largest file."""

UNPACKED_XML = 32 * MEGABYTE
"""Bytes of XML in a packed file. A tree of it takes some twenty times as much memory; a plan of
five hundred pages holds about 8 MB."""

PACKED_RATIO = 200
"""How often a part may outgrow its packed size: Word's XML packs to a tenth, seldom a fiftieth."""

RATIO_FROM = MEGABYTE
"""Bytes below which no part is judged by its ratio: a small file of blanks does no harm."""

PARTS = 5000
"""Files in a packed file: Word writes some twenty, and one for each picture."""

PAGES = 300
"""Pages of a PDF. A page full of words takes 0.13 s, so that the longest takes some forty seconds;
the longest plans of a province have about as many pages."""

TEXT = 5_000_000
"""Code points of the text that is kept: two thousand pages, far above any paper of a province."""

CHILD_MEMORY = 1536 * MEGABYTE
"""Bytes of address space for the process that reads a PDF: a page may unpack to anything."""

CHILD_SECONDS = 120
"""Seconds of computing for that process: several times what PAGES take."""
