from pathlib import Path
from typing import cast

import pytest

from tinhso.runtime import up
from tinhso.runtime.postgres import Server
from tinhso.runtime.state import fingerprint


class Patient:
    """A server that hangs or not, as told."""

    def __init__(self, looks: list[bool]) -> None:
        self.looks = iter(looks)

    def hangs(self) -> bool:
        return next(self.looks)


def looks(*hangs: bool) -> list[bool]:
    pulse, patient = up.Pulse(), cast("Server", Patient(list(hangs)))
    return [pulse.lost(patient, look * up.PULSE) for look in range(len(hangs))]


def test_one_bad_moment_is_no_hanging_database() -> None:
    assert looks(True, False, True, True, False) == [False] * 5


def test_a_database_that_hangs_at_every_look_is_lost_at_the_third_and_counted_anew() -> None:
    assert looks(True, True, True, True, True, True) == [False, False, True, False, False, True]


def test_it_looks_only_from_time_to_time() -> None:
    pulse, patient = up.Pulse(), cast("Server", Patient([False]))
    assert not pulse.lost(patient, 0.0)
    assert not pulse.lost(patient, up.PULSE / 2)  # a second look would find nothing to tell


def test_the_same_files_have_the_same_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("one")
    first = fingerprint([tmp_path])
    (tmp_path / "a.yaml").write_text("one")
    assert fingerprint([tmp_path]) == first


@pytest.mark.parametrize("change", ["content", "name", "file"])
def test_any_change_of_a_file_changes_the_fingerprint(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("one")
    first = fingerprint([tmp_path])
    if change == "content":
        path.write_text("two")
    elif change == "name":
        path.rename(tmp_path / "b.yaml")
    else:
        (tmp_path / "c.yaml").write_text("")
    assert fingerprint([tmp_path]) != first


def test_what_is_derived_is_no_change(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("one")
    first = fingerprint([tmp_path])
    (tmp_path / "a.mo").write_text("")
    (tmp_path / "a.pyc").write_text("")
    assert fingerprint([tmp_path]) == first
