"""`tinhso keys`: a key is added, everything sealed under it, the one before dropped."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connection

from tinhso.cli import keys, main
from tinhso.gateways.memory import actions as memory
from tinhso.kernel.cases.tests.scene import TUESDAY
from tinhso.kernel.people.keys import parse_keyring
from tinhso.runtime.home import Home
from tinhso.runtime.keys import KeysError, read_or_make
from tinhso.runtime.locks import Lock
from tinhso.runtime.roles import dsn_with
from tinhso.runtime.state import State


@dataclass
class Place:
    """A deployment over the database of this test; each command reads its keys anew."""

    home: Home
    dsn: str
    settings: LazySettings

    owner = application = ""

    @contextmanager
    def deployment(self) -> Iterator[tuple[object, ...]]:
        held = read_or_make(self.home.secrets)
        state = State(self.dsn)
        state.check_keys(held, self.home.secrets)
        self.settings.TINHSO_KEYRING = held.keyring
        yield self.home, held, self, state

    def ring(self) -> tuple[str, ...]:
        return parse_keyring(read_or_make(self.home.secrets).keyring).ids


@pytest.fixture
def place(
    db: None, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    del db
    database = connection.settings_dict["NAME"]
    here = Place(Home(tmp_path), dsn_with(os.environ["DATABASE_URL"], dbname=database), settings)
    monkeypatch.setenv("TINHSO_VAR", str(tmp_path))
    monkeypatch.setattr(keys, "deployment", here.deployment)
    monkeypatch.setattr(keys, "django_on", lambda *_: nullcontext())
    with here.deployment() as (*_, state):
        assert isinstance(state, State)
        state.remember(prepared="by hand")
    yield here
    with psycopg.connect(here.dsn) as own:
        own.execute("DROP TABLE runtime_state")


def test_a_key_is_added_everything_sealed_under_it_and_the_old_one_dropped(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    with place.deployment():
        memory.keep("zalo", "token", "only-for-tests", now=TUESDAY)
    assert main(["keys", "rotate"]) == 1
    assert "Nothing to do: everything is sealed under k1" in capsys.readouterr().err

    assert main(["keys", "add"]) == 0
    assert place.ring() == ("k1", "k2")
    assert main(["keys", "drop"]) == 1
    assert "First: tinhso keys rotate" in capsys.readouterr().err

    assert main(["keys", "rotate"]) == 0
    told = capsys.readouterr().out
    assert "1 rows of gateway_memory_kept" in told
    assert "under k1 any more" in told
    assert main(["keys", "rotate"]) == 1

    assert main(["keys", "drop"]) == 0
    assert place.ring() == ("k2",)
    with place.deployment():  # the start misses nothing
        pass


def test_a_key_that_rows_are_sealed_under_is_missed_by_the_start(place: Place) -> None:
    before = place.home.secrets.read_text(encoding="utf-8")
    assert main(["keys", "add"]) == 0
    with place.deployment():
        pass
    place.home.secrets.write_text(before, encoding="utf-8")
    with pytest.raises(KeysError, match="k2"), place.deployment():
        pass


def test_no_key_is_added_while_tinh_so_runs_or_where_nothing_is(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = Lock(place.home.folder / "up.lock")
    lock.take()
    assert main(["keys", "add"]) == 1
    lock.free()
    assert place.ring() == ("k1",)
    monkeypatch.setenv("TINHSO_VAR", str(place.home.folder / "elsewhere"))
    assert main(["keys", "add"]) == 1
    assert "nothing here yet" in capsys.readouterr().err
