"""A photograph lies on the disk, whole, under its own hash, before its name is given out."""

import hashlib
import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile

from tinhso.gateways.storage import EvidenceStorage

BYTES = b"a photograph" * 1000


@pytest.fixture
def storage(tmp_path: Path) -> EvidenceStorage:
    return EvidenceStorage(str(tmp_path / "evidence"))


def test_a_file_is_named_by_what_it_holds(storage: EvidenceStorage) -> None:
    name = storage.save("../whatever she called it.JPG", ContentFile(BYTES))
    digest = hashlib.sha256(BYTES).hexdigest()
    assert name == f"{digest[:2]}/{digest}.jpg"
    with storage.open(name) as file:
        assert file.read() == BYTES
    assert storage.size(name) == len(BYTES)


def test_the_same_bytes_lie_there_once_and_are_never_written_again(
    storage: EvidenceStorage,
) -> None:
    name = storage.save("one.webp", ContentFile(BYTES))
    place = Path(storage.path(name))
    before = place.stat().st_ino
    assert storage.save("two.webp", ContentFile(BYTES)) == name
    assert place.stat().st_ino == before
    assert len(list(place.parent.iterdir())) == 1


def test_only_the_owner_may_read(storage: EvidenceStorage) -> None:
    place = Path(storage.path(storage.save("a.jpg", ContentFile(BYTES))))
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_file_and_folders_are_flushed_before_the_name_is_returned(
    storage: EvidenceStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    real = os.fsync

    def spy(handle: int) -> None:
        flushed.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real(handle)

    monkeypatch.setattr(os, "fsync", spy)
    place = Path(storage.path(storage.save("a.jpg", ContentFile(BYTES))))
    root = place.parent.parent
    assert str(root.parent) in flushed
    assert str(root) in flushed
    draft, folder = flushed[-2:]
    assert draft.endswith(".draft")
    assert folder == str(place.parent)


def test_a_failed_write_leaves_nothing_behind(
    storage: EvidenceStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.save("a.jpg", ContentFile(BYTES))
    assert [path for path in storage.root.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "ab/short.jpg", "", "ab/.x.draft"])
def test_only_names_that_it_gave_are_opened(storage: EvidenceStorage, name: str) -> None:
    with pytest.raises(SuspiciousFileOperation):
        storage.open(name)


def test_evidence_is_never_opened_for_writing(storage: EvidenceStorage) -> None:
    name = storage.save("a.jpg", ContentFile(BYTES))
    with pytest.raises(SuspiciousFileOperation):
        storage.open(name, "r+b")


def test_what_must_be_forgotten_is_removed_and_asking_twice_is_no_error(
    storage: EvidenceStorage,
) -> None:
    name = storage.save("a.jpg", ContentFile(BYTES))
    storage.delete(name)
    storage.delete(name)
    assert not storage.exists(name)
