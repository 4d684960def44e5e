"""A file lock that the kernel frees when its holder dies, however it dies."""

import fcntl
import os
from pathlib import Path


class HeldError(RuntimeError):
    """Another live process holds the lock."""


class Lock:
    """An exclusive lock on a file. Child processes don't inherit it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def take(self) -> None:
        """Take the lock or raise HeldError at once."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise HeldError(f"{self.path} is held by another process") from None
        self._descriptor = descriptor

    def free(self) -> None:
        """Give the lock up; harmless when it isn't ours."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
