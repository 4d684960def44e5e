"""A key of personal data is rotated past nothing: whatever it sealed is sealed anew, and opens."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.conf import LazySettings
from django.db import connection

from tests.test_architecture import imported, sources
from tinhso.gateways.memory import actions as memory
from tinhso.gateways.memory import queries as remembered
from tinhso.gateways.memory.models import Kept
from tinhso.kernel.cases.tests.scene import LOADED, TUESDAY, appoint, load_example
from tinhso.kernel.ledger.actors import CLOCK, LOADER
from tinhso.kernel.ledger.models import Event
from tinhso.kernel.messages import queries as post
from tinhso.kernel.messages.models import Incoming, Message
from tinhso.kernel.people import actions as people
from tinhso.kernel.people import loading as roles
from tinhso.kernel.people import queries, rotation
from tinhso.kernel.people.actions import rotating
from tinhso.kernel.people.keys import new_keyring, with_new_key, without
from tinhso.kernel.registers import loading as registers
from tinhso.systems.hotline.calls import actions as calls
from tinhso.systems.hotline.calls.models import Call
from tinhso.systems.hotline.calls.queries import calls as taken
from tinhso.systems.hotline.channels import queries as channels
from tinhso.systems.hotline.channels.tests.writing import WORDS, Writer
from tinhso.systems.hotline.notices import actions as notices
from tinhso.systems.hotline.notices import sealed as addresses
from tinhso.systems.hotline.notices.models import Subscription

SOURCE = Path(__file__).resolve().parent.parent / "src"
OLD = "k7747"
"""The id of the key that is to leave; no other text holds it with a dot behind it."""

PHONE, OTHER, MAIL = "+84912345678", "+84987654321", "hoa@example.vn"
SEALING = {"tinhso.kernel.people.sealing", "tinhso.kernel.messages.sealed"}
KEEP_NOTHING_THEMSELVES = {
    "tinhso.web.accounts.adapters": "second factors, which the room of people seals anew",
    "tinhso.web.administration.pages.importing": "a preview that only a browser holds",
}
LIBRARIES = {"allauth.mfa"}
CURE = (
    "Rows are sealed here that no rotation seals anew. In the room's actions write a function over "
    "people.actions.reseal, name it in apps.ready with rotation.register({Model: function}), and "
    "let this file's `World` write such a row."
)


@dataclass
class World:
    """One row of everything that is sealed, and what finds it again."""

    person: UUID
    call: UUID
    asking: UUID
    told: UUID


@pytest.fixture
def world(db: None, settings: LazySettings) -> World:
    """Let everything be written under the key that is to leave."""
    del db
    ring = json.loads(new_keyring())
    settings.TINHSO_KEYRING = json.dumps({"active": OLD, "keys": {OLD: ring["keys"]["k1"]}})
    folder, now = load_example(settings), TUESDAY
    for room in (roles, registers):
        room.load(folder, actor=LOADER, now=LOADED)
    account = people.open_account("hoa", actor=LOADER, now=now)
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(account)
    Authenticator.objects.create(user=account, type="webauthn", data={"name": "khóa"})
    names = {"name": "Hoa", "phone": PHONE, "email": MAIL, "address": "Xã Mây Gió"}
    writer = Writer(now, address=PHONE)
    writer.writes(WORDS)  # a report: its correspondent, a person, a letter
    Writer(now, address=OTHER).writes("Ổ gà rất lớn ở đầu cầu")  # asked where: a conversation
    operator = appoint("operator", "tong-dai-1022")
    first, _ = calls.begin(calls.Ringing(PHONE), key="a", actor=operator, now=now)
    calls.end(first.pk, "informed", note="Hỏi giờ làm việc", actor=operator, now=now)
    second, _ = calls.begin(calls.Ringing(OTHER), key="b", actor=operator, now=now)
    calls.keep_draft(second.pk, {"text": "Mất điện"}, actor=operator, now=now)
    memory.keep("zalo", "token", "only-for-tests", now=now)
    return World(
        person=people.enter_person(names, actor=LOADER, now=now),
        call=first.pk,
        asking=notices.subscribe(notices.Wanted("email", MAIL), now=now).pk,
        told=writer.case().pk,
    )


def rotate(now: datetime = TUESDAY) -> dict[str, int]:
    return people.rotate_keys(actor=LOADER, now=now)


def still_sealed_under(key: str) -> dict[str, set[str]]:
    """Return every table of the schema with the columns in which a value of a key stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns "
            "JOIN information_schema.tables USING (table_schema, table_name) "
            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE' "
            "AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY') "
            "GROUP BY table_name"
        )
        found = {}
        for table, columns in cursor.fetchall():
            # Not only at the beginning: within JSON and lists too.
            tried = ", ".join(f'bool_or("{column}"::text LIKE %s)' for column in columns)
            ours = f'SELECT {tried} FROM "{table}"'  # noqa: S608  names of our own schema
            cursor.execute(ours, [f"%{key}.%"] * len(columns))
            if held := set(compress(columns, cursor.fetchone())):
                found[table] = held
    return found


def test_nothing_in_any_table_is_left_under_the_old_key(
    world: World, settings: LazySettings
) -> None:
    assert world
    before = still_sealed_under(OLD)
    registered = {rotation.table_of(model) for model in rotation.tables()}
    assert registered <= before.keys(), "the World writes a row of every registered table"
    assert before["hotline_calls_call"] == {"number", "number_index", "note", "draft"}
    assert before["mfa_authenticator"] == {"data"}
    settings.TINHSO_KEYRING = with_new_key(settings.TINHSO_KEYRING)
    assert rotate().keys() == before.keys(), CURE
    assert still_sealed_under(OLD) == {}, CURE
    assert rotate() == {}


def test_every_room_that_seals_has_registered_its_tables() -> None:
    sealing = {
        ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for path in sources()
        if ".seal(" in path.read_text(encoding="utf-8") and SEALING & set(imported(path))
    }
    assert KEEP_NOTHING_THEMSELVES.keys() <= sealing
    rooms = {room_of(module) for module in sealing - KEEP_NOTHING_THEMSELVES.keys()}
    assert rooms == {room_of(model.__module__) for model in rotation.tables()} - LIBRARIES, CURE


def room_of(module: str) -> str:
    """Return the name of the app that a module stands in."""
    config = apps.get_containing_app_config(module)
    assert config is not None
    return config.name


def test_without_the_old_key_everything_opens_and_is_found(
    world: World, settings: LazySettings
) -> None:
    settings.TINHSO_KEYRING = with_new_key(settings.TINHSO_KEYRING)
    rotate()
    settings.TINHSO_KEYRING = without(settings.TINHSO_KEYRING, [OLD])

    read = people.read_person(world.person, ["name"], purpose="a.b", actor=LOADER, now=TUESDAY)
    assert read.name == "Hoa"
    assert world.person in set(queries.find_by_phone(PHONE)) & set(queries.find_by_email(MAIL))
    secrets = [one.data.get("secret") for one in Authenticator.objects.filter(type="totp")]
    assert [get_adapter().decrypt(secret) for secret in secrets] == ["JBSWY3DPEHPK3PXP"]
    codes = Authenticator.objects.get(type="recovery_codes")
    assert RecoveryCodes(codes).generate_codes()

    assert {post.opened(one).address for one in Incoming.objects.all()} == {PHONE, OTHER}
    assert {letter["address"] for letter in Writer(TUESDAY, address=PHONE).letters()} == {PHONE}
    assert Message.objects.filter(channel="email").count() == 1
    assert channels.correspondents([world.told])[world.told].address == PHONE
    assert channels.reports_of("sms", PHONE)[0].pk == world.told
    assert channels.conversation("sms", OTHER)
    Writer(TUESDAY, address=OTHER).writes("cho phien")  # the question is answered under the new key
    assert channels.conversation("sms", OTHER) is None
    assert len(channels.reports_of("sms", OTHER)) == 1

    ended, open_ = Call.objects.order_by("begun_at", "key")
    assert (taken.number_of(ended), taken.note_of(ended)) == (PHONE, "Hỏi giờ làm việc")
    assert (taken.number_of(open_), taken.draft_of(open_)) == (OTHER, {"text": "Mất điện"})
    assert taken.caller(PHONE).calls_before == 1
    asking = Subscription.objects.get(pk=world.asking)
    assert addresses.unseal(asking.pk, asking.sealed) == MAIL
    assert remembered.kept("zalo", "token") == "only-for-tests"


def test_a_rotation_that_was_stopped_is_begun_again_and_each_batch_is_told(
    db: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    del db
    for name in "abcde":
        memory.keep("zalo", name, name, now=TUESDAY)
    settings.TINHSO_KEYRING = with_new_key(settings.TINHSO_KEYRING)
    monkeypatch.setattr(rotating, "BATCH", 2)
    opened = iter("abc")  # then it is stopped
    with monkeypatch.context() as patch:
        patch.setattr(memory, "place", lambda gateway, name: f"{gateway}\0{next(opened)}{name[1:]}")
        with pytest.raises((StopIteration, RuntimeError)):
            rotate()
    assert Kept.objects.filter(sealed__startswith="k2.").count() == 2
    assert rotate() == {"gateway_memory_kept": 3}
    assert [remembered.kept("zalo", name) for name in "abcde"] == list("abcde")
    told = Event.objects.filter(kind="people.keys.rotated", at=TUESDAY).order_by("id")
    table = {"table": "gateway_memory_kept"}
    assert [event.data for event in told] == [table | {"rows": rows} for rows in (2, 2, 1)]
    assert {event.subject for event in told} == {"key:k2"}


@contextmanager
def somebody_writes(row: Kept) -> Iterator[psycopg.Connection]:
    """Hold a row as another process does that writes it."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("SELECT 1 FROM gateway_memory_kept WHERE id = %s FOR UPDATE", [row.pk])
        yield other


@pytest.mark.django_db(transaction=True)
def test_a_row_in_use_is_neither_waited_for_nor_left_out(settings: LazySettings) -> None:
    for name in "ab":
        memory.keep("zalo", name, name, now=TUESDAY)
    in_use, free = Kept.objects.order_by("pk")
    settings.TINHSO_KEYRING = with_new_key(settings.TINHSO_KEYRING)
    seen = []
    with somebody_writes(in_use) as other:

        def anew(row: Kept) -> None:
            seen.append(row)
            row.sealed = "k2.anew"
            other.rollback()

        rows = Kept.objects.all()
        done = [rotating.reseal(rows, ["sealed"], anew, actor=CLOCK, now=TUESDAY) for _ in range(3)]
    assert (seen, done) == ([free, in_use], [1, 1, 0])
