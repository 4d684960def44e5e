"""Records come, change, end and come back; nothing they ever said is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tinhso.kernel.ledger.actors import Actor
from tinhso.kernel.registers import actions, queries
from tinhso.kernel.registers.actions import (
    BadRecordError,
    ChangedMeanwhileError,
    NothingChangedError,
    Row,
)
from tinhso.kernel.registers.models import Record
from tinhso.kernel.registers.rules.declared import Register
from tinhso.kernel.registers.tests.registers_samples import NOW, reuse
from tinhso.kernel.units.models import Unit

ACTOR = Actor("account:7")
pytestmark = pytest.mark.django_db

NEW: dict[str, Any] = {"code": "L-3", "name": "Lò Mới", "commune": "05692", "workers": 12}


def add(kilns: Register, **values: Any) -> Record:
    return actions.add(kilns, NEW | values, reason="Mới xây", actor=ACTOR, now=NOW)


def events() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM ledger_event ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_a_record_is_held_with_its_unit_and_place(kilns: Register, units: dict[str, Unit]) -> None:
    add(kilns, place="21.594200,105.848200")
    held = queries.get("kilns", "L-3")
    assert (held.title, held.unit_id) == ("Lò Mới", units["05692"].pk)
    assert (held.latitude, held.longitude) == (21.5942, 105.8482)
    assert held.values["workers"] == 12
    assert held.values["fuel"] is None


def test_a_code_is_given_once(kilns: Register) -> None:
    with pytest.raises(BadRecordError) as caught:
        add(kilns, code="L-1")
    assert caught.value.fields["code"].reason == "taken"


def test_each_change_is_a_version_with_its_reason_and_one_event_without_its_words(
    kilns: Register,
) -> None:
    record = add(kilns)
    before = len(events())
    values = NEW | {"workers": 15}
    actions.change(
        kilns, "L-3", values, version=record.version, reason="Tuyển thêm", actor=ACTOR, now=NOW
    )
    history = queries.history(queries.record("kilns", "L-3"))
    assert [(v.version, v.change, v.reason, v.actor) for v in history] == [
        (2, "changed", "Tuyển thêm", "account:7"),
        (1, "added", "Mới xây", "account:7"),
    ]
    assert [v.data["workers"] for v in history] == [15, 12]
    told = events()[before:]
    assert len(told) == 1
    assert str(history[0].event) in told[0]
    assert "Tuyển" not in told[0]
    assert "15" not in told[0].split('"data"')[1].split('"id"')[0]


def test_two_people_do_not_overwrite_each_other(kilns: Register) -> None:
    add(kilns)
    first = NEW | {"workers": 15}
    actions.change(kilns, "L-3", first, version=1, reason="a", actor=ACTOR, now=NOW)
    with pytest.raises(ChangedMeanwhileError):
        actions.change(
            kilns, "L-3", NEW | {"workers": 99}, version=1, reason="b", actor=ACTOR, now=NOW
        )
    assert queries.get("kilns", "L-3").values["workers"] == 15


def test_a_change_needs_a_reason_and_to_change_something(kilns: Register) -> None:
    add(kilns)
    with pytest.raises(ValueError, match="reason"):
        actions.change(
            kilns, "L-3", NEW | {"workers": 1}, version=1, reason=" ", actor=ACTOR, now=NOW
        )
    with pytest.raises(NothingChangedError):
        actions.change(kilns, "L-3", NEW, version=1, reason="a", actor=ACTOR, now=NOW)
    with pytest.raises(BadRecordError):
        actions.change(
            kilns, "L-3", NEW | {"code": "L-9"}, version=1, reason="a", actor=ACTOR, now=NOW
        )


def test_an_ended_record_is_no_longer_in_force_and_still_known(kilns: Register) -> None:
    add(kilns)
    day = date(2026, 11, 25)
    actions.end(kilns, "L-3", on=day, version=1, reason="Đóng cửa", actor=ACTOR, now=NOW)
    then, later = (queries.records("kilns", at=at) for at in (NOW, NOW + timedelta(days=5)))
    assert "L-3" in {held.code for held in then}
    assert "L-3" not in {held.code for held in later}
    assert queries.get("kilns", "L-3").valid_to == day


def test_undo_is_a_version_of_its_own(kilns: Register) -> None:
    add(kilns)
    day = date(2026, 11, 25)
    actions.end(kilns, "L-3", on=day, version=1, reason="Nhầm", actor=ACTOR, now=NOW)
    actions.restore(kilns, "L-3", 1, version=2, reason="Hoàn tác", actor=ACTOR, now=NOW)
    record = queries.record("kilns", "L-3")
    assert (record.version, record.valid_to) == (3, None)
    assert [v.restored for v in queries.history(record)] == [1, None, None]


def test_many_rows_are_put_in_whole_or_not_at_all(kilns: Register) -> None:
    good = Row(NEW)
    twice = Row(NEW | {"workers": 1})
    before = Record.objects.count()
    with pytest.raises(BadRecordError):
        actions.put(kilns, [good, twice], reason="", actor=ACTOR, now=NOW)
    stale = Row({"code": "L-1", "name": "x", "commune": "05692"}, version=9)
    with pytest.raises(ChangedMeanwhileError):
        actions.put(kilns, [good, stale], reason="", actor=ACTOR, now=NOW)
    assert Record.objects.count() == before


def test_search_with_and_without_diacritics(kilns: Register) -> None:
    def found(text: str, **chosen: str) -> list[str]:
        on = NOW.date()
        return [r.code for r in queries.search(kilns, on=on, text=text, chosen=chosen)]

    assert found("dong hy") == ["L-2", "L-1"] or found("dong hy") == ["L-1", "L-2"]
    assert found("đồng hỷ") == ["L-1"]
    assert found("ĐÔNG") == ["L-2"]
    assert found("gia sàng") == ["L-2"]
    assert found("than") == ["L-1"]
    assert found("L-2") == ["L-2"]
    assert found("đồng không có") == []
    assert found("", fuel="gas") == ["L-2"]
    assert found("", licensed="false") == ["L-1"]
    assert found("", commune="05692") == ["L-1"]
    assert found("%") == found("")


def test_half_a_place_is_refused_by_the_database(kilns: Register) -> None:
    add(kilns)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(code="L-3").update(latitude=21.0)


def test_a_code_used_again_does_not_move_a_record_into_another_unit(
    kilns: Register, units: dict[str, Unit]
) -> None:
    old = units["05692"]
    new = reuse(old)
    assert queries.get("kilns", "L-1").unit_id == old.pk
    values = dict(queries.get("kilns", "L-1").values) | {"workers": 3}
    actions.put(kilns, [Row(values, unit_stays=True)], reason="x", actor=ACTOR, now=NOW)
    assert queries.get("kilns", "L-1").unit_id == old.pk
    # Chosen from today's units, the same code is the other one: that is a change.
    actions.change(kilns, "L-1", values, version=2, reason="x", actor=ACTOR, now=NOW)
    assert queries.get("kilns", "L-1").unit_id == new.pk
    actions.restore(kilns, "L-1", 2, version=3, reason="x", actor=ACTOR, now=NOW)
    assert queries.get("kilns", "L-1").unit_id == old.pk
