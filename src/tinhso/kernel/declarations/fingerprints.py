"""Fingerprints, by which loading knows that nothing has changed."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias, cast

import rfc8785

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"


def fingerprint(value: JSON) -> str:
    """Return the SHA-256, 64 hexadecimal digits, of a value's canonical JSON (RFC 8785)."""
    return hashlib.sha256(rfc8785.dumps(cast("Any", value))).hexdigest()


def fingerprint_files(paths: Iterable[Path]) -> str:
    """Return the SHA-256, 64 hexadecimal digits, over names and bytes of files and folders.

    Folders are walked; the order in which paths are given doesn't matter, where they lie does not
    either: only names below each given path count.
    """
    total = hashlib.sha256()
    for name, file in sorted(_files(paths)):
        total.update(f"{len(name)}:{name}:".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[tuple[str, Path]]:
    for path in paths:
        if path.is_dir():
            yield from (
                (f"{path.name}/{file.relative_to(path).as_posix()}", file)
                for file in path.rglob("*")
                if file.is_file()
            )
        else:
            yield path.name, path
