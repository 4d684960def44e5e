"""A deployment is backed up and comes back elsewhere, its ledger whole."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tinhso.runtime import backup
from tinhso.runtime.home import PACKAGE
from tinhso.runtime.postgres import DATABASE, Server

pytestmark = pytest.mark.faults

BARE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("DATABASE_", "TINHSO_", "DJANGO_"))
}
EXAMPLE = PACKAGE / "provinces" / "example"
ADD_A_PHOTO = """
import io
from django.utils import timezone
from PIL import Image
from tinhso.cli.deployment import application
with application():
    from tinhso.config.loading import LOADER
    from tinhso.kernel.documents.actions import add_photo
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), (0, 128, 64)).save(picture, "JPEG")
    print(add_photo(picture.getvalue(), actor=LOADER, now=timezone.now()).file)
"""


def python(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env={**BARE, "TINHSO_VAR": str(home), "TINHSO_PROVINCE": str(EXAMPLE)},
        capture_output=True,
        text=True,
        check=False,
    )


def tinhso(home: Path, *arguments: str) -> str:
    done = python(home, "-m", "tinhso.cli", *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refusal(home: Path, *arguments: str) -> str:
    done = python(home, "-m", "tinhso.cli", *arguments)
    assert done.returncode == 1, done.stdout
    return done.stderr


@pytest.fixture(scope="module")
def lived_in(shared_house: Path) -> Path:
    """Give a home with a loaded province, one photograph and, in `kept`, a backup of it."""
    tinhso(shared_house, "load")
    python(shared_house, "-c", ADD_A_PHOTO).check_returncode()
    tinhso(shared_house, "backup", str(shared_house / "kept"))
    return shared_house


@pytest.fixture
def elsewhere(lived_in: Path, house: Path) -> Path:
    """Give a new home that has the old one's keys and nothing else."""
    shutil.copy(lived_in / "secrets.json", house / "secrets.json")
    return house


def test_what_was_backed_up_comes_back_and_its_ledger_verifies(
    lived_in: Path, elsewhere: Path
) -> None:
    told = tinhso(elsewhere, "restore", str(lived_in / "kept"))
    assert "The log is whole" in told
    photos = sorted(path.name for path in (lived_in / "evidence").rglob("*.jpg"))
    assert sorted(path.name for path in (elsewhere / "evidence").rglob("*.jpg")) == photos
    assert len(photos) == 2
    assert "0 files missing" in tinhso(elsewhere, "check")


def test_after_a_restore_new_events_are_sealed_in_the_new_epoch(
    lived_in: Path, elsewhere: Path
) -> None:
    tinhso(elsewhere, "restore", str(lived_in / "kept"))
    python(elsewhere, "-c", ADD_A_PHOTO).check_returncode()
    tinhso(elsewhere, "ledger", "seal")
    assert "0 not sealed yet" in tinhso(elsewhere, "ledger", "verify")


def test_no_key_is_in_a_backup(lived_in: Path) -> None:
    secrets = json.loads((lived_in / "secrets.json").read_text())
    keyring = json.loads(secrets["keyring"])["keys"].values()
    for path in (lived_in / "kept").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for key in (secrets["secret_key"], secrets["ledger_key"], *keyring):
                assert key.encode() not in content


def test_a_restore_without_the_keys_says_where_they_go(lived_in: Path, house: Path) -> None:
    assert str(house / "secrets.json") in refusal(house, "restore", str(lived_in / "kept"))


def test_a_restore_into_a_database_that_holds_something_is_refused(lived_in: Path) -> None:
    assert "holds tables already" in refusal(lived_in, "restore", str(lived_in / "kept"))


def test_a_backup_that_was_altered_is_refused(lived_in: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kept"
    shutil.copytree(lived_in / "kept", copy)
    photo = next((copy / "evidence").rglob("*.jpg"))
    photo.write_bytes(photo.read_bytes() + b"!")
    with pytest.raises(backup.BackupError, match=photo.name):
        backup.read(copy)


def test_missing_evidence_stops_a_backup_and_leaves_none(lived_in: Path, tmp_path: Path) -> None:
    with (
        Server(lived_in / "postgres") as server,
        pytest.raises(backup.BackupError, match="missing"),
    ):
        backup.back_up(
            server.dsn(DATABASE),
            lived_in / "evidence",
            tmp_path / "kept",
            referenced=lambda: ["aa/" + "a" * 64 + ".jpg"],
            now=datetime(2026, 11, 24, tzinfo=UTC),
        )
    assert not (tmp_path / "kept").exists()
