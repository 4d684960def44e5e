"""Files that must not be lost: photographs of evidence, under the hash of what they hold.

A file is on the disk, whole and flushed, before `save` returns, so that the row that names it may
commit afterwards. A name says what the file holds, so that a name never gets other bytes, an
interrupted write leaves nothing that a reader could take for the file, and the same photograph
sent twice lies there once.
"""

import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

FORM = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}(\.[a-z0-9]{1,8})?")
"""The form of every name: two digits of the hash as folder, the hash (SHA-256), an extension."""


@deconstructible
class EvidenceStorage(Storage):
    """Django storage of immutable files named by the SHA-256 of their bytes.

    The name given to `save` only lends its extension. Files are readable by the owner of the
    process alone (0600, folders 0700) and have no public address: a page that knows who asks
    hands them out.
    """

    def __init__(self, location: str) -> None:
        self.root = Path(location)

    def save(
        self,
        name: str | None,
        content: IO[Any],
        max_length: int | None = None,  # noqa: ARG002 - Django's signature; our names have one length
    ) -> str:
        """Write the bytes durably and return their name; the same bytes give the same name."""
        source = content if isinstance(content, File) else File(content, name)
        source.seek(0)
        digest = hashlib.sha256()
        for chunk in source.chunks():
            digest.update(chunk)
        extension = Path(name or "").suffix.lower()
        stored = f"{digest.hexdigest()[:2]}/{digest.hexdigest()}{extension}"
        target = self._place(stored)
        if target.exists():
            self._flush_folder(target.parent)  # whoever wrote it may not have come so far
            return stored
        self._make_folder(target.parent)
        draft = target.parent / f".{secrets.token_hex(8)}.draft"
        try:
            source.seek(0)
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                for chunk in source.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(target)  # atomic; a twin written meanwhile holds the same bytes
        finally:
            draft.unlink(missing_ok=True)
        self._flush_folder(target.parent)
        return stored

    def open(self, name: str, mode: str = "rb") -> "File[bytes]":
        """Open a stored file for reading; raise FileNotFoundError or SuspiciousFileOperation."""
        if mode != "rb":
            raise SuspiciousFileOperation(f"evidence is never changed, so not opened with {mode!r}")
        return File(self._place(name).open("rb"), name=name)

    def exists(self, name: str) -> bool:
        """Say whether a file of this name is stored."""
        return self._place(name).exists()

    def size(self, name: str) -> int:
        """Return the number of bytes; raise FileNotFoundError."""
        return self._place(name).stat().st_size

    def delete(self, name: str) -> None:
        """Remove the file if it is there: only for what the law asks to be forgotten."""
        place = self._place(name)
        place.unlink(missing_ok=True)
        if place.parent.exists():
            self._flush_folder(place.parent)

    def path(self, name: str) -> str:
        """Return the file's place on this machine's disk."""
        return str(self._place(name))

    def _place(self, name: str) -> Path:
        if not FORM.fullmatch(name):
            raise SuspiciousFileOperation(f"{name!r} is not a name that evidence storage gave")
        return self.root / name

    def _make_folder(self, folder: Path) -> None:
        """Create the folder and flush the entries that name it, up to one that stood before."""
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for new in reversed(missing):
            new.mkdir(mode=0o700, exist_ok=True)
            self._flush_folder(new.parent)

    @staticmethod
    def _flush_folder(folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
