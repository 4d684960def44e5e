"""A fictional province whose hotline has months, and rounds made up for them."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

NOW = datetime.fromisoformat("2026-11-17T09:12:00+07:00")


# What is imported inside: this file is read before Django's applications are.
@pytest.fixture
def example(settings: LazySettings, tmp_path: Path, db: None) -> Path:
    """Load the example province and give it the words and rules of Thái Nguyên's months."""
    del db
    from tinhso.kernel.cases.tests.scene import LOADED, load_example
    from tinhso.kernel.ledger.actors import LOADER
    from tinhso.kernel.people import loading as people
    from tinhso.kernel.registers import loading as registers
    from tinhso.systems.hotline.monthly import declared

    folder = load_example(settings)
    for room in (people, registers):
        room.load(folder, actor=LOADER, now=LOADED)
    ours = tmp_path / "province"
    shutil.copytree(folder, ours)
    (ours / "hotline").mkdir()
    months = folder.parent / "thai_nguyen" / declared.FILE
    shutil.copy(months, ours / declared.FILE)
    settings.TINHSO_PROVINCE = ours
    return ours


@pytest.fixture
def rounds(example: Path) -> Callable[..., object]:
    """Give what writes made-up rounds: so many, over four months, from a seed."""
    del example
    from .rounds import write

    return write


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Give what sets the clock that pages ask."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to
